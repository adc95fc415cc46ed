/* SPDX-License-Identifier: Apache-2.0 */

/*
 * YAML and JSON into nodes, by libfyaml's events. In: valid UTF-8. Out: a tree with places.
 *
 * Documents are data, so what makes YAML a language is refused: anchors, aliases, tags, several
 * documents in a file. Nesting is counted here, before anything recurses. Values stay text.
 */

#include "input/parts.h"

#include <glib.h>
#include <libfyaml.h>
#include <string.h>

typedef struct reader {
    ht_arena *arena;
    const ht_source *source;
    ht_diags *diags;
    struct fy_parser *parser;
    size_t base;   /* of the text in the source: a front matter starts in its second line */
    size_t end;    /* behind its last byte */
    int base_line; /* lines before it */
    bool json;
    ht_status status;
    const char *sought; /* the line that was looked for last, and its number */
    int sought_line;
} reader;

/* libfyaml counts from 0, and columns in characters. */
static ht_place place_of(const reader *r, const struct fy_mark *mark, const struct fy_mark *end)
{
    ht_place place = {r->source, r->base_line + mark->line + 1, mark->column + 1, 1};
    if (end != NULL && end->line == mark->line && end->column > mark->column) {
        place.width = end->column - mark->column;
    }
    return place;
}

static ht_node *refuse(reader *r, ht_code code, ht_place place)
{
    if (r->status == HT_OK) {
        ht_diag_add(r->diags, code, place);
        r->status = code == HT_E0104 ? HT_LIMIT : HT_INVALID;
    }
    return NULL;
}

/* Where the lines of a literal block begin; its text starts at the block's own place. */
static void place_block(const reader *r, ht_node *node, size_t offset)
{
    const char *raw = r->source->text + r->base + offset;
    size_t at = 0;
    for (int line = node->place.line;; line++) {
        size_t raw_size = strcspn(raw, "\n");
        size_t size = strcspn(node->text + at, "\n");
        /* What the line has more than its text is the block's indent. */
        int column = 1 + (int)(raw_size >= size ? raw_size - size : 0);
        ht_node_place_line(node, r->arena, at, size, line, column);
        raw += raw[raw_size] == '\n' ? raw_size + 1 : raw_size;
        at += size;
        if (node->text[at++] == '\0') {
            break;
        }
    }
    node->place.column = node->lines[0].column;
}

/* Finds where the characters of a text stand, as far as its style lets one tell. */
static void place_lines(const reader *r, ht_node *node, enum fy_scalar_style style,
                        const struct fy_mark *start, const struct fy_mark *end)
{
    const char *written = r->source->text + r->base + start->input_pos;
    bool quoted = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
    if (quoted && node->place.column > 1) {
        /* The mark of a quoted text stands behind its quote; people look at the quote. */
        node->place.column--;
        node->place.width = end != NULL && end->line == start->line
                                ? end->column - start->column + 2
                                : node->place.width;
        ht_node_place_quoted(node, r->arena, written);
    } else if (style == FYSS_LITERAL) {
        place_block(r, node, start->input_pos);
    } else if (style == FYSS_PLAIN && end != NULL && end->line == start->line) {
        ht_node_place_line(node, r->arena, 0, strlen(node->text), node->place.line,
                           node->place.column);
    }
}

static ht_node *read_scalar(reader *r, const struct fy_event *event)
{
    struct fy_token *token = event->scalar.value;
    const struct fy_mark *start = fy_token_start_mark(token);
    if (start == NULL) {
        return HT_NEW(r->arena, ht_node); /* nothing was written; it stands where its key does */
    }
    enum fy_scalar_style style = fy_token_scalar_style(token);
    size_t size = 0;
    const char *text = fy_token_get_text(token, &size);
    ht_node *node = HT_NEW(r->arena, ht_node);
    node->place = place_of(r, start, fy_token_end_mark(token));
    node->plain = style == FYSS_PLAIN;
    node->kind = HT_NODE_TEXT;
    node->text = ht_arena_strndup(r->arena, text != NULL ? text : "", size);
    place_lines(r, node, style, start, fy_token_end_mark(token));
    if (ht_utf8_invalid(node->text, size) != size) {
        return refuse(r, HT_E0107, node->place);
    }
    size_t control = ht_utf8_control(node->text, size);
    if (control < size) {
        return refuse(r, HT_E0119, ht_node_place_at(node, control, 1));
    }
    bool empty = size == 0 || strcmp(node->text, "null") == 0 || strcmp(node->text, "~") == 0;
    node->kind = node->plain && empty ? HT_NODE_NULL : HT_NODE_TEXT;
    return node;
}

static ht_node *read_node(reader *r, struct fy_event *event, int depth);

static struct fy_event *next_event(reader *r)
{
    return r->status == HT_OK ? fy_parser_parse(r->parser) : NULL;
}

/* Takes an event apart; its node, or NULL after an error. The event is freed. */
static ht_node *take(reader *r, struct fy_event *event, int depth)
{
    ht_node *node = event != NULL ? read_node(r, event, depth) : NULL;
    fy_parser_event_free(r->parser, event);
    return node;
}

/* The place of an item for which nothing was written: the dash in the line behind the item before
 * it. Each call goes on where the one before it stopped. */
static ht_place place_of_dash(reader *r, const ht_node *list)
{
    ht_place place = list->place;
    if (list->n_items == 0) {
        return place;
    }
    place.line = list->items[list->n_items - 1]->place.line + 1;
    if (r->sought == NULL || place.line < r->sought_line) {
        r->sought = r->source->text;
        r->sought_line = ht_source_first_line(r->source);
    }
    for (; r->sought_line < place.line && *r->sought != '\0'; r->sought_line++) {
        r->sought += strcspn(r->sought, "\n");
        r->sought += *r->sought == '\n';
    }
    bool dash = r->sought[strspn(r->sought, " ")] == '-';
    return dash ? place : list->items[list->n_items - 1]->place;
}

static ht_node *read_list(reader *r, ht_node *list, int depth)
{
    struct fy_event *event = NULL;
    while ((event = next_event(r)) != NULL && event->type != FYET_SEQUENCE_END) {
        ht_node *item = take(r, event, depth);
        if (item == NULL) {
            return NULL;
        }
        item->place = item->place.line > 0 ? item->place : place_of_dash(r, list);
        *HT_PUSH(r->arena, list->items, list->n_items) = item;
    }
    bool whole = event != NULL;
    fy_parser_event_free(r->parser, event);
    return whole ? list : NULL;
}

static void check_duplicate(reader *r, GHashTable *seen, const ht_node *key)
{
    const ht_node *other = g_hash_table_lookup(seen, key->text);
    if (other != NULL) {
        ht_diag_add(r->diags, HT_E0105, key->place, key->text, other->place.line);
    } else {
        g_hash_table_insert(seen, (gpointer)key->text, (gpointer)key);
    }
}

/* One key and its value; false after an error. */
static bool read_pair(reader *r, ht_node *map, struct fy_event *event, GHashTable *seen, int depth)
{
    ht_node *key = take(r, event, depth);
    if (key != NULL && key->kind == HT_NODE_NULL && key->plain) {
        key->kind = HT_NODE_TEXT; /* a key named null is a word like any other */
    }
    if (key != NULL && key->kind != HT_NODE_TEXT) {
        refuse(r, HT_E0106, key->place.line > 0 ? key->place : map->place);
        return false;
    }
    ht_node *value = key != NULL ? take(r, next_event(r), depth) : NULL;
    if (value == NULL) {
        return false;
    }
    value->place = value->place.line > 0 ? value->place : key->place;
    check_duplicate(r, seen, key);
    *HT_PUSH(r->arena, map->pairs, map->n_pairs) = (ht_pair){key, value};
    return true;
}

static ht_node *read_map(reader *r, ht_node *map, int depth)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    struct fy_event *event = NULL;
    bool sound = true;
    while (sound && (event = next_event(r)) != NULL && event->type != FYET_MAPPING_END) {
        sound = read_pair(r, map, event, seen, depth);
    }
    bool whole = sound && event != NULL;
    if (sound) {
        fy_parser_event_free(r->parser, event);
    }
    g_hash_table_destroy(seen);
    return whole ? map : NULL;
}

/* The anchor, alias or tag of an event: what makes YAML a language; NULL when it has none. */
static struct fy_token *language_of(const struct fy_event *event, ht_code *code)
{
    struct fy_token *anchor = NULL;
    struct fy_token *tag = NULL;
    if (event->type == FYET_SCALAR) {
        anchor = event->scalar.anchor;
        tag = event->scalar.tag;
    } else if (event->type == FYET_MAPPING_START) {
        anchor = event->mapping_start.anchor;
        tag = event->mapping_start.tag;
    } else if (event->type == FYET_SEQUENCE_START) {
        anchor = event->sequence_start.anchor;
        tag = event->sequence_start.tag;
    } else if (event->type == FYET_ALIAS) {
        anchor = event->alias.anchor;
    }
    *code = anchor != NULL ? HT_E0108 : HT_E0109;
    return anchor != NULL ? anchor : tag;
}

static ht_node *read_node(reader *r, struct fy_event *event, int depth)
{
    const struct fy_mark *mark = fy_event_start_mark(event);
    ht_place place = mark != NULL ? place_of(r, mark, NULL) : ht_source_file(r->source);
    ht_code code = HT_E0108;
    struct fy_token *language = language_of(event, &code);
    if (language != NULL) {
        const struct fy_mark *start = fy_token_start_mark(language);
        place = start != NULL ? place_of(r, start, fy_token_end_mark(language)) : place;
        /* The mark of an anchor stands behind its & or *. */
        place.column -= code == HT_E0108 && place.column > 1;
        return refuse(r, code, place);
    }
    if (event->type == FYET_SCALAR) {
        return read_scalar(r, event);
    }
    if (depth >= HT_INPUT_MAX_DEPTH) {
        return refuse(r, HT_E0104, place);
    }
    ht_node *node = HT_NEW(r->arena, ht_node);
    node->place = place;
    node->kind = event->type == FYET_MAPPING_START ? HT_NODE_MAP : HT_NODE_LIST;
    return node->kind == HT_NODE_MAP ? read_map(r, node, depth + 1) : read_list(r, node, depth + 1);
}

static void tell_syntax(reader *r, struct fy_diag *diag)
{
    void *at = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(diag, &at);
    if (error == NULL) {
        ht_diag_add(r->diags, HT_E0112, ht_source_file(r->source), "");
        return;
    }
    ht_place place = {r->source, r->base_line + error->line, error->column, 1};
    ht_slip_tell(r->source, place, error->msg, r->json, r->base, r->end, r->diags);
}

/* Reads the one document of a stream. */
static ht_node *read_stream(reader *r)
{
    ht_node *root = NULL;
    int documents = 0;
    struct fy_event *event = NULL;
    while ((event = next_event(r)) != NULL) {
        enum fy_event_type type = event->type;
        if (type == FYET_DOCUMENT_START && ++documents > 1) {
            const struct fy_mark *mark = fy_event_start_mark(event);
            refuse(r, HT_E0114, mark != NULL ? place_of(r, mark, NULL) : ht_source_file(r->source));
        }
        bool value = type == FYET_SCALAR || type == FYET_MAPPING_START ||
                     type == FYET_SEQUENCE_START || type == FYET_ALIAS;
        if (value) {
            root = take(r, event, 0);
        } else {
            fy_parser_event_free(r->parser, event);
        }
        if (value && root == NULL) {
            break;
        }
    }
    return root;
}

ht_status ht_yaml_read(ht_node **out, ht_arena *arena, const ht_source *source, size_t from,
                       size_t to, bool json, ht_diags *diags)
{
    reader r = {.arena = arena,
                .source = source,
                .diags = diags,
                .base = from,
                .base_line = ht_source_first_line(source) - 1,
                .end = to,
                .json = json};
    for (size_t i = 0; i < from; i++) {
        r.base_line += source->text[i] == '\n';
    }
    size_t errors = ht_diags_errors(diags);
    struct fy_diag_cfg quiet;
    fy_diag_cfg_default(&quiet);
    quiet.fp = NULL;
    quiet.output_fn = NULL;
    struct fy_diag *diag = fy_diag_create(&quiet);
    fy_diag_set_collect_errors(diag, true);
    enum fy_parse_cfg_flags language = json ? FYPCF_JSON_FORCE : FYPCF_JSON_NONE;
    struct fy_parse_cfg config = {.flags = FYPCF_QUIET | language, .diag = diag};
    r.parser = fy_parser_create(&config);
    fy_parser_set_string(r.parser, source->text + from, to - from);
    ht_node *root = read_stream(&r);
    if (r.status == HT_OK && fy_parser_get_stream_error(r.parser)) {
        tell_syntax(&r, diag);
    }
    fy_parser_destroy(r.parser);
    fy_diag_destroy(diag);
    *out = root;
    if (r.status == HT_OK && ht_diags_errors(diags) > errors) {
        r.status = HT_INVALID;
    }
    return r.status;
}
