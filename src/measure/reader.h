/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_MEASURE_READER_H
#define HT_MEASURE_READER_H

/*
 * Inside the measure stage only: how clauses.c and clause.c share the reading of clauses.yaml.
 */

#include "measure/measure.h"

typedef struct ht_reader {
    ht_arena *arena;
    ht_diags *diags;
    ht_clauses *clauses;
} ht_reader;

/* The value of a key that must be there, and be of that kind; NULL after an error is told. */
const ht_node *ht_reader_need(ht_reader *r, const ht_node *map, const char *key, ht_node_kind kind);

/* A text, or `otherwise` when the key is not there. */
const char *ht_reader_text(ht_reader *r, const ht_node *map, const char *key,
                           const char *otherwise);

/* A single value that must be written, in mm, pt or as a count. */
double ht_reader_number(ht_reader *r, const ht_node *map, const char *key, ht_unit wanted);

/* Adds to the finding told last which of the words was meant, when one is near. */
void ht_reader_tell_nearest(ht_reader *r, const char *word, const GPtrArray *words);

/* Ends a pattern with the arena. */
void ht_reader_keep(ht_reader *r, GRegex *pattern);

/* Reads a clause, and adds it to r->clauses. */
void ht_reader_clause(ht_reader *r, const ht_node *map, bool needed);

#endif
