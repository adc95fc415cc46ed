/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Images and lengths that a document names. In: nodes. Out: an image decoded, a length on paper.
 */

#include "document/reading.h"

#include <glib.h>
#include <math.h>
#include <string.h>

bool ht_length_read(ht_len *out, ht_reading *reading, const ht_node *node)
{
    static const struct {
        const char *name;
        double mm;
    } units[] = {{"mm", 1}, {"cm", 10}, {"pt", 25.4 / 72}};
    char *end = NULL;
    bool text = node->kind == HT_NODE_TEXT && g_ascii_isdigit(node->text[0]);
    double number = text ? g_ascii_strtod(node->text, &end) : 0;
    while (text && *end == ' ') {
        end++;
    }
    for (size_t i = 0; text && i < G_N_ELEMENTS(units); i++) {
        double mm = number * units[i].mm;
        if (strcmp(end, units[i].name) == 0 && mm > 0 && mm < 1000) {
            *out = ht_len_from_mm(mm);
            return true;
        }
    }
    ht_diag_add(reading->diags, HT_E0233, node->place, ht_node_shown(node));
    return false;
}

ht_image *ht_picture_read(ht_reading *reading, const ht_pair *file)
{
    ht_image *image = NULL;
    const char *path = ht_path_resolve(reading, file);
    if (path != NULL && ht_image_read(&image, path, file->value->place, reading->diags)) {
        ht_image_hold(reading->arena, image);
        ht_image_unref(image); /* the arena's from now on */
    }
    return image;
}
