/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_DOCUMENT_READING_H
#define HT_DOCUMENT_READING_H

/*
 * Inside the document stage only.
 *
 *     document.c   a tree      -> ht_document; what is required, what follows from what
 *     keys.c       the one table of keys: names, types, what the schema says of them
 *     values.c     one value, by its type
 *     text.c       texts of one line
 *     fixed.c      values whose form the standard fixes: numbers, dates, secrecy
 *     issuers.c    organs, their seals and signature stamps
 *     body.c       bodies
 *     table.c      tables and figures written as mappings
 *     attached.c   attachments
 *     pictures.c   images and lengths that a document names
 *     kinds.c      the 15 kinds and what each requires
 *     guess.c      a key that is none -> the one that was meant
 *     paths.c      files that a document names
 *     schema.c     the table   -> JSON Schema
 */

#include "document/document.h"

typedef enum ht_type {
    HT_TYPE_KIND,        /* one of the 15 kinds */
    HT_TYPE_TEXT,        /* a text of one line */
    HT_TYPE_LAYOUT,      /* the name of a layout, or a file */
    HT_TYPE_TEXTS,       /* a text or a list of them */
    HT_TYPE_NAMES,       /* a name or a list of them */
    HT_TYPE_LINES,       /* a text of one or several lines */
    HT_TYPE_ISSUERS,     /* names, or mappings with a name */
    HT_TYPE_COPY_NUMBER, /* up to six digits */
    HT_TYPE_SECRECY,
    HT_TYPE_URGENCY,
    HT_TYPE_NUMBER,    /* 发文字号 */
    HT_TYPE_SIGNATURE, /* names, or false */
    HT_TYPE_DATE,
    HT_TYPE_NOTE, /* a text, with or without its parentheses */
    HT_TYPE_FLAG,
    HT_TYPE_BODY,
    HT_TYPE_ATTACHMENTS,
    HT_TYPE_INDEX,
    HT_TYPE_LINK,
    HT_TYPE_SETTINGS,
} ht_type;

typedef struct ht_key_info {
    const char *name;
    const char *chinese;
    ht_type type;
    const char *title; /* English; the Chinese name is the Chinese title */
    const char *about;
    const char *about_chinese;
    const char *example;
} ht_key_info;

extern const ht_key_info ht_keys[HT_KEY_COUNT];

/* The names of a mapping inside a value. */
typedef struct ht_subkey {
    const char *name;
    const char *chinese;
    const char *about;
    const char *about_chinese;
    bool required;
} ht_subkey;

extern const ht_subkey ht_issuer_keys[];
extern const ht_subkey ht_seal_keys[];
extern const ht_subkey ht_stamp_keys[];
extern const ht_subkey ht_cell_keys[];
extern const ht_subkey ht_attachment_keys[];
extern const ht_subkey ht_item_keys[];
extern const ht_subkey ht_table_keys[];
extern const ht_subkey ht_figure_keys[];

typedef struct ht_reading {
    ht_document *document;
    ht_arena *arena;
    ht_diags *diags;
    const char *folder; /* of the document */
    bool allow_outside;
    const char *written;        /* the key being read, in the language it was written in */
    bool guessed[HT_KEY_COUNT]; /* a misspelt key was told that probably means this one */
} ht_reading;

/* A sub-key by either name, with its value; NULL when absent or null. */
const ht_pair *ht_subkey_find(const ht_node *map, const ht_subkey *keys, const char *name);

/* Tells the keys of a mapping that are not among `keys`, keys given under both names, and those
 * that are required and missing. */
void ht_subkeys_check(ht_reading *reading, const ht_node *map, const ht_subkey *keys,
                      const char *where);

/* What a node is, for messages: "a list". */
const char *ht_node_shown(const ht_node *node);

/* Reads the value of a key into the document. */
void ht_value_read(ht_reading *reading, ht_key key, const ht_node *node);

/* The text without blanks, full-width ones too, at its ends; *skipped is how many bytes the blanks
 * before it take. */
const char *ht_text_trim(ht_arena *arena, const char *text, size_t *skipped);

/* Appends a text to the document's value of a key. */
void ht_value_add(ht_reading *reading, ht_key key, ht_span span);

/* Values of a fixed form. */
void ht_value_read_copy_number(ht_reading *reading, ht_key key, const ht_node *node);
void ht_value_read_secrecy(ht_reading *reading, ht_key key, const ht_node *node);
void ht_value_read_urgency(ht_reading *reading, ht_key key, const ht_node *node);
void ht_value_read_number(ht_reading *reading, ht_key key, const ht_node *node);
void ht_value_read_date(ht_reading *reading, ht_key key, const ht_node *node);

/* One line of text at a node, trimmed; false after an error. */
bool ht_text_read(ht_span *out, ht_reading *reading, const ht_node *node, const char *where);

/* Organs and what they sign with. */
void ht_issuers_read(ht_reading *reading, const ht_node *node);

/* Tells seals that cannot stand as they are given, once all keys are read. */
void ht_issuers_check(ht_reading *reading);

/* One name: several in one text are an error. */
bool ht_name_read(ht_span *out, ht_reading *reading, const ht_node *node);

/* True or false; `otherwise` after an error. */
bool ht_yes_read(ht_reading *reading, const ht_pair *pair, bool otherwise);

/* A length on paper such as 120mm; false after an error. */
bool ht_length_read(ht_len *out, ht_reading *reading, const ht_node *node);

/* Reads the image that a pair names; it ends with the document. NULL after an error. */
ht_image *ht_picture_read(ht_reading *reading, const ht_pair *file);

/* A table, or a figure, of a body. */
void ht_table_read(ht_item *item, ht_reading *reading, const ht_pair *table);
/* Tells a row of a table that has more columns than the program takes. */
void ht_table_check_columns(const ht_item *item, ht_reading *reading);
void ht_figure_read(ht_item *item, ht_reading *reading, const ht_pair *figure);

/* Bodies and attachments. */
void ht_body_read(ht_items *items, ht_reading *reading, const ht_node *node);
void ht_body_read_markdown(ht_items *items, ht_reading *reading, const ht_node *node);
/* Tells that a body says nothing, when no error told it already; `errors` were there before. */
void ht_body_tell_empty(const ht_items *items, ht_reading *reading, const ht_node *node,
                        size_t errors);
void ht_attachments_read(ht_reading *reading, const ht_node *node);

/* The path of a file that the document names under a key; NULL after an error when it is outside
 * the document's folder or not there. */
const char *ht_path_resolve(ht_reading *reading, const ht_pair *file);

/* ---- Kinds --------------------------------------------------------------------------------- */

#define HT_KINDS 15

typedef struct ht_kind {
    const char *name;
    const char *layout;     /* its own form; NULL for the general one, upward or downward */
    const ht_key *required; /* ended by HT_KEY_COUNT */
} ht_kind;

extern const ht_kind ht_kinds[HT_KINDS];

const ht_kind *ht_kind_find(const char *name);

/* The key that was meant by a word, in the language of the word; NULL when none is near. */
const char *ht_key_guess(const ht_node *tree, const char *word);

/* The kind that a title ends in, or NULL. */
const ht_kind *ht_kind_of_title(const char *title);

#endif
