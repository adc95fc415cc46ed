/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_DOCUMENT_H
#define HONGTOU_DOCUMENT_H

#include "hongtou/base.h"
#include "hongtou/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ht_format {
    HT_FORMAT_AUTO, /* by the file's name, else by its first bytes */
    HT_FORMAT_YAML,
    HT_FORMAT_JSON,
    HT_FORMAT_MARKDOWN, /* YAML front matter between two lines of ---, the body below it */
} ht_format;

typedef struct ht_read_options {
    int version; /* 1 */
    ht_format format;
    bool allow_outside; /* files named in the document may lie outside its folder */
    const char *folder; /* that files named in the document are in; NULL: that of its name */
    int line;           /* where in the file of its name it begins, from 1; 0: it is all of it */
} ht_read_options;

#define HT_READ_OPTIONS_INIT                                                                       \
    {                                                                                              \
        1, HT_FORMAT_AUTO, false, NULL, 0                                                          \
    }

typedef struct ht_document ht_document;

/*
 * Reads and checks one document. HT_INVALID when it has errors, HT_IO when the file cannot be
 * read, HT_LIMIT when it is larger than 64 MiB or nested deeper than 64 levels. `options` may be
 * NULL. The caller frees the document.
 */
HT_API ht_status ht_document_read_file(ht_document **out, const char *path,
                                       const ht_read_options *options, ht_diags *diags);

/* The same for bytes in memory, which are copied; `name` stands for the file in diagnostics, and
 * the files that the document names are looked for from `name`'s folder. */
HT_API ht_status ht_document_read_memory(ht_document **out, const char *name, const void *bytes,
                                         size_t size, const ht_read_options *options,
                                         ht_diags *diags);

HT_API void ht_document_free(ht_document *document);

/* Sets the copy number (份号), 0 to 999999, as if the data gave it. */
HT_API void ht_document_set_copy_number(ht_document *document, int number);

/* The name of the layout that the document asks for, or that its kind and direction ask for. */
HT_API const char *ht_document_layout(const ht_document *document);

/* Writes the JSON Schema of the data, with titles and descriptions in Chinese and English. */
HT_API bool ht_document_write_schema(ht_write_fn write, void *user);

#ifdef __cplusplus
}
#endif

#endif
