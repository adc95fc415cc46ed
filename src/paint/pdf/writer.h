/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_PDF_WRITER_H
#define HT_PDF_WRITER_H

/*
 * Pages in, a PDF file out (ISO 32000-1), a page after the other; what pages share stands behind
 * them.
 *
 *     objects.h   objects and their texts      -> a file
 *     tree.c      pages                        -> the tree of pages
 *     font.c      a face and the glyphs in use -> its font
 *     content.c   the marks of a page          -> its content stream
 *     run.c       a run of glyphs              -> what shows it there
 *     resources.c fonts, images, colours       -> what content streams name
 *     ink.c       their inks                   -> colours, or plates
 *     structure.c the tags of marks            -> the structure tree
 *     outline.c   headings                     -> the outline
 *     labels.c    numbers of pages             -> what viewers call them
 *     xmp.c       what a file says of itself   -> its metadata
 *     icc.c       sRGB                         -> its profile
 *     options.c   what is asked of a file      -> whether it can be
 *     sheet.c     pages on larger sheets       -> their boxes, and marks beside them
 *     attach.c    the document's own file      -> that file within the file
 *     field.c     places of seals              -> fields to sign
 *     catalog.c   all of these                 -> the end of the file
 *     image.c     pixels                       -> what a content stream shows
 *     jpeg.c      a JPEG file                  -> the same, as it is
 *     screen.c    pixels for the screen        -> the same, small
 *     plates.c    pixels for the press         -> the same, in its inks
 *     drawing.c   drawings                     -> the same, of lines and curves
 *     recolour.c  these                        -> the same in inks
 *     press.c     pixels                       -> their plates
 *     graft.c     a finished file              -> its objects and what they say
 *     copy.c      objects of it                -> the same in another
 *     linear.h    a finished file              -> the same, page 1 first
 *     shared.c    fonts of finished files      -> one of each face
 *     volume.c    finished files               -> one
 *     pdf.c       the whole
 */

#include "embed/embed.h"
#include "page/page.h"
#include "paint/pdf/objects.h"

/* ---- The tree of pages (tree.c) ------------------------------------------------------------- */

typedef struct ht_page_tree ht_page_tree;

ht_page_tree *ht_page_tree_new(ht_objects *objects);

/* Adds a page; what is returned is its parent. */
int ht_page_tree_add(ht_page_tree *tree, int page);

/* Puts the tree and frees it; its root is returned. */
int ht_page_tree_put(ht_page_tree *tree);

/* ---- The outline (outline.c) ----------------------------------------------------------------- */

typedef struct ht_outline ht_outline;

ht_outline *ht_outline_new(ht_objects *objects);

/* Instead of a place on a page. */
#define HT_WHOLE_PAGE ((ht_len)-1)

/* Adds a heading: on page object `page`, `top` above its foot. */
void ht_outline_add(ht_outline *outline, int level, const char *title, int page, ht_len top);

/* Puts the outline and frees it; its root, 0 when it is empty. */
int ht_outline_put(ht_outline *outline);

/* ---- The structure tree (structure.c) -------------------------------------------------------- */

typedef struct ht_structure ht_structure;

ht_structure *ht_structure_new(ht_objects *objects);
void ht_structure_free(ht_structure *structure);

/* From here on tags are those of another copy of the document. */
void ht_structure_restart(ht_structure *structure);

/* What is added from here on stands on the page of this object. */
void ht_structure_begin_page(ht_structure *structure, int page);
/* The page's key in the tree of parents. */
int ht_structure_end_page(ht_structure *structure);

/* Adds a piece of what a mark is of; its number on the page. `height` is that of the page. */
int ht_structure_add(ht_structure *structure, const ht_mark *mark, ht_len height);

/* Keeps the text of a heading, for the outline. */
void ht_structure_add_text(ht_structure *structure, const ht_mark *mark);

/* Adds a "Link" or a "Form"; its annotation's key in the tree of parents. */
int ht_structure_add_annotation(ht_structure *structure, const char *type, int annotation);

/* Puts the tree; its root. */
int ht_structure_put(ht_structure *structure);

/* The root of a structure tree, and its one element. */
typedef struct ht_structure_root {
    int object;
    int document;
    const char *kids;    /* references to the elements below the document */
    const char *parents; /* the number tree of parents, … */
    int n_keys;          /* … of so many keys */
} ht_structure_root;

void ht_structure_put_root(ht_objects *objects, const ht_structure_root *root);

/* Puts the outline of all headings; its root, or 0. */
int ht_structure_put_outline(const ht_structure *structure);

/* ---- The end of a file (catalog.c, xmp.c, icc.c, labels.c, attach.c) -------------------------- */

/* A file within the file. */
typedef struct ht_attached {
    const char *name;
    const void *bytes;
    size_t size;
} ht_attached;

/* The file that a document was made of, if its bytes are given, and then those that it names, in
 * `arena`. HT_IO after an error is added: one cannot be read any more. */
ht_status ht_pdf_attached(ht_attached **out, size_t *n_out, ht_arena *arena,
                          const ht_pdf_options *options, const ht_info *info, ht_diags *diags);

/* Puts files within the file; the catalog is told. `date` is the document's, as a PDF writes it
 * (attach.c). */
void ht_pdf_attach(GString *catalog, ht_objects *objects, const ht_attached *files, size_t n_files,
                   const char *date);

/* What the catalog names. */
typedef struct ht_pdf_trees {
    int pages;
    int structure;
    int outline;        /* 0: none */
    int form;           /* fields to fill in or sign; 0: none */
    const char *labels; /* the number tree of page labels */
    bool volume;        /* opened with its outline */
    ht_pdf_profile profile;
    const ht_attached *attached;
    size_t n_attached;
} ht_pdf_trees;

/* The number tree of the labels of pages (labels.c); the caller frees it. */
char *ht_pdf_labels(const ht_pages *pages);

/* Puts the catalog and all that only it refers to, and ends the file and the object. False when bytes
 * could not be written. */
bool ht_pdf_finish(ht_objects *objects, const ht_pdf_trees *trees, const ht_info *info);

/* What a file claims to be, each of it true. */
typedef struct ht_claims {
    int archival;    /* PDF/A of that part, 2 or 3, conformance A; or 0 */
    bool accessible; /* PDF/UA-1 */
} ht_claims;

/* The packet of what a file says of itself; the caller frees it. `date` is ISO 8601 with its
 * time. */
char *ht_pdf_xmp(const ht_info *info, const char *creator, const char *date,
                 const ht_claims *claims);

/* The profile of sRGB; the caller ends it. */
GByteArray *ht_pdf_srgb_profile(void);

/* ---- Fonts (font.c) ------------------------------------------------------------------------- */

/* A face as a font of a file. */
typedef struct ht_pdf_font ht_pdf_font;

ht_pdf_font *ht_pdf_font_new(const ht_face *face, int object);
void ht_pdf_font_free(ht_pdf_font *font);

/* The object of the font. */
int ht_pdf_font_object(const ht_pdf_font *font);

/* Uses a glyph for a text of `size` bytes. False when the glyph stands for another text already. */
bool ht_pdf_font_use(ht_pdf_font *font, uint32_t glyph, const char *text, size_t size);

/* True when it would not. */
bool ht_pdf_font_may_use(const ht_pdf_font *font, uint32_t glyph, const char *text, size_t size);

/* What the character map says of a glyph whose text is told otherwise: each must stand for something
 * (ISO 19005-2 6.2.11.7). */
#define HT_PDF_TOLD_OTHERWISE "\uFFFD"

/* Uses such a glyph. */
void ht_pdf_font_use_mute(ht_pdf_font *font, uint32_t glyph);

/* How wide a glyph is, in hundredths of a thousandth of the em. */
int64_t ht_pdf_glyph_width(const ht_face *face, uint32_t glyph);

/* Puts the font with all its glyphs; false when the face cannot be embedded. */
bool ht_pdf_font_put(const ht_pdf_font *font, ht_objects *objects);

/* ---- Fields (field.c) ------------------------------------------------------------------------ */

typedef struct ht_pdf_fields ht_pdf_fields;

/* `author` is who signs where a place of a seal does not say so. */
ht_pdf_fields *ht_pdf_fields_new(ht_objects *objects, ht_structure *structure,
                                 ht_signature_field kind, const char *author);
void ht_pdf_fields_free(ht_pdf_fields *fields);

/* Puts the field of the place of a seal, on page object `page` of so much height; its annotation. 0
 * when there are to be no fields. */
int ht_pdf_fields_add(ht_pdf_fields *fields, const ht_mark *seal, int page, ht_len height);

/* The same of a document that has had no such place to its last page. */
int ht_pdf_fields_add_hidden(ht_pdf_fields *fields, int page);

/* Puts the form of all fields; 0 when there is none. */
int ht_pdf_fields_put(const ht_pdf_fields *fields);

/* ---- Inks (ink.c) --------------------------------------------------------------------------- */

/* What a file is printed with. Places of objects are 0 for what is not in use. */
typedef struct ht_press {
    const ht_ink *red; /* of the mark, of seals and stamps; NULL: the layout has none */
    int plate;         /* the colour space of the plate that is for red alone, … */
    int all;           /* … and of what is on every plate */
} ht_press;

/* Puts the plates that are asked for; without any, red is mixed of the process inks. */
void ht_press_begin(ht_press *press, ht_objects *objects, const ht_layout *layout,
                    const ht_pdf_options *options);

/* ---- Options (options.c) -------------------------------------------------------------------- */

/* HT_INVALID after an error is added: the layout has no such marks as are asked for. */
ht_status ht_pdf_options_fit(const ht_pdf_options *options, const ht_layout *layout,
                             ht_diags *diags);

/* ---- Sheets (sheet.c) ----------------------------------------------------------------------- */

/* The sheet that a page lies on. */
typedef struct ht_sheet {
    unsigned marks; /* of ht_pdf_marks */
    ht_len bleed;   /* what is cut off around the page; … */
    ht_len around;  /* … and how far the sheet reaches beyond it */
} ht_sheet;

/* The sheet itself when nothing is to stand beside the page. */
ht_sheet ht_sheet_of(const ht_layout *layout, const ht_pdf_options *options);

/* ---- A document's resources ----------------------------------------------------------------- */

/* Their names, beside those of fonts, F0 … , and images, X0 … */
#define HT_PDF_MULTIPLY "G0" /* a state: what is painted lets all below it show through, … */
#define HT_PDF_OVER "G1"     /* … is printed over it, and leaves other plates as they are, … */
#define HT_PDF_OUT "G2"      /* … or knocks it out */
#define HT_PDF_PLATE "P"     /* a colour space: the plate of red; and all plates */
#define HT_PDF_ALL "A"

typedef struct ht_pdf_image {
    const ht_image *image;
    int object;
    bool drawn;   /* its space is that of points, not the unit square */
    bool whole;   /* it does for any size; … */
    ht_len width; /* … else for this one */
    ht_len height;
    size_t page; /* the number of the one that needed it last */
} ht_pdf_image;

typedef struct ht_pdf_writer {
    ht_objects *objects;
    const ht_pages *pages;
    size_t page; /* the number of the one that is written, from 1 */
    ht_structure *structure;
    ht_pdf_fields *fields;
    ht_pdf_profile profile; /* for the screen all is to be small */
    ht_press press;         /* HT_PDF_PRINT: what it is printed with */
    ht_sheet sheet;
    ht_pdf_font **fonts; /* in the order of their first use */
    const ht_face **faces;
    size_t *font_pages; /* the number of the page that needed each last */
    size_t n_fonts;
    ht_pdf_image *images;
    size_t n_images;
    ht_arena *arena;
    ht_diags *diags;
    ht_status status;
} ht_pdf_writer;

/* The number of a face's font among the resources. */
size_t ht_pdf_writer_font(ht_pdf_writer *writer, const ht_face *face);

/* ---- Runs (run.c) --------------------------------------------------------------------------- */

/* What the text operators before have set on a page. */
typedef struct ht_pdf_text {
    size_t font;
    ht_len size;
    int condense;
    int64_t space; /* between characters, in 1/100,000 pt before they are condensed */
} ht_pdf_text;

#define HT_PDF_NATURAL 1024 /* a run's condense when it is as wide as its face says */
#define HT_PDF_TEXT_INIT                                                                           \
    {                                                                                              \
        SIZE_MAX, 0, HT_PDF_NATURAL, 0                                                             \
    }

/* Appends the operators that show a run, which leave this state. */
void ht_pdf_append_run(GString *out, ht_pdf_text *text, ht_pdf_writer *writer, const ht_mark *mark);

/* ---- Inks and sheets of a page (ink.c, sheet.c) ------------------------------------------------ */

/* A part of a whole as a number from 0 to 1, and a space. */
void ht_pdf_append_share(GString *out, int part, int whole);

/* Appends the dictionary of all resources, or of those that the page of this number needs, if it is
 * not 0, the one written last (resources.c). */
void ht_pdf_append_resources(GString *out, const ht_pdf_writer *writer, size_t page);

/* Appends the operators that take an ink for what is filled. */
void ht_pdf_append_ink(GString *out, const ht_pdf_writer *writer, const ht_ink *ink);

/* Appends the boxes of a page (sheet.c). */
void ht_sheet_append_boxes(GString *out, const ht_pdf_writer *writer);

/* How a page is bound. */
typedef struct ht_binding {
    bool at_right; /* that is the edge; else the left one */
    bool folded;   /* there, with other pages of its sheet */
} ht_binding;

/* Appends the operators that draw the marks beside a page. */
void ht_sheet_append_marks(GString *out, const ht_pdf_writer *writer, const ht_binding *binding);

/* ---- Contents (content.c) ------------------------------------------------------------------- */

/* Appends the operators that paint a page. */
void ht_pdf_append_page(GString *out, ht_pdf_writer *writer, const ht_page *page);

/* ---- Images (image.c) ----------------------------------------------------------------------- */

/* The number of a mark's image among the resources; its objects are put when it is seen first. */
size_t ht_pdf_writer_image(ht_pdf_writer *writer, const ht_mark *mark);

/* ---- Drawings (drawing.c) ------------------------------------------------------------------- */

/* Puts the drawing of a mark as a form whose space is that of points; 0 when it cannot be drawn,
 * or, for the press, when it is made of more than plain colours. */
int ht_pdf_put_drawing(ht_pdf_writer *writer, const ht_mark *mark);

/* ---- Other files (graft.h) ------------------------------------------------------------------ */

/* A finished file whose objects are read and copied. */
typedef struct ht_graft ht_graft;

/* ---- Files in the order of their pages (linear.c) ------------------------------------------- */

/* Writes a finished file of this writer, which has a page, so that its first page can be shown
 * before the rest is there. False when bytes could not be written. */
bool ht_linear_write(const uint8_t *bytes, size_t size, ht_write_fn write, void *user);

/* ---- Fonts of several files (shared.c) ------------------------------------------------------- */

typedef struct ht_shared_fonts ht_shared_fonts;

/* Both are borrowed. */
ht_shared_fonts *ht_shared_fonts_new(const ht_fontset *set, ht_objects *objects);
void ht_shared_fonts_free(ht_shared_fonts *fonts);

/* From now on copies of a file refer to shared fonts in place of those that a page names. */
void ht_shared_fonts_take(ht_shared_fonts *fonts, ht_graft *graft, int page);

/* Puts all of them. HT_BACKEND after an error is added when a face cannot be embedded. */
ht_status ht_shared_fonts_put(const ht_shared_fonts *fonts, ht_diags *diags);

#endif
