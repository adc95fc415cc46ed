/* SPDX-License-Identifier: Apache-2.0 */

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ht_document_free(fuzz_read_document(bytes, size, "none/fuzz.yaml", HT_FORMAT_YAML));
    return 0;
}
