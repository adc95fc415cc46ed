/* SPDX-License-Identifier: Apache-2.0 */

/* Small documents all the way to the paper. */

#include "fuzz.h"

#include <string.h>

#define MAX_BYTES ((size_t)4 << 10)

/* Embedding the faces takes most of the time: a quarter of the documents become PDF. */
#define PDF_SHARE 4

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > MAX_BYTES) {
        return 0;
    }
    /* No ending: the format is told by the first bytes. */
    ht_document *document = fuzz_read_document(bytes, size, "none/fuzz", HT_FORMAT_AUTO);
    if (document != NULL) {
        bool upward = strcmp(ht_document_layout(document), "gb9704/upward") == 0;
        ht_layout *layout = fuzz_installed_layout(upward ? "gb9704/upward" : "gb9704/downward");
        fuzz_render(document, layout, size % PDF_SHARE == 0);
    }
    ht_document_free(document);
    return 0;
}
