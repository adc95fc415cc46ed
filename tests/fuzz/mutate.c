/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Changes made to an input. What a fuzzer does by itself mostly breaks a Chinese character or a
 * key, and then nothing behind the door is tried. So often a value is copied over another or a
 * digit is changed, and mostly what is no UTF-8 is dropped again.
 */

#include "base/base.h"

#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed);

typedef struct part {
    size_t start;
    size_t size;
} part;

static size_t next_random(unsigned *seed, size_t below)
{
    *seed = *seed * 1103515245U + 12345U;
    return below > 0 ? (*seed >> 8) % below : 0;
}

/* The first value behind `from`: what stands between a colon and the end of its line or item. */
static part find_value(const uint8_t *bytes, size_t size, size_t from)
{
    while (from + 2 < size && (bytes[from] != ':' || bytes[from + 1] != ' ')) {
        from++;
    }
    part value = {from + 2 < size ? from + 2 : size, 0};
    while (value.start + value.size < size &&
           memchr(",}]\n", bytes[value.start + value.size], 4) == NULL) {
        value.size++;
    }
    return value;
}

static size_t copy_value(uint8_t *bytes, size_t size, size_t room, unsigned *seed)
{
    uint8_t copy[64];
    part from = find_value(bytes, size, next_random(seed, size));
    part to = find_value(bytes, size, next_random(seed, size));
    if (from.size == 0 || from.size > sizeof copy || size - to.size + from.size > room) {
        return LLVMFuzzerMutate(bytes, size, room);
    }
    memcpy(copy, bytes + from.start, from.size);
    size_t end = to.start + to.size;
    memmove(bytes + to.start + from.size, bytes + end, size - end);
    memcpy(bytes + to.start, copy, from.size);
    return size - to.size + from.size;
}

static size_t change_digit(uint8_t *bytes, size_t size, size_t room, unsigned *seed)
{
    size_t at = next_random(seed, size);
    while (at < size && (bytes[at] < '0' || bytes[at] > '9')) {
        at++;
    }
    if (at == size || size == room) {
        return LLVMFuzzerMutate(bytes, size, room);
    }
    uint8_t digit = (uint8_t) "0123456789-."[next_random(seed, 12)];
    if (next_random(seed, 2) == 0) {
        memmove(bytes + at + 1, bytes + at, size - at);
        size++;
    }
    bytes[at] = digit;
    return size;
}

static size_t drop_invalid(uint8_t *bytes, size_t size)
{
    size_t good = ht_utf8_invalid((const char *)bytes, size);
    while (good < size) {
        memmove(bytes + good, bytes + good + 1, size - good - 1);
        size--;
        good += ht_utf8_invalid((const char *)bytes + good, size - good);
    }
    return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t room, unsigned seed)
{
    switch (next_random(&seed, 16)) {
    case 0:
        return LLVMFuzzerMutate(bytes, size, room);
    case 1:
    case 2:
    case 3:
    case 4:
        return drop_invalid(bytes, copy_value(bytes, size, room, &seed));
    case 5:
    case 6:
    case 7:
    case 8:
        return drop_invalid(bytes, change_digit(bytes, size, room, &seed));
    default:
        return drop_invalid(bytes, LLVMFuzzerMutate(bytes, size, room));
    }
}
