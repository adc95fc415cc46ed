/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A file and who signs in, the signed file out. The signature dictionary is written with room for
 * the signature, all bytes but that room are digested, and the signature of that is put into it
 * (ISO 32000-1 12.8.1).
 */

#include "sign/sign.h"
#include "pdf/pdf.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MOST_MIB 1024

/* What a signature dictionary begins with, and what is behind the room for the signature. */
#define BEFORE "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Contents"
#define RANGE "/ByteRange[0 %10zu %10zu %10zu]"

/* The time of the signature. */
static time_t time_now(void)
{
    const char *said = getenv("SOURCE_DATE_EPOCH");
    gint64 seconds = 0;
    bool good = said != NULL && g_ascii_string_to_signed(said, 10, 0, G_MAXUINT32, &seconds, NULL);
    return good ? (time_t)seconds : time(NULL);
}

static ht_status read_file(ht_update **out, ht_arena *arena, const char *path, ht_diags *diags)
{
    char *bytes = NULL;
    size_t size = 0;
    if (!ht_pdf_is(path, diags)) {
        return HT_IO;
    }
    ht_status status = ht_file_read(&bytes, &size, arena, path, (size_t)MOST_MIB << 20);
    if (status == HT_LIMIT) {
        ht_diag_add(diags, HT_E0802, HT_NO_PLACE, path, MOST_MIB);
    } else if (status != HT_OK) {
        ht_diag_add(diags, HT_E0801, HT_NO_PLACE, path, g_strerror(errno));
    }
    if (status != HT_OK) {
        return status;
    }
    *out = ht_update_new(arena, bytes, size);
    ht_object_file *file = ht_update_file(*out);
    if (file == NULL || !ht_written_is_dictionary(ht_update_value(*out, ht_form_catalog(*out)))) {
        ht_diag_add(diags, HT_E1302, HT_NO_PLACE, path);
        return HT_INVALID;
    }
    ht_written lock = ht_written_entry(ht_object_trailer(file), "Encrypt");
    if (lock.at != lock.end) {
        ht_diag_add(diags, HT_E1301, HT_NO_PLACE, path);
        return HT_INVALID;
    }
    return HT_OK;
}

/* The signature dictionary, with as many zeros as there is room. */
static int put_signature(ht_update *update, size_t room, time_t now, const char *reason)
{
    int number = ht_update_add(update);
    struct tm day = {0};
    GString *text = g_string_new(BEFORE "<");
    gmtime_r(&now, &day);
    for (size_t i = 0; i < room; i++) {
        g_string_append(text, "00");
    }
    g_string_append_printf(text, ">" RANGE, (size_t)0, (size_t)0, (size_t)0);
    g_string_append_printf(text, "/M(D:%04d%02d%02d%02d%02d%02dZ)", day.tm_year + 1900,
                           day.tm_mon + 1, day.tm_mday, day.tm_hour, day.tm_min, day.tm_sec);
    if (reason != NULL) {
        g_string_append_printf(text, "/Reason%s", ht_update_text(update, reason).at);
    }
    g_string_append(text, ">>");
    ht_update_put(update, number, ht_update_words(update, "%s", text->str));
    g_string_free(text, TRUE);
    return number;
}

/* The field has the signature as its value; the form says that it must not be written anew
 * (12.7.2). */
static void fill_field(ht_update *update, int field, int signature)
{
    ht_update_set(update, field, "V", ht_update_refer(update, signature));
    ht_update_set_in(update, ht_form_catalog(update), "AcroForm", "SigFlags",
                     ht_update_words(update, "3"));
}

static void put_digits(char *to, const GByteArray *bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (guint i = 0; i < bytes->len; i++) {
        *to++ = digits[bytes->data[i] >> 4];
        *to++ = digits[bytes->data[i] & 0xF];
    }
}

/* Signs the finished file, in which the signature dictionary stands at `place`. */
static ht_status seal(GByteArray *all, size_t place, size_t room, const ht_signer *signer,
                      ht_diags *diags)
{
    char *bytes = (char *)all->data;
    size_t before = place + strlen(BEFORE);
    size_t behind = before + 2 * room + 2; /* brackets */
    char range[64];
    uint8_t digest[HT_DIGEST_SIZE];
    GByteArray *signature = NULL;
    size_t size = (size_t)g_snprintf(range, sizeof range, RANGE, before, behind, all->len - behind);
    memcpy(bytes + behind, range, size);
    ht_signer_digest(digest, (ht_written){bytes, bytes + before},
                     (ht_written){bytes + behind, bytes + all->len});
    ht_status status = ht_signer_sign(&signature, signer, digest, diags);
    if (status == HT_OK) {
        g_assert(signature->len <= room); /* else it would run into what it signs */
        put_digits(bytes + before + 1, signature);
        g_byte_array_unref(signature);
    }
    return status;
}

static void tell_field(const ht_chosen *field, const char *path, ht_diags *diags)
{
    if (field->added) {
        ht_diag_add(diags, HT_N1307, HT_NO_PLACE, path, field->name);
    } else {
        ht_diag_add(diags, HT_N1306, HT_NO_PLACE, path, field->name, field->title);
    }
}

ht_status ht_sign(const char *path, const ht_sign_options *options, ht_write_fn write, void *user,
                  ht_diags *diags)
{
    ht_arena *arena = ht_arena_new();
    ht_update *update = NULL;
    ht_signer *signer = NULL;
    time_t now = time_now();
    ht_chosen field = {0};
    ht_status status = read_file(&update, arena, path, diags);
    if (status == HT_OK) {
        status = ht_signer_open(&signer, options, now, diags);
    }
    if (status == HT_OK) {
        bool chosen = ht_form_choose(&field, arena, update, path, options->field, diags);
        status = chosen ? HT_OK : HT_INVALID;
    }
    if (status == HT_OK) {
        size_t room = ht_signer_room(signer);
        int signature = put_signature(update, room, now, options->reason);
        fill_field(update, field.object, signature);
        GByteArray *all = ht_update_finish(update);
        status = seal(all, ht_update_place(update, signature), room, signer, diags);
        if (status == HT_OK && !write(all->data, all->len, user)) {
            status = HT_IO;
        }
    }
    if (status == HT_OK) {
        tell_field(&field, path, diags);
    }
    ht_signer_free(signer);
    ht_arena_free(arena);
    return status;
}
