/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a file says of itself in, as XMP out (ISO 16684-1): the elements of a document's metadata by
 * Dublin Core, and what the file claims to be: PDF/A-2a or -3a (ISO 19005) and PDF/UA-1 (ISO 14289-1).
 */

#include "paint/pdf/writer.h"

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

/* PDF/A knows no other schemas than those it names, unless they are described. */
static const char extension[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>The part of ISO 14289</pdfaProperty:description></rdf:li>"
    "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

char *ht_pdf_xmp(const ht_info *info, const char *creator, const char *date, int part)
{
    GString *out = g_string_new(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
        " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
        " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
        " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
        " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
        " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
    append_simple(out, "pdfaid:part", part == 3 ? "3" : part == 2 ? "2" : NULL);
    append_simple(out, "pdfaid:conformance", part > 0 ? "A" : NULL);
    append_simple(out, "pdfuaid:part", part > 0 ? "1" : NULL);
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
    g_string_append(out, part > 0 ? extension : "");
    g_string_append(out, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    return g_string_free(out, FALSE);
}
