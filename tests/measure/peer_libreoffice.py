# SPDX-License-Identifier: Apache-2.0
"""The documents as a careful clerk sets them in LibreOffice Writer: fixed line spacing of 28 or
28.95 pt, blank lines as empty paragraphs, the red rule as the border of a paragraph, the imprint a
table that empty paragraphs push down as far as they can."""

import shutil
import subprocess
from xml.sax.saxutils import escape

FONTS = {"fang": "FandolFang", "kai": "FandolKai", "hei": "Noto Sans CJK SC",
         "biao": "Noto Serif CJK SC SemiBold", "song": "Noto Serif CJK SC"}

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
  xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
  office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls>%s</office:font-face-decls>
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm"
  fo:page-height="297mm" fo:margin-top="37mm" fo:margin-bottom="23mm" fo:margin-left="28mm"
  fo:margin-right="26mm" style:layout-grid-mode="none"/><style:footer-style>
  <style:header-footer-properties fo:min-height="12mm" fo:margin-top="7mm"/></style:footer-style>
</style:page-layout>
%s</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
<style:footer><text:p text:style-name="odd">— <text:page-number/> —</text:p></style:footer>
<style:footer-left><text:p text:style-name="even">— <text:page-number/> —</text:p></style:footer-left>
</style:master-page></office:master-styles>
<office:body><office:text>
"""
TAIL = "</office:text></office:body></office:document>\n"

# name: face, size in pt, line height, attributes of the paragraph, attributes of its text
STYLES = {
    "mark": ("biao", 42, None, 'fo:margin-top="35mm" fo:text-align="center"',
             'fo:color="#ff0000" style:text-scale="70%"'),
    "number": ("fang", 16, "{pitch}", 'fo:text-align="center" fo:padding-bottom="4mm" '
               'fo:border-bottom="1.5pt solid #ff0000"', ""),
    "beside": ("fang", 16, "{pitch}", 'fo:text-indent="16pt" fo:padding-bottom="4mm" '
               'fo:border-bottom="1.5pt solid #ff0000"', ""),
    "title": ("biao", 22, "33pt", 'fo:text-align="center"', ""),
    "flush": ("fang", 16, "{pitch}", 'fo:text-align="justify"', ""),
    "body": ("fang", 16, "{pitch}", 'fo:text-indent="32pt" fo:text-align="justify"', ""),
    "listed": ("fang", 16, "{pitch}", 'fo:margin-left="80pt"', ""),
    "name": ("fang", 16, "{pitch}", 'fo:text-align="end" fo:margin-right="32pt"', ""),
    "date": ("fang", 16, "{pitch}", 'fo:text-align="end" fo:margin-right="64pt"', ""),
    "small": ("fang", 14, "28pt", 'fo:margin-left="14pt" fo:margin-right="14pt"', ""),
    "odd": ("song", 14, None, 'fo:text-align="end" fo:margin-right="14pt"', ""),
    "even": ("song", 14, None, 'fo:margin-left="14pt"', ""),
}


def font(face, size):
    """Digits are Times, as word processors have it; those of page numbers are not."""
    western = "song" if face == "song" else "west"
    return ('style:font-name="%s" style:font-name-asian="%s" fo:font-size="%spt" '
            'style:font-size-asian="%spt"' % (western, face, size, size))


def paragraph_style(name, pitch):
    face, size, height, more, text = STYLES[name]
    line = 'fo:line-height="%s"' % height.format(pitch="%spt" % pitch) if height else ""
    # From the left indent, so that a text ends one character from the right edge.
    stop = {"beside": "426.2pt", "small": "414.2pt"}.get(name)
    stops = ('<style:tab-stops><style:tab-stop style:position="%s" style:type="right"/>'
             "</style:tab-stops>" % stop if stop else "")
    return ('<style:style style:name="%s" style:family="paragraph"><style:paragraph-properties '
            'fo:orphans="0" fo:widows="0" %s %s>%s</style:paragraph-properties>'
            "<style:text-properties %s %s/></style:style>\n"
            % (name, line, more, stops, font(face, size), text))


def styles(pitch):
    found = [paragraph_style(name, pitch) for name in STYLES]
    for face in ("hei", "kai", "fang"):
        found.append('<style:style style:name="t-%s" style:family="text"><style:text-properties %s/>'
                     "</style:style>\n" % (face, font(face, 16)))
    for name, top, bottom in (("first", "1pt", "0.75pt"), ("last", "none", "1pt"),
                              ("only", "1pt", "1pt")):
        edges = " ".join('fo:border-%s="%s"' % (edge, width if width == "none" else
                                                width + " solid #000000")
                         for edge, width in (("top", top), ("bottom", bottom)))
        found.append('<style:style style:name="c-%s" style:family="table-cell"><style:table-cell-'
                     'properties fo:padding="0mm" %s/></style:style>\n' % (name, edges))
    return "".join(found)


def paragraph(style, text=""):
    return '<text:p text:style-name="%s">%s</text:p>\n' % (style, escape(text).replace("\t",
                                                                                     "<text:tab/>"))


def cell(name, text):
    return ('<table:table-row><table:table-cell table:style-name="c-%s" office:value-type="string">'
            "%s</table:table-cell></table:table-row>\n" % (name, paragraph("small", text)))


def body(document, blank):
    """The document with so many blank lines before its imprint."""
    yield paragraph("mark", document.mark)
    yield paragraph("flush") * 2
    if document.signer:
        yield ('<text:p text:style-name="beside">%s<text:tab/>签发人：<text:span text:style-name='
               '"t-kai">%s</text:span></text:p>\n' % (document.number, document.signer))
    else:
        yield paragraph("number", document.number)
    yield paragraph("flush") * 2
    yield from (paragraph("title", line) for line in document.title)
    yield paragraph("flush") + paragraph("flush", document.recipients)
    for pieces in document.paragraphs:
        yield '<text:p text:style-name="body">%s</text:p>\n' % "".join(
            '<text:span text:style-name="t-%s">%s</text:span>' % (face, escape(text))
            for face, text in pieces)
    if document.attachments:
        yield paragraph("flush")
        for number, name in enumerate(document.attachments, 1):
            yield paragraph("body" if number == 1 else "listed",
                            "%s%d.%s" % ("附件：" if number == 1 else "", number, name))
    yield paragraph("flush") + paragraph("name", document.organ) + paragraph("date", document.date)
    yield paragraph("body", document.note) + paragraph("flush") * blank
    yield '<table:table><table:table-column/>\n'
    if document.copies:
        yield cell("first", "抄送：%s。" % document.copies)
    yield cell("last" if document.copies else "only", "%s\t%s" % (document.printer,
                                                                  document.printed_on))
    yield "</table:table>\n"


def convert(document, folder, pitch, blank, config):
    faces = "".join('<style:font-face style:name="%s" svg:font-family="&apos;%s&apos;"/>' % pair
                    for pair in [*FONTS.items(), ("west", "Liberation Serif")])
    path = folder / (document.name + ".fodt")
    path.write_text(HEAD % (faces, styles(pitch)) + "".join(body(document, blank)) + TAIL, "utf-8")
    subprocess.run(["soffice", "-env:UserInstallation=" + (folder / "profile").as_uri(),
                    "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
                   check=True, capture_output=True, env=config)
    info = subprocess.run(["pdfinfo", path.with_suffix(".pdf")], capture_output=True, check=True,
                          text=True).stdout
    return int(next(line for line in info.splitlines() if line.startswith("Pages:")).split()[1])


def make(document, folder, config):
    """The PDF; its imprint stands as low as whole blank lines let it. None without soffice."""
    if not shutil.which("soffice"):
        return None
    pitch = 28 if document.signer else 28.95
    pages = convert(document, folder, pitch, 0, config)
    fits, breaks = 0, 22
    while breaks - fits > 1:
        middle = (fits + breaks) // 2
        if convert(document, folder, pitch, middle, config) > pages:
            breaks = middle
        else:
            fits = middle
    convert(document, folder, pitch, fits, config)
    return folder / (document.name + ".pdf")
