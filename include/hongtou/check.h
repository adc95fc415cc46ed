/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_CHECK_H
#define HONGTOU_CHECK_H

#include "hongtou/fonts.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a run of checks found: a result for each case, in the order of their names. */
typedef struct ht_check ht_check;

typedef struct ht_check_options {
    int version;        /* 1 */
    bool allow_outside; /* documents may name files outside their own folder */
    int threads; /* how many cases are checked at a time; 0: as many as there are processors */
    /* Called, by one thread at a time, when a case is done; may be NULL. */
    void (*progress)(size_t done, size_t all, void *user);
    void *user;
} ht_check_options;

#define HT_CHECK_OPTIONS_INIT                                                                      \
    {                                                                                              \
        1, false, 0, NULL, NULL                                                                    \
    }

/*
 * Checks cases of a folder against their references. A case is a folder, at any
 * depth, with a case.yaml; `names`
 * are the cases wanted, ended by NULL, or NULL for all. HT_INVALID when there is none, or not one
 * of those named; what is wrong within a case is its result. `options` may be NULL. The caller
 * frees the check.
 */
HT_API ht_status ht_check_cases(ht_check **out, const char *folder, const char *const *names,
                                ht_fontset *fonts, const ht_check_options *options,
                                ht_diags *diags);

/* A part of pages that may differ, in mm from the upper left corner. */
typedef struct ht_check_mask {
    int page; /* from 1; 0: of every page */
    double left;
    double top;
    double width;
    double height;
} ht_check_mask;

typedef struct ht_compare_options {
    int version;                /* 1 */
    int dpi;                    /* 36 to 1200; 0: that of the PNG files, else 150 */
    int tolerance;              /* 0 to 255, for each of red, green and blue */
    double slack;               /* how far ink may lie beside its place, in mm; 0 to 5 */
    int budget;                 /* how many pixels of a page may differ by more */
    int page;                   /* compare this page alone, of files that have more; 0: all */
    bool align;                 /* take out a constant offset of up to 10 mm a page */
    const ht_check_mask *masks; /* NULL for none */
    size_t n_masks;
} ht_compare_options;

#define HT_COMPARE_OPTIONS_INIT                                                                    \
    {                                                                                              \
        1, 0, 8, 0, 0, 0, false, NULL, 0                                                           \
    }

/*
 * Compares two files by what they look like: PDF files of anyone's, drawn by poppler's pdftoppm, or
 * PNG files, one a page; `against` may be a folder of such, in the order of their names. The result
 * is a check of one case. HT_IO or HT_BACKEND when a file cannot be read. `options` may be NULL.
 */
HT_API ht_status ht_check_compare(ht_check **out, const char *file, const char *against,
                                  const ht_compare_options *options, ht_diags *diags);

HT_API void ht_check_free(ht_check *check);

HT_API size_t ht_check_count(const ht_check *check);

/* The name of the case of result `index`, from 0. Borrowed. */
HT_API const char *ht_check_name(const ht_check *check, size_t index);

/* Whether result `index` found the pages to be what they were. */
HT_API bool ht_check_passed(const ht_check *check, size_t index);

/* Whether a case could not be done at all: its files cannot be read, or its document is wrong. */
HT_API bool ht_check_broken(const ht_check *check, size_t index);

/* Writes what result `index` found, a sentence a line, in the language of the locale. */
HT_API bool ht_check_write(const ht_check *check, size_t index, ht_write_fn write, void *user);

/*
 * Makes the pages of result `index` its case's new reference. `written` is how many files were
 * written or removed: 0 when they were so already. HT_INVALID when the case has no pages.
 */
HT_API ht_status ht_check_renew(const ht_check *check, size_t index, size_t *written,
                                ht_diags *diags);

/* Writes report.json, junit.xml, index.html, and in images/ the pages that differ, into a folder,
 * which is made when it is not there. */
HT_API ht_status ht_check_write_report(const ht_check *check, const char *folder, ht_diags *diags);

#ifdef __cplusplus
}
#endif

#endif
