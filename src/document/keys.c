/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The keys of a document, in ht_key order: one table for reading, for the schema, and for whoever
 * wants to know. A name stands here and nowhere else.
 */

#include "document/reading.h"

#include <glib.h>
#include <string.h>

const ht_key_info ht_keys[HT_KEY_COUNT] = {
    {"kind", "文种", HT_TYPE_KIND, "Kind",
     "One of the 15 kinds of documents; by default the kind the title ends in.",
     "15种公文文种之一；不写时取标题末尾的文种。", "通知"},
    {"layout", "版式", HT_TYPE_LAYOUT, "Layout",
     "Name of the layout; by default the one for the kind and direction.",
     "版式名称；不写时按文种和行文方向选择。", "gb9704/downward"},
    {"copy_number", "份号", HT_TYPE_COPY_NUMBER, "Copy number",
     "Up to six digits; six are printed.", "至多六位数字，印作六位。", "000001"},
    {"secrecy", "密级", HT_TYPE_SECRECY, "Secrecy and period",
     "Grade, and behind a ★ the period in Arabic digits.", "密级，★后用阿拉伯数字写保密期限。",
     "机密★1年"},
    {"urgency", "紧急程度", HT_TYPE_URGENCY, "Urgency",
     "特急 or 加急; for telegrams 特提, 特急, 加急 or 平急.",
     "特急或加急；电报为特提、特急、加急、平急。", "特急"},
    {"issuers", "发文机关", HT_TYPE_ISSUERS, "Issuing organs",
     "A name or a list of names, the lead organ first.", "一个或多个机关名称，主办机关在前。",
     "临江县人民政府"},
    {"mark", "发文机关标志", HT_TYPE_LINES, "Mark of the issuing organ",
     "The red mark as it shall stand; by default the issuers and 文件.",
     "红色标志，照写照印；不写时用发文机关加“文件”。", "临江县人民政府文件"},
    {"number", "发文字号", HT_TYPE_NUMBER, "Document number",
     "Organ's code, year in 〔〕, serial number and 号.", "机关代字、〔年份〕、顺序号和“号”。",
     "临府发〔2024〕18号"},
    {"signers", "签发人", HT_TYPE_NAMES, "Signers",
     "A name or a list; signers make an upward document.", "一人或多人；标注签发人的是上行文。",
     "王德东"},
    {"title", "标题", HT_TYPE_LINES, "Title", "Line breaks in it are obeyed.",
     "标题；其中的换行照办。", "关于做好防汛工作的通知"},
    {"title_note", "题注", HT_TYPE_NOTE, "Note under the title",
     "For example the meeting that passed it, without parentheses.",
     "标题下的说明，如会议通过日期，不写括号。",
     "2024年1月8日县第十八届人民代表大会第四次会议通过"},
    {"recipients", "主送", HT_TYPE_TEXTS, "Recipients",
     "A text as it shall stand, or a list of names.", "照写照印的一段文字，或名称列表。",
     "各乡镇人民政府，县政府各部门"},
    {"body", "正文", HT_TYPE_BODY, "Body",
     "Markdown, a paragraph a line; or a list of texts, tables, figures and page breaks.",
     "Markdown文字，一行一段；或文字、表格、图、换页的列表。", "现将有关事项通知如下。"},
    {"attachments", "附件", HT_TYPE_ATTACHMENTS, "Attachments",
     "Titles, or mappings with a title and a body or a file.", "附件名称，或带有正文、文件的附件。",
     "工作方案"},
    {"signature", "署名", HT_TYPE_SIGNATURE, "Signature",
     "Organs that sign; by default the issuers; false for none.",
     "署名机关；不写时为发文机关；false为不署名。", "临江县人民政府"},
    {"date", "成文日期", HT_TYPE_DATE, "Date",
     "The day of signing; it is printed as 2015年12月9日.", "成文日期，印作“2015年12月9日”。",
     "2015-12-09"},
    {"note", "附注", HT_TYPE_NOTE, "Note", "Scope of distribution or contact, without parentheses.",
     "印发传达范围、联系人等，不写括号。", "此件公开发布"},
    {"present", "出席", HT_TYPE_TEXTS, "Present", "For minutes: who was present.",
     "纪要的出席人员。", "王明"},
    {"excused", "请假", HT_TYPE_TEXTS, "Excused", "For minutes: who was excused.",
     "纪要的请假人员。", "李华"},
    {"attending", "列席", HT_TYPE_TEXTS, "Attending", "For minutes: who attended without a vote.",
     "纪要的列席人员。", "赵强"},
    {"issue", "期号", HT_TYPE_TEXT, "Issue", "For minutes and orders.",
     "纪要的期号，命令（令）的令号。", "第5期"},
    {"copies_to", "抄送", HT_TYPE_TEXTS, "Copies to",
     "A text as it shall stand, or a list of names.", "照写照印的一段文字，或名称列表。",
     "县委办公室"},
    {"printer", "印发机关", HT_TYPE_TEXT, "Printing office", "The office that printed and sent it.",
     "印发机关。", "临江县人民政府办公室"},
    {"printed_on", "印发日期", HT_TYPE_DATE, "Printed on", "The day it was printed and sent.",
     "印发日期。", "2015-12-10"},
    {"no_text_page", "此页无正文", HT_TYPE_FLAG, "No text on the last page",
     "true: the sign-off stands on a page of its own under that line.",
     "true：署名和日期另起一页，页首标“此页无正文”。", "true"},
    {"index", "公开信息", HT_TYPE_INDEX, "Disclosure index",
     "Labels and values in order; values may be empty.",
     "政府信息公开的项目和内容，按顺序；内容可以为空。", NULL},
    {"link", "链接", HT_TYPE_LINK, "Link", "Address of the published document, for the QR code.",
     "网上公开的地址，用于二维码。", "https://www.example.gov.cn/1.html"},
    {"settings", "设置", HT_TYPE_SETTINGS, "Settings", "Switches of the layout for this document.",
     "版式为本文件提供的选项。", NULL},
};

const ht_subkey ht_issuer_keys[] = {
    {"name", "名称", "Name of the organ.", "机关名称。", true},
    {"seal", "印章", "Image of the seal.", "印章图像。", false},
    {"post", "职务", "Post of the signer.", "签发人职务。", false},
    {"stamp", "签名章", "Image of the signature stamp.", "签名章图像。", false},
    {NULL, NULL, NULL, NULL, false},
};

const ht_subkey ht_seal_keys[] = {
    {"image", "图像", "SVG, PNG or JPEG file; without it room is kept for a seal set by hand.",
     "SVG、PNG或JPEG文件；不写时只留出用印位置。", false},
    {"diameter", "直径", "On paper, such as 42mm; by default as the file says.",
     "印出的直径，如42mm；不写时按图像文件自带的尺寸。", false},
    {NULL, NULL, NULL, NULL, false},
};

const ht_subkey ht_stamp_keys[] = {
    {"image", "图像", "SVG, PNG or JPEG file; without it room is kept for a stamp set by hand.",
     "SVG、PNG或JPEG文件；不写时只留出签名章位置。", false},
    {"width", "宽", "On paper, such as 32mm; by default as the file says.",
     "印出的宽度，如32mm；不写时按图像文件自带的尺寸。", false},
    {NULL, NULL, NULL, NULL, false},
};

const ht_subkey ht_attachment_keys[] = {
    {"title", "标题", "Title, as listed and as printed.", "附件名称，与附件标题一致。", true},
    {"body", "正文", "What it says, like the body of a document.", "附件正文，写法与正文相同。",
     false},
    {"file", "文件", "A Markdown or text file with its body, or an image.",
     "附件正文所在的Markdown或文本文件，或图像文件。", false},
    {"label", "标注", "false: the text that this document issues; no label, not listed.",
     "false：本文件印发的正文，不标“附件”，不列入附件说明。", false},
    {"separate", "另发", "true: issued on its own; it carries the document's number.",
     "true：不与正文一起装订，标注发文字号。", false},
    {NULL, NULL, NULL, NULL, false},
};

const ht_subkey ht_item_keys[] = {
    {"table", "表格", "A table.", "表格。", false},
    {"figure", "图", "A figure.", "图。", false},
    {"page-break", "换页", "true: what follows begins a page.", "true：以下另起一页。", false},
    {NULL, NULL, NULL, NULL, false},
};

const ht_subkey ht_table_keys[] = {
    {"caption", "题名", "Caption above the table.", "表题。", false},
    {"head", "表头", "Cells of the head, or several rows of them.", "表头，一行或多行。", false},
    {"rows", "行", "Rows of cells.", "表格各行。", true},
    {"widths", "列宽", "Width of each column.", "各列宽度。", false},
    {"align", "对齐", "left, center or right for each column.", "各列对齐方式。", false},
    {"landscape", "横排", "true: turned on pages of its own.", "true：另页横排。", false},
    {"borders", "边框", "all, rules (above and below the head and at the foot) or none.",
     "all（全框）、rules（三线表）或none（无）。", false},
    {"break-rows", "跨页断行", "true: a row may be divided between pages.", "true：允许一行跨页。",
     false},
    {NULL, NULL, NULL, NULL, false},
};

const ht_subkey ht_cell_keys[] = {
    {"text", "文字", "What it says: a text, or a list of paragraphs.", "单元格文字，或若干段文字。",
     true},
    {"span", "跨列", "How many columns it takes.", "占几列。", false},
    {"rows", "跨行", "How many rows it takes.", "占几行。", false},
    {NULL, NULL, NULL, NULL, false},
};

const ht_subkey ht_figure_keys[] = {
    {"image", "图像", "Path of the image.", "图像文件路径。", true},
    {"caption", "题名", "Caption under the figure.", "图题。", false},
    {"width", "宽", "Width on paper.", "印出宽度。", false},
    {NULL, NULL, NULL, NULL, false},
};

ht_key ht_key_find(const char *name)
{
    for (int i = 0; i < HT_KEY_COUNT; i++) {
        if (strcmp(name, ht_keys[i].name) == 0 || strcmp(name, ht_keys[i].chinese) == 0) {
            return (ht_key)i;
        }
    }
    return HT_KEY_COUNT;
}

const char *ht_key_name(ht_key key)
{
    return ht_keys[key].name;
}

const char *ht_key_chinese(ht_key key)
{
    return ht_keys[key].chinese;
}

const char *ht_key_nearest(const char *name)
{
    const char *names[2 * HT_KEY_COUNT];
    for (size_t i = 0; i < HT_KEY_COUNT; i++) {
        names[2 * i] = ht_keys[i].name;
        names[2 * i + 1] = ht_keys[i].chinese;
    }
    return ht_nearest(name, names, G_N_ELEMENTS(names));
}

ht_takes ht_key_takes(ht_key key)
{
    switch (ht_keys[key].type) {
    case HT_TYPE_TEXTS:
        return HT_TAKES_TEXTS;
    case HT_TYPE_NAMES:
    case HT_TYPE_SIGNATURE:
        return HT_TAKES_NAMES;
    case HT_TYPE_ISSUERS:
    case HT_TYPE_ATTACHMENTS:
        return HT_TAKES_ITEMS;
    case HT_TYPE_INDEX:
    case HT_TYPE_SETTINGS:
        return HT_TAKES_MAP;
    default:
        return HT_TAKES_TEXT;
    }
}

/* The names of an item's parts, the main one first; NULL when the key has no items. */
static const ht_subkey *parts_of(ht_key key)
{
    return ht_keys[key].type == HT_TYPE_ISSUERS       ? ht_issuer_keys
           : ht_keys[key].type == HT_TYPE_ATTACHMENTS ? ht_attachment_keys
                                                      : NULL;
}

const char *ht_key_main_part(ht_key key)
{
    const ht_subkey *parts = parts_of(key);
    return parts != NULL ? parts->name : NULL;
}

bool ht_key_has_part(ht_key key, const char *part)
{
    const ht_subkey *k = parts_of(key);
    if (k == NULL || part == NULL) {
        return (part != NULL) == (ht_key_takes(key) == HT_TAKES_MAP);
    }
    while (k->name != NULL && strcmp(k->name, part) != 0 && strcmp(k->chinese, part) != 0) {
        k++;
    }
    return k->name != NULL;
}

static const ht_pair *find_pair(const ht_node *map, const char *name)
{
    for (size_t i = 0; i < map->n_pairs; i++) {
        if (strcmp(map->pairs[i].key->text, name) == 0) {
            return &map->pairs[i];
        }
    }
    return NULL;
}

const ht_pair *ht_subkey_find(const ht_node *map, const ht_subkey *keys, const char *name)
{
    const ht_pair *found = NULL;
    for (const ht_subkey *k = keys; k->name != NULL; k++) {
        if (strcmp(k->name, name) == 0) {
            found = find_pair(map, k->name);
            found = found != NULL ? found : find_pair(map, k->chinese);
        }
    }
    return found != NULL && found->value->kind == HT_NODE_NULL ? NULL : found;
}

static void tell_unknown_subkey(ht_reading *reading, const ht_node *key, const char *where,
                                const char *const *names, size_t n_names)
{
    ht_diag_add(reading->diags, HT_E0219, key->place, key->text, where);
    const char *near = ht_nearest(key->text, names, n_names);
    if (near != NULL) {
        ht_diag_hint(reading->diags, ht_tr("did you mean '%s'?"), near);
        return;
    }
    GString *known = g_string_new(NULL);
    for (size_t i = 0; i < n_names; i += 2) {
        g_string_append_printf(known, "%s%s (%s)", i > 0 ? ", " : "", names[i], names[i + 1]);
    }
    ht_diag_hint(reading->diags, ht_tr("known here: %s"), known->str);
    g_string_free(known, TRUE);
}

#define MOST_SUBKEYS 8

void ht_subkeys_check(ht_reading *reading, const ht_node *map, const ht_subkey *keys,
                      const char *where)
{
    const char *names[2 * MOST_SUBKEYS];
    size_t n = 0;
    for (const ht_subkey *k = keys; k->name != NULL; k++) {
        g_assert(n + 2 <= G_N_ELEMENTS(names));
        names[n++] = k->name;
        names[n++] = k->chinese;
        const ht_pair *first = find_pair(map, k->name);
        const ht_pair *second = find_pair(map, k->chinese);
        if (first != NULL && second != NULL) {
            const ht_pair *later = MAX(first, second);
            ht_diag_add(reading->diags, HT_E0202, later->key->place, k->name, k->chinese);
        } else if (k->required && ht_subkey_find(map, keys, k->name) == NULL) {
            ht_diag_add(reading->diags, HT_E0207, map->place, k->name, k->chinese);
        }
    }
    for (size_t i = 0; i < map->n_pairs; i++) {
        bool known = false;
        for (size_t j = 0; j < n; j++) {
            known = known || strcmp(map->pairs[i].key->text, names[j]) == 0;
        }
        if (!known) {
            tell_unknown_subkey(reading, map->pairs[i].key, where, names, n);
        }
    }
}
