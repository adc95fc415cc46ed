/* SPDX-License-Identifier: Apache-2.0 */

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ht_layout_unref(fuzz_read_layout(bytes, size));
    return 0;
}
