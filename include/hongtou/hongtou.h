/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_H
#define HONGTOU_H

/*
 * hongtou typesets the official documents of China's Party and government organs
 * (公文, GB/T 9704-2012): data in, print-ready pages out.
 *
 *     ht_document_read_file   a YAML, JSON or Markdown file  -> ht_document
 *     ht_layout_load          the form it is set in          -> ht_layout
 *     ht_fontset_new          the faces at hand              -> ht_fontset
 *     ht_render               all three                      -> ht_pages
 *     ht_pages_write_pdf ...  the pages                      -> bytes
 *     ht_check_cases          documents and their references -> what moved, and by how much
 *     ht_measure_file         anybody's PDF, and a form      -> ht_measure: what holds in it
 *     ht_sign                 anybody's PDF, and a key       -> the same, signed
 */

#include "hongtou/base.h"
#include "hongtou/batch.h"
#include "hongtou/check.h"
#include "hongtou/diag.h"
#include "hongtou/document.h"
#include "hongtou/fonts.h"
#include "hongtou/layout.h"
#include "hongtou/measure.h"
#include "hongtou/render.h"
#include "hongtou/sign.h"

#endif
