/* SPDX-License-Identifier: Apache-2.0 */

#include "fuzz.h"

#include "font/fontset.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    ht_arena *arena = ht_arena_new();
    ht_diags *diags = ht_diags_new();
    ht_source source = {"roles.yaml", ht_arena_strndup(arena, (const char *)bytes, size), size,
                        NULL};
    ht_roles roles;
    fuzz_finish(diags, ht_roles_read(&roles, arena, &source, diags));
    ht_arena_free(arena);
    return 0;
}
