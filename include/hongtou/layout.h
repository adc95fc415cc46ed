/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HONGTOU_LAYOUT_H
#define HONGTOU_LAYOUT_H

#include "hongtou/base.h"
#include "hongtou/diag.h"
#include "hongtou/document.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ht_layout ht_layout;

/*
 * Loads a layout with everything it extends. A name such as "gb9704/upward" is looked for among
 * the installed layouts; a name that ends in .yaml is a file. HT_INVALID when the layout has
 * mistakes, HT_IO when it is not there. The layout is frozen: threads may share it.
 */
HT_API ht_status ht_layout_load(ht_layout **out, const char *name_or_path, ht_diags *diags);

/* Loads the layout that a document asks for, or that its kind asks for. A name that the document
 * got wrong is told at its place, with HT_INVALID. */
HT_API ht_status ht_layout_load_for(ht_layout **out, const ht_document *document, ht_diags *diags);

HT_API ht_layout *ht_layout_ref(ht_layout *layout);
HT_API void ht_layout_unref(ht_layout *layout);

/* Its name, and the sentence it says of itself (may be empty). Borrowed. */
HT_API const char *ht_layout_name(const ht_layout *layout);
HT_API const char *ht_layout_title(const ht_layout *layout);

/* Writes the layout as YAML with everything it inherits, so that it stands alone. */
HT_API bool ht_layout_write(const ht_layout *layout, ht_write_fn write, void *user);

/* The names of the installed layouts, sorted, ended by NULL; the caller frees them. */
HT_API char **ht_layout_names(void);
HT_API void ht_layout_names_free(char **names);

#ifdef __cplusplus
}
#endif

#endif
