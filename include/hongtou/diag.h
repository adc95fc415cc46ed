/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_DIAG_H
#define HONGTOU_DIAG_H

#include "hongtou/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ht_severity {
    HT_SEVERITY_NOTE,    /* what the program did by itself, worth knowing */
    HT_SEVERITY_WARNING, /* the output stands, but may not be what was meant */
    HT_SEVERITY_ERROR,   /* there is no output */
} ht_severity;

/* One finding. All strings are borrowed from the list it stands in. */
typedef struct ht_diag {
    const char *code; /* stable: "E0203", "W0402"; never given to another meaning */
    const char *slug; /* the same for people: "unknown-key" */
    ht_severity severity;
    const char *file;    /* NULL when no file is concerned */
    int line;            /* from 1; 0 when no place is known */
    int column;          /* in characters, from 1 */
    int width;           /* characters concerned, at least 1 */
    const char *source;  /* the text of that line, shortened when long; NULL when unknown */
    int quoted_column;   /* where the place is in `source`, in characters, from 1 */
    const char *message; /* one sentence, in the language of the locale */
    const char *hint;    /* what to do, or NULL */
} ht_diag;

typedef struct ht_diags ht_diags;

/* An empty list. The caller frees it with ht_diags_free. */
HT_API ht_diags *ht_diags_new(void);
HT_API void ht_diags_free(ht_diags *diags);

/* How many findings are at least so severe. */
HT_API size_t ht_diags_count(const ht_diags *diags, ht_severity least);

/* The finding at `index`, counted from 0 over all severities; NULL past the end. */
HT_API const ht_diag *ht_diags_at(const ht_diags *diags, size_t index);

/* Forgets all findings. */
HT_API void ht_diags_clear(ht_diags *diags);

/*
 * Writes one finding: as people read it, with the source line, a caret under the place (wide
 * characters counted as two columns) and the hint; or as one JSON object on a line.
 */
HT_API bool ht_diag_write_text(const ht_diag *diag, ht_write_fn write, void *user);
HT_API bool ht_diag_write_json(const ht_diag *diag, ht_write_fn write, void *user);

#ifdef __cplusplus
}
#endif

#endif
