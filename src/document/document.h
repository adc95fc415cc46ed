/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_DOCUMENT_H
#define HT_DOCUMENT_H

/*
 * A tree of nodes in, a typed and validated document out. The keys, their two names, their types
 * and what is said of them in the published schema stand in one table, keys.c.
 */

#include "input/input.h"

typedef enum ht_key {
    HT_KEY_KIND,
    HT_KEY_LAYOUT,
    HT_KEY_COPY_NUMBER,
    HT_KEY_SECRECY,
    HT_KEY_URGENCY,
    HT_KEY_ISSUERS,
    HT_KEY_MARK,
    HT_KEY_NUMBER,
    HT_KEY_SIGNERS,
    HT_KEY_TITLE,
    HT_KEY_TITLE_NOTE,
    HT_KEY_RECIPIENTS,
    HT_KEY_BODY,
    HT_KEY_ATTACHMENTS,
    HT_KEY_SIGNATURE,
    HT_KEY_DATE,
    HT_KEY_NOTE,
    HT_KEY_PRESENT,
    HT_KEY_EXCUSED,
    HT_KEY_ATTENDING,
    HT_KEY_ISSUE,
    HT_KEY_COPIES_TO,
    HT_KEY_PRINTER,
    HT_KEY_PRINTED_ON,
    HT_KEY_NO_TEXT_PAGE,
    HT_KEY_INDEX,
    HT_KEY_LINK,
    HT_KEY_SETTINGS,
    HT_KEY_COUNT
} ht_key;

/* The value of a key that shows text: none, one or several texts, in order. A title holds one text
 * for each line the user broke it into. Dates are normalised: 2015年12月9日. */
typedef struct ht_value {
    ht_span *texts;
    size_t n_texts;
} ht_value;

/* An issuing organ, and what it signs with. */
typedef struct ht_issuer {
    ht_span name;
    bool sealed;
    ht_drawing seal; /* of its diameter */
    bool stamped;
    ht_span post; /* of who signs; its text "" for none */
    ht_drawing stamp;
} ht_issuer;

typedef struct ht_attachment {
    ht_span title;
    bool label;    /* false: the text that an order or a notice issues, not listed */
    bool separate; /* issued on its own, not bound with the document (7.3.7) */
    bool has_body;
    ht_items body;
} ht_attachment;

typedef struct ht_index_row {
    ht_span label;
    ht_span value; /* its text may be "" */
} ht_index_row;

/* A file that a document names. */
typedef struct ht_named_file {
    const char *path; /* as it can be opened */
    const char *name; /* as it is written in the document */
} ht_named_file;

struct ht_document {
    ht_arena *arena;
    ht_source *source;
    const char *kind;   /* one of the 15 types, e.g. 通知; "" for a plain document */
    const char *layout; /* never NULL */
    ht_value values[HT_KEY_COUNT];
    bool no_signature; /* `signature: false` */
    bool no_text_page;
    ht_items body;
    ht_issuer *issuers; /* as many as the texts of HT_KEY_ISSUERS */
    size_t n_issuers;
    const ht_issuer **signing; /* for each text of HT_KEY_SIGNATURE its issuer, or NULL */
    bool sealed;               /* one of them has a seal */
    bool stamped;              /* one of them has a stamp */
    ht_attachment *attachments;
    size_t n_attachments;
    ht_index_row *index;
    size_t n_index;
    ht_named_file *files; /* all that it names */
    size_t n_files;
    const ht_node *settings; /* a map that the layout reads, or NULL */
    bool has_date;           /* the date of the document as numbers, for metadata */
    int year, month, day;
};

/* The key of that English or Chinese name; HT_KEY_COUNT when there is none. */
ht_key ht_key_find(const char *name);

/* The names of a key: "copy_number", "份号". */
const char *ht_key_name(ht_key key);
const char *ht_key_chinese(ht_key key);

/* The key name nearest to a misspelt one; NULL when none is near. */
const char *ht_key_nearest(const char *name);

/* What the value of a key may be, for those who make documents of tables. */
typedef enum ht_takes {
    HT_TAKES_TEXT,  /* one value */
    HT_TAKES_TEXTS, /* a text as it shall stand, or a list of them */
    HT_TAKES_NAMES, /* a name, or a list of them */
    HT_TAKES_ITEMS, /* a list of mappings */
    HT_TAKES_MAP,   /* a mapping */
} ht_takes;

ht_takes ht_key_takes(ht_key key);

/* The name in an item's mapping of what an item is that is a text alone; NULL when the key has no
 * items. */
const char *ht_key_main_part(ht_key key);

/* Whether the mappings of a key may have such a part; NULL is that of a key without mappings. */
bool ht_key_has_part(ht_key key, const char *part);

/* A document of a tree that outlives it; as ht_document_read_memory. `options` say its folder. */
ht_status ht_document_read_tree(ht_document **out, const ht_node *tree,
                                const ht_read_options *options, ht_diags *diags);

/* The document's value of a key; never NULL, maybe of no texts. */
const ht_value *ht_document_value(const ht_document *document, ht_key key);

#endif
