/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_DIAG_H
#define HT_DIAG_H

/*
 * Findings: every stage reports here and nowhere else. The codes stand in codes.def.
 */

#include "base/base.h"
#include "hongtou/diag.h"

/* Which part of a file a text is. */
typedef struct ht_part {
    int line;         /* its first line, from 1 */
    const char *name; /* said before what is found in it, such as a table's column; NULL: nothing */
} ht_part;

/* A text that places refer to. Must live until the last finding in it has been added. */
typedef struct ht_source {
    const char *name; /* as the user knows it */
    const char *text; /* valid UTF-8 */
    size_t size;
    const ht_part *part; /* NULL: it is a whole file */
} ht_source;

/* A place in a source. `source` NULL: no place is known. */
typedef struct ht_place {
    const ht_source *source;
    int line;   /* from 1; 0: the file as a whole */
    int column; /* in characters, from 1 */
    int width;  /* characters concerned, at least 1 when line is set */
} ht_place;

#define HT_NO_PLACE ((ht_place){NULL, 0, 0, 0})

typedef enum ht_code {
#define HT_DIAG(code, severity, slug, message, hint) HT_##code,
#include "diag/codes.def"
#undef HT_DIAG
    HT_CODE_COUNT
} ht_code;

/*
 * Adds a finding. The arguments are those of the code's message in codes.def, which is translated
 * before it is filled in. Past 200 findings the rest are only counted: false, no hint is needed.
 */
bool ht_diag_add(ht_diags *diags, ht_code code, ht_place place, ...);

/* Replaces the hint of the finding added last by a filled-in (and already translated) one. */
void ht_diag_hint(ht_diags *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What findings of a code have in common: its message, translated, with … for each thing that it is
 * filled with. NULL when there is no such code. The caller frees it. */
char *ht_diag_title(const char *code);

/* Marks a message for translation where it is written; ht_tr translates it where it is used. */
#define N_(text) text

/* The program's own translation of a message; `text` itself when there is none. */
const char *ht_tr(const char *text) __attribute__((format_arg(1)));

/* The number of a source's first line: 1, but for a part of a file. */
int ht_source_first_line(const ht_source *source);

/* The places of a byte offset in a source, and of the whole of it: of a part, where it begins. */
ht_place ht_source_place(const ht_source *source, size_t offset, int width);
ht_place ht_source_file(const ht_source *source);

/* True when an error has been added since the list held `errors` of them. */
size_t ht_diags_errors(const ht_diags *diags);

#endif
