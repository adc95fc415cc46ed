/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_MEASURE_H
#define HONGTOU_MEASURE_H

#include "hongtou/base.h"
#include "hongtou/diag.h"
#include "hongtou/fonts.h"
#include "hongtou/render.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The standard held against the pages of a PDF, whoever made it. */
typedef struct ht_measure ht_measure;

typedef enum ht_verdict {
    HT_VERDICT_PASS,
    HT_VERDICT_FAIL,           /* and the clause is one that must, or normally does, hold */
    HT_VERDICT_DIFFERS,        /* from custom: told, no failure */
    HT_VERDICT_NOT_FOUND,      /* the pages do not have what the clause speaks of */
    HT_VERDICT_NOT_MEASURABLE, /* they have it, but not so that it could be measured */
} ht_verdict;

#define HT_VERDICTS 5

/*
 * Reads a PDF file and asks every clause of a form: "upward", "downward", "letter" …, or a file of
 * clauses of one's own, whose name ends in .yaml. HT_IO when a file cannot be read or the form is
 * not known; HT_BACKEND when the PDF is damaged, encrypted or without text, or when one of the
 * tools that read it is missing (mupdf-tools, poppler-utils); HT_INVALID when the clauses have
 * mistakes. The caller frees the result.
 */
HT_API ht_status ht_measure_file(ht_measure **out, const char *path, const char *form,
                                 ht_diags *diags);
HT_API void ht_measure_free(ht_measure *measure);

/* How many clauses met a verdict. */
HT_API size_t ht_measure_count(const ht_measure *measure, ht_verdict verdict);

/* Writes a table, failures first: clause, what it says, what is asked and was found, where. With
 * `only_wrong` it ends with what fails and what differs from custom. */
HT_API bool ht_measure_write_table(const ht_measure *measure, bool only_wrong, ht_write_fn write,
                                   void *user);

/* Writes one JSON object with an entry for each clause; lengths in mm, sizes in pt. */
HT_API bool ht_measure_write_json(const ht_measure *measure, ht_write_fn write, void *user);

/*
 * Draws the pages at 150 dots an inch with the type area, rulers along two edges, and a line with a
 * label wherever a clause was measured. A page is a list of its own, to be written by
 * ht_pages_write_png; `index` counts from 0. The caller frees it, before the measure.
 */
HT_API size_t ht_measure_pages(const ht_measure *measure);
HT_API ht_status ht_measure_annotate(ht_pages **out, const ht_measure *measure, size_t index,
                                     ht_fontset *fonts, ht_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
