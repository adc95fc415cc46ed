/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a file that would be taken for a list of paths, because its ending says nothing else. Out: an
 * error for what is plainly something else, by its name or its first bytes, with what to do instead.
 * Nothing of it is shown: it may be no text.
 */

#include "batch/source.h"

#include <stdio.h>
#include <string.h>

typedef enum unfit {
    ARCHIVE,
    WORKBOOK,
    OFFICE,
    DOCUMENT,
    BINARY,
    FIT
} unfit;

static const struct {
    const char *what;
    const char *hint;
} words[] = {
    [ARCHIVE] = {N_("an archive of another kind"),
                 N_("unpack it and name the folder; or make a zip file of it")},
    [WORKBOOK] = {N_("a workbook"), N_("save its sheet as CSV UTF-8, a document a row")},
    [OFFICE] = {N_("a document of an office program"),
                N_("its text goes into YAML, JSON or Markdown: README.md shows how")},
    [DOCUMENT] = {N_("one document"),
                  N_("`hongtou render` sets it; of several documents name the folder")},
    [BINARY] = {N_("no text"), NULL},
};

static const struct {
    const char *ending;
    unfit is;
} endings[] = {
    {".rar", ARCHIVE},   {".7z", ARCHIVE},   {".xlsx", WORKBOOK}, {".xls", WORKBOOK},
    {".et", WORKBOOK},   {".ods", WORKBOOK}, {".docx", OFFICE},   {".doc", OFFICE},
    {".wps", OFFICE},    {".odt", OFFICE},   {".pdf", OFFICE},    {".ofd", OFFICE},
    {".yaml", DOCUMENT}, {".yml", DOCUMENT}, {".json", DOCUMENT}, {".md", DOCUMENT},
};

/* How files of these kinds begin, whatever they are called. */
static const struct {
    const char *bytes;
    unfit is;
} heads[] = {
    {"Rar!", ARCHIVE},         {"7z\xBC\xAF", ARCHIVE}, {"PK\x03\x04", ARCHIVE},
    {"\x1F\x8B\x08", ARCHIVE}, {"%PDF-", OFFICE},       {"\xD0\xCF\x11\xE0", OFFICE},
};

static unfit by_name(const char *path)
{
    char *name = g_ascii_strdown(path, -1);
    unfit found = FIT;
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        found = g_str_has_suffix(name, endings[i].ending) ? endings[i].is : found;
    }
    g_free(name);
    return found;
}

static unfit by_bytes(const char *path)
{
    char start[512] = {0};
    FILE *file = fopen(path, "re");
    size_t size = file != NULL ? fread(start, 1, sizeof start, file) : 0;
    unfit found = memchr(start, '\0', size) != NULL ? BINARY : FIT;
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        size_t length = strlen(heads[i].bytes);
        bool same = size >= length && memcmp(start, heads[i].bytes, length) == 0;
        found = same ? heads[i].is : found;
    }
    if (file != NULL) {
        fclose(file);
    }
    return found;
}

ht_status ht_check_list(const ht_listing *listing, const char *path)
{
    /* What comes through a pipe can be read only once. */
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || g_str_has_prefix(path, "/dev/")) {
        return HT_OK;
    }
    unfit found = by_name(path);
    found = found == FIT ? by_bytes(path) : found;
    if (found == FIT) {
        return HT_OK;
    }
    ht_diag_add(listing->diags, HT_E1156, HT_NO_PLACE, path, ht_tr(words[found].what));
    if (words[found].hint != NULL) {
        ht_diag_hint(listing->diags, "%s", ht_tr(words[found].hint));
    }
    return HT_INVALID;
}
