/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a file says of itself in, as XMP out (ISO 16684-1): the elements of a document's metadata by
 * Dublin Core and by GB/T 33480, and what the file claims to be: PDF/A-2a or -3a (ISO 19005) and
 * PDF/UA-1 (ISO 14289-1).
 */

#include "paint/pdf/writer.h"

#define PDFUA "http://www.aiim.org/pdfua/ns/id/"
/* Of the elements of GB/T 33480, which gives them no address of their own. */
#define ELEMENTS "urn:x-hongtou:gbt-33480-2016:"

static void append_simple(GString *out, const char *name, const char *text)
{
    if (text != NULL && *text != '\0') {
        char *escaped = g_markup_escape_text(text, -1);
        g_string_append_printf(out, "<%s>%s</%s>\n", name, escaped, name);
        g_free(escaped);
    }
}

/* A value in an array, as some elements of Dublin Core must be. */
static void append_in(GString *out, const char *name, const char *array, const char *text)
{
    if (text != NULL && *text != '\0') {
        bool language = g_str_equal(array, "Alt");
        char *escaped = g_markup_escape_text(text, -1);
        g_string_append_printf(out, "<%s><rdf:%s><rdf:li%s>%s</rdf:li></rdf:%s></%s>\n", name,
                               array, language ? " xml:lang=\"x-default\"" : "", escaped, array,
                               name);
        g_free(escaped);
    }
}

/* PDF/A knows no other schemas than those it names, unless they are described (ISO 19005-2 6.6.2.3). */
static void append_property(GString *out, const char *name, const char *type, const char *meaning)
{
    g_string_append_printf(out,
                           "<rdf:li pdfaProperty:name=\"%s\" pdfaProperty:valueType=\"%s\""
                           " pdfaProperty:category=\"external\""
                           " pdfaProperty:description=\"%s\"/>",
                           name, type, meaning);
}

static void begin_schema(GString *out, const char *schema, const char *uri, const char *prefix)
{
    g_string_append_printf(out,
                           "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s"
                           "</pdfaSchema:schema><pdfaSchema:namespaceURI>%s"
                           "</pdfaSchema:namespaceURI><pdfaSchema:prefix>%s</pdfaSchema:prefix>"
                           "<pdfaSchema:property><rdf:Seq>",
                           schema, uri, prefix);
}

static void end_schema(GString *out)
{
    g_string_append(out, "</rdf:Seq></pdfaSchema:property></rdf:li>");
}

static const char *type_of(const ht_info_element *element)
{
    return element->n_texts > 1 ? "seq Text" : "Text";
}

static void append_schemas(GString *out, const ht_info *info)
{
    g_string_append(out, "<pdfaExtension:schemas><rdf:Bag>");
    begin_schema(out, "PDF/UA identification", PDFUA, "pdfuaid");
    append_property(out, "part", "Integer", "The part of ISO 14289");
    end_schema(out);
    if (info->n_elements > 0) {
        begin_schema(out, "GB/T 33480-2016", ELEMENTS, "gw");
        for (size_t i = 0; i < info->n_elements; i++) {
            const ht_info_element *element = &info->elements[i];
            append_property(out, element->name, type_of(element), element->meaning);
        }
        end_schema(out);
    }
    g_string_append(out, "</rdf:Bag></pdfaExtension:schemas>\n");
}

static void append_element(GString *out, const ht_info_element *element)
{
    char *name = g_strconcat("gw:", element->name, NULL);
    if (element->n_texts == 1) {
        append_simple(out, name, element->texts[0]);
    } else {
        g_string_append_printf(out, "<%s><rdf:Seq>", name);
        for (size_t i = 0; i < element->n_texts; i++) {
            append_simple(out, "rdf:li", element->texts[i]);
        }
        g_string_append_printf(out, "</rdf:Seq></%s>\n", name);
    }
    g_free(name);
}

char *ht_pdf_xmp(const ht_info *info, const char *creator, const char *date,
                 const ht_claims *claims)
{
    int part = claims->archival;
    GString *out = g_string_new(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
        " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
        " xmlns:pdfuaid=\"" PDFUA "\" xmlns:gw=\"" ELEMENTS "\""
        " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
        " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
        " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
    append_simple(out, "pdfaid:part", part == 3 ? "3" : part == 2 ? "2" : NULL);
    append_simple(out, "pdfaid:conformance", part > 0 ? "A" : NULL);
    append_simple(out, "pdfuaid:part", claims->accessible ? "1" : NULL);
    append_in(out, "dc:title", "Alt", info->title);
    append_in(out, "dc:creator", "Seq", info->author);
    append_simple(out, "dc:identifier", info->number);
    append_in(out, "dc:type", "Bag", info->kind);
    append_in(out, "dc:rights", "Alt", info->secrecy);
    append_in(out, "dc:date", "Seq", info->date);
    append_in(out, "dc:language", "Bag", "zh-CN");
    append_simple(out, "pdf:Keywords", info->keywords);
    append_simple(out, "xmp:CreatorTool", creator);
    append_simple(out, "xmp:CreateDate", date);
    for (size_t i = 0; i < info->n_elements; i++) {
        append_element(out, &info->elements[i]);
    }
    if (part > 0) {
        append_schemas(out, info);
    }
    g_string_append(out, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    return g_string_free(out, FALSE);
}
