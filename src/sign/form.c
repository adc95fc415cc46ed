/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The form of a file in (ISO 32000-1 12.7); out, the field to sign. A signature that is there
 * already may forbid it: one that certifies the file says which changes it allows (12.8.2.2), and
 * one may lock fields (12.8.2.4).
 */

#include "sign/sign.h"

#include <string.h>

#define MOST_LEVELS 32 /* of a tree of fields */

typedef struct field {
    int object;
    const char *name;
    const char *title; /* what people call it: whose seal stands there; or "" */
    bool to_sign;
    ht_written signature; /* of one to sign; nothing: it is not signed */
} field;

typedef struct form {
    ht_update *update;
    ht_object_file *file;
    ht_arena *arena;
    GHashTable *seen;
    GArray *fields;
} form;

int ht_form_catalog(const ht_update *update)
{
    return ht_written_reference(
        ht_written_entry(ht_object_trailer(ht_update_file(update)), "Root"));
}

/* ---- The fields ------------------------------------------------------------------------------ */

static void add_fields(form *f, ht_written list, const char *prefix, ht_written type, int level);

/* "a.b" of the names of a field and the one above it; the one above's when it has none. */
static const char *full_name(form *f, ht_written value, const char *prefix)
{
    ht_written own = ht_object_entry(f->file, value, "T");
    if (own.at == own.end) {
        return prefix;
    }
    char *text = ht_written_text(own);
    const char *name =
        ht_arena_printf(f->arena, "%s%s%s", prefix, *prefix != '\0' ? "." : "", text);
    g_free(text);
    return name;
}

static const char *title_of(form *f, ht_written value)
{
    char *text = ht_written_text(ht_object_entry(f->file, value, "TU"));
    const char *title = ht_arena_strdup(f->arena, text);
    g_free(text);
    return title;
}

/* True when one of the kids is a field: it has a name. Else they are the field's widgets. */
static bool has_fields(form *f, ht_written kids)
{
    ht_written kid;
    ht_written rest = ht_written_inside(kids);
    while (ht_written_value(&kid, &rest)) {
        ht_written name = ht_object_entry(f->file, kid, "T");
        if (name.at != name.end) {
            return true;
        }
    }
    return false;
}

static void add_field(form *f, int object, const char *prefix, ht_written type, int level)
{
    ht_written value = ht_object_value(f->file, object);
    ht_written own = ht_object_entry(f->file, value, "FT");
    ht_written kids = ht_object_entry(f->file, value, "Kids");
    const char *name = full_name(f, value, prefix);
    type = own.at != own.end ? own : type;
    if (has_fields(f, kids)) {
        add_fields(f, kids, name, type, level + 1);
    } else {
        bool to_sign = ht_written_is(type, "/Sig");
        const field found = {object, name, title_of(f, value), to_sign,
                             to_sign ? ht_object_entry(f->file, value, "V") : HT_NOTHING};
        g_array_append_val(f->fields, found);
    }
}

static void add_fields(form *f, ht_written list, const char *prefix, ht_written type, int level)
{
    ht_written value;
    ht_written rest = ht_written_inside(list);
    while (level < MOST_LEVELS && ht_written_value(&value, &rest)) {
        int object = ht_written_reference(value);
        if (object > 0 && g_hash_table_add(f->seen, GINT_TO_POINTER(object))) {
            add_field(f, object, prefix, type, level);
        }
    }
}

/* ---- What signatures forbid ------------------------------------------------------------------ */

/* What may still be done to the file. */
typedef enum allowed {
    NOTHING_MORE = 1, /* the numbers are those of 12.8.2.2 */
    FILLING_IN,
    ALL,
} allowed;

static bool names_field(form *f, ht_written list, const char *name)
{
    ht_written value;
    ht_written rest = ht_written_inside(list);
    bool found = false;
    while (!found && ht_written_value(&value, &rest)) {
        char *text = ht_written_text(ht_object_resolve(f->file, value));
        found = strcmp(text, name) == 0;
        g_free(text);
    }
    return found;
}

/* True when the parameters of a lock have it lock a field. */
static bool locks(form *f, ht_written parameters, const char *name)
{
    ht_written action = ht_object_entry(f->file, parameters, "Action");
    bool named = names_field(f, ht_object_entry(f->file, parameters, "Fields"), name);
    return ht_written_is(action, "/All") || (ht_written_is(action, "/Include") && named) ||
           (ht_written_is(action, "/Exclude") && !named);
}

/* What one signature allows, as to signing a field of that name. */
static allowed allowed_by(form *f, ht_written signature, const char *name)
{
    ht_written reference;
    ht_written rest = ht_written_inside(ht_object_entry(f->file, signature, "Reference"));
    allowed least = ALL;
    while (ht_written_value(&reference, &rest)) {
        ht_written method = ht_object_entry(f->file, reference, "TransformMethod");
        ht_written parameters = ht_object_entry(f->file, reference, "TransformParams");
        long number = ht_written_number(ht_object_entry(f->file, parameters, "P"));
        bool certifies = ht_written_is(method, "/DocMDP");
        bool known = number >= NOTHING_MORE && number <= ALL;
        bool locked = ht_written_is(method, "/FieldMDP") && locks(f, parameters, name);
        allowed one = locked      ? NOTHING_MORE
                      : known     ? (allowed)number
                      : certifies ? FILLING_IN
                                  : ALL;
        least = MIN(least, one);
    }
    return least;
}

static allowed allowed_by_all(form *f, const char *name)
{
    allowed least = ALL;
    for (guint i = 0; i < f->fields->len; i++) {
        least = MIN(least, allowed_by(f, g_array_index(f->fields, field, i).signature, name));
    }
    return least;
}

/* ---- The field to sign ----------------------------------------------------------------------- */

static bool is_signed(const field *one)
{
    return one->signature.at != one->signature.end;
}

typedef bool match(const field *one, const char *name);

static bool is_next(const field *one, const char *name)
{
    (void)name;
    return one->to_sign && !is_signed(one);
}

static bool is_named(const field *one, const char *name)
{
    return strcmp(one->name, name) == 0;
}

/* By whose it is: 临江县教育局 of 临江县教育局印章签名处. */
static bool is_titled(const field *one, const char *name)
{
    return one->to_sign && *name != '\0' && g_str_has_prefix(one->title, name);
}

static const field *find_first(const form *f, match *matches, const char *name)
{
    for (guint i = 0; i < f->fields->len; i++) {
        const field *one = &g_array_index(f->fields, field, i);
        if (matches(one, name)) {
            return one;
        }
    }
    return NULL;
}

/* The field of that name, or of whom it names; without one the first to sign. */
static const field *find_field(const form *f, const char *name)
{
    if (name == NULL) {
        return find_first(f, is_next, NULL);
    }
    const field *found = find_first(f, is_named, name);
    return found != NULL ? found : find_first(f, is_titled, name);
}

static void tell_missing(const form *f, const char *path, const char *name, ht_diags *diags)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < f->fields->len; i++) {
        const field *one = &g_array_index(f->fields, field, i);
        if (one->to_sign) {
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", one->name);
            if (*one->title != '\0') {
                g_string_append_printf(names, " (%s)", one->title);
            }
        }
    }
    ht_diag_add(diags, HT_E1303, HT_NO_PLACE, path, name);
    if (names->len > 0) {
        ht_diag_hint(diags, ht_tr(N_("its fields to sign are %s")), names->str);
    }
    g_string_free(names, TRUE);
}

/* A name that no field has. */
static const char *new_name(const form *f)
{
    const char *name = NULL;
    for (int n = 1; name == NULL || find_first(f, is_named, name) != NULL; n++) {
        name = ht_arena_printf(f->arena, "Signature%d", n);
    }
    return name;
}

/* The first field that is signed, or 0. */
static int first_signed(const form *f)
{
    for (guint i = 0; i < f->fields->len; i++) {
        const field *one = &g_array_index(f->fields, field, i);
        if (is_signed(one)) {
            return one->object;
        }
    }
    return 0;
}

static bool choose(ht_chosen *out, form *f, const char *path, const char *name, ht_diags *diags)
{
    const field *found = find_field(f, name);
    if (name != NULL && (found == NULL || !found->to_sign)) {
        tell_missing(f, path, name, diags);
        return false;
    }
    const char *own = found != NULL ? found->name : new_name(f);
    if (found != NULL && is_signed(found)) {
        ht_diag_add(diags, HT_E1304, HT_NO_PLACE, own, path);
        return false;
    }
    allowed most = allowed_by_all(f, own);
    if (most == NOTHING_MORE || (found == NULL && most == FILLING_IN)) {
        ht_diag_add(diags, HT_E1305, HT_NO_PLACE, path, own);
        return false;
    }
    *out = (ht_chosen){.name = own, .title = "", .added = found == NULL};
    if (found != NULL) {
        out->object = found->object;
        out->title = found->title;
    } else {
        out->object = ht_form_add(f->update, own, first_signed(f));
    }
    if (out->object == 0) {
        ht_diag_add(diags, HT_E1302, HT_NO_PLACE, path);
    }
    return out->object > 0;
}

bool ht_form_choose(ht_chosen *out, ht_arena *arena, ht_update *update, const char *path,
                    const char *name, ht_diags *diags)
{
    form f = {.update = update,
              .file = ht_update_file(update),
              .arena = arena,
              .seen = g_hash_table_new(g_direct_hash, g_direct_equal),
              .fields = g_array_new(FALSE, FALSE, sizeof(field))};
    ht_written list = ht_object_entry(
        f.file, ht_update_entry(update, ht_form_catalog(update), "AcroForm"), "Fields");
    add_fields(&f, list, "", HT_NOTHING, 0);
    bool found = choose(out, &f, path, name, diags);
    g_array_free(f.fields, TRUE);
    g_hash_table_unref(f.seen);
    return found;
}
