/* SPDX-License-Identifier: Apache-2.0 */

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ht_document_free(fuzz_read_document(bytes, size, "none/fuzz.json", HT_FORMAT_JSON));
    return 0;
}
