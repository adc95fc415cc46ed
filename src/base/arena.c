/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Arenas: memory that lives and ends together.
 *
 * In: sizes. Out: zeroed memory, in chunks of 1 KiB at first, each twice as large as the one before
 * up to 64 KiB, or of their own size when larger. Built with HT_ARENA_MALLOC each allocation stands
 * alone, and each array that has grown is given back, so that the address sanitizer sees overruns and
 * pointers that were kept into what is no more.
 */

#include "base/base.h"

#include <glib.h>
#include <stdarg.h>
#include <string.h>

#define ALIGNMENT ((size_t)16)

/* What is larger than the largest chunk has one of its own. */
#ifdef HT_ARENA_MALLOC
#define FIRST_CHUNK ALIGNMENT
#define CHUNK_SIZE ((size_t)0)
#else
#define FIRST_CHUNK ((size_t)1 << 10)
#define CHUNK_SIZE ((size_t)64 << 10)
#endif

typedef struct chunk {
    struct chunk *next;
    size_t size;
    size_t used;
    max_align_t data[];
} chunk;

typedef struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *object;
} deferred;

struct ht_arena {
    chunk *chunks; /* the newest first: only it has room */
    deferred *deferred;
};

ht_arena *ht_arena_new(void)
{
    return g_new0(ht_arena, 1);
}

static void end_deferred(ht_arena *arena)
{
    for (deferred *d = arena->deferred; d != NULL; d = d->next) {
        d->fn(d->object);
    }
    arena->deferred = NULL;
}

static void free_chunks(chunk *c)
{
    while (c != NULL) {
        chunk *next = c->next;
        g_free(c);
        c = next;
    }
}

void ht_arena_free(ht_arena *arena)
{
    if (arena != NULL) {
        end_deferred(arena);
        free_chunks(arena->chunks);
        g_free(arena);
    }
}

void ht_arena_clear(ht_arena *arena)
{
    chunk *kept = arena->chunks;
    end_deferred(arena);
    if (kept == NULL) {
        return;
    }
    free_chunks(kept->next);
    kept->next = NULL;
    if (kept->size > CHUNK_SIZE) {
        free_chunks(kept);
        arena->chunks = NULL;
    } else {
        memset(kept->data, 0, kept->used);
        kept->used = 0;
    }
}

static chunk *add_chunk(ht_arena *arena, size_t least)
{
    size_t usual = arena->chunks != NULL ? MIN(2 * arena->chunks->size, CHUNK_SIZE) : FIRST_CHUNK;
    size_t size = MAX(least, usual);
    chunk *c = g_malloc0(sizeof(chunk) + size);
    c->size = size;
    c->next = arena->chunks;
    arena->chunks = c;
    return c;
}

static size_t round_up(size_t size)
{
    return (MAX(size, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *ht_arena_alloc(ht_arena *arena, size_t size)
{
    g_assert(size <= SIZE_MAX / 2);
    size_t rounded = round_up(size);
    chunk *c = arena->chunks;
    if (c == NULL || c->size - c->used < rounded) {
        c = add_chunk(arena, rounded);
    }
    char *result = (char *)c->data + c->used;
    c->used += rounded;
    return result;
}

char *ht_arena_strndup(ht_arena *arena, const char *text, size_t size)
{
    char *copy = ht_arena_alloc(arena, size + 1);
    if (size > 0) {
        memcpy(copy, text, size);
    }
    return copy;
}

char *ht_arena_strdup(ht_arena *arena, const char *text)
{
    return ht_arena_strndup(arena, text, strlen(text));
}

char *ht_arena_printf(ht_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = g_strdup_vprintf(format, args);
    va_end(args);
    char *copy = ht_arena_strdup(arena, text);
    g_free(text);
    return copy;
}

void ht_arena_defer(ht_arena *arena, void (*fn)(void *), void *object)
{
    deferred *d = HT_NEW(arena, deferred);
    d->fn = fn;
    d->object = object;
    d->next = arena->deferred;
    arena->deferred = d;
}

/* Makes an array twice as large where it stands, if it is the newest allocation and there is room. */
static bool extend(ht_arena *arena, const void *items, size_t size)
{
    chunk *c = arena->chunks;
    size_t before = round_up(size);
    size_t after = round_up(2 * size);
    bool newest = c != NULL && (const char *)items + before == (const char *)c->data + c->used;
    if (!newest || after - before > c->size - c->used) {
        return false;
    }
    c->used += after - before;
    return true;
}

/* Gives back an array that has been copied into the newest chunk, if it has one of its own. */
static void give_back(ht_arena *arena, const void *items)
{
    for (chunk **at = &arena->chunks->next; *at != NULL; at = &(*at)->next) {
        chunk *c = *at;
        if (c->data == items) {
            *at = c->next;
            g_free(c);
            return;
        }
    }
}

void *ht_arena_grow(ht_arena *arena, void *items, size_t count, size_t item_size)
{
    /* The capacity needs no place of its own: it is the power of two at or above the count. */
    bool full = (count & (count - 1)) == 0;
    if (!full || (count > 0 && extend(arena, items, count * item_size))) {
        return items;
    }
    g_assert(count < SIZE_MAX / 4 / item_size);
    void *larger = ht_arena_alloc(arena, MAX(2 * count, 1) * item_size);
    if (count > 0) {
        memcpy(larger, items, count * item_size);
    }
    if (count * item_size > CHUNK_SIZE) {
        give_back(arena, items);
    }
    return larger;
}
