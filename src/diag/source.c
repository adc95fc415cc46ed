/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Places: byte offsets of a source to lines and columns. Columns count characters, from 1.
 */

#include "diag/diag.h"

#include <string.h>

int ht_source_first_line(const ht_source *source)
{
    return source->part != NULL ? source->part->line : 1;
}

ht_place ht_source_place(const ht_source *source, size_t offset, int width)
{
    ht_place place = {source, ht_source_first_line(source), 1, width > 0 ? width : 1};
    if (offset > source->size) {
        offset = source->size;
    }
    const char *line = source->text;
    const char *at = source->text + offset;
    for (const char *p = source->text; p < at; p++) {
        if (*p == '\n') {
            place.line++;
            line = p + 1;
        }
    }
    place.column = 1 + (int)ht_utf8_length(line, (size_t)(at - line));
    return place;
}

ht_place ht_source_file(const ht_source *source)
{
    bool whole = source->part == NULL;
    return whole ? (ht_place){source, 0, 0, 0} : (ht_place){source, source->part->line, 1, 1};
}
