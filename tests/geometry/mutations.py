# SPDX-License-Identifier: Apache-2.0
"""House styles that each break one clause, mostly by a millimetre.

A mutation changes one property of the layout a case is set in. `breaks` is the clause it is meant
for; `also` are clauses that must fail with it, because they are measured from what was moved.
"""

from dataclasses import dataclass


@dataclass
class Mutation:
    breaks: str
    case: str
    path: str  # the property, as section.element.property
    value: object
    also: str = ""
    ink: bool = False  # its clause looks at a raster
    alone: bool = False  # it moves too much to share a house style with others

    @property
    def fails(self):
        return {self.breaks, *self.also.split()}

    @property
    def element(self):
        return ".".join(self.path.split(".")[:2])


def number_row(left="1字", right="1字", columns=2, label="text"):
    """The row of number and signers of gb9704/upward: a list is replaced as a whole."""
    return [
        {"show": "{number}", "left": left, "last-line": True},
        {"names": "signers", "label": "签发人：", "style": "signer", "label-style": label,
         "columns": columns, "spread": True, "right": right},
    ]


def printer_row(left="1em", right="1em"):
    return [
        {"show": "{printer}", "style": "imprint", "left": left},
        {"show": "{printed_on}印发", "style": "imprint", "align": "right", "right": right},
    ]


RED_RULE = {"rule": "0.5mm", "length": "100%", "above": "1mm", "ink": "red", "after": "red-rule"}

MUTATIONS = [
    # 4 and 5: what the page is made of moves all that stands on it.
    Mutation("A02", "notice", "page.size", ["211mm", "297mm"]),
    Mutation("A02", "report", "page.size", ["210mm", "296mm"]),
    Mutation("A03", "report", "page.type-area.left", "29mm", alone=True,
             also="B01 B02 B03 B07 B08 B09 C01 C02 C03 C08 C12 D01 D04 D08 T12"),
    Mutation("A03", "report", "page.type-area.top", "38mm", alone=True, ink=True,
             also="A05 B01 B02 B03 B04 D01 D08"),
    Mutation("A03", "long", "page.type-area.width", "155mm", alone=True,
             also="A05 A10 B06 B09 C01 C03 C08 C11 D01 D04 D08"),
    Mutation("A04", "notice", "styles.text.size", "15.5pt", alone=True, also="B06 C13"),
    Mutation("A04", "report", "styles.text.face", "song", alone=True, also="B08 D04"),
    Mutation("A05", "long", "page.grid.pitch", "29.5pt", alone=True, also="C11"),
    Mutation("A05", "long", "styles.text.cell", "16pt", alone=True),
    Mutation("A06", "notice", "inks.black.rgb", "#101010", alone=True, also="D01"),
    Mutation("A10", "notice", "styles.title.pitch", "33pt"),
    # 7.2: the header
    Mutation("B01", "report", "header.copy-number.left", "1mm"),
    Mutation("B02", "report", "header.secrecy.left", "1mm"),
    Mutation("B03", "report", "header.urgency.left", "1mm"),
    Mutation("B04", "notice", "header.mark.top", "36mm", ink=True),
    Mutation("B04", "report", "header.mark.edge", "em", ink=True),
    Mutation("B04", "long", "styles.mark.size", "23mm"),
    Mutation("B04", "recipients", "styles.mark.cell", "16mm"),
    Mutation("B05", "fig03-joint-downward", "header.mark.lead-only", True, alone=True),
    Mutation("B05", "fig04-joint-upward", "header.mark.left", "3mm", ink=True, also="B04"),
    Mutation("B06", "notice", "header.number.above", "18mm", ink=True),
    Mutation("B06", "long", "header.number.left", "2mm"),
    Mutation("B07", "request", "header.number.row", number_row(left="6.57mm")),
    Mutation("B08", "request", "header.number.row", number_row(right="6.57mm")),
    Mutation("B08", "request", "header.number.row", number_row(columns=1)),
    Mutation("B08", "request", "header.number.row", number_row(label="signer")),
    Mutation("B08", "report", "header.number.above", "18mm", ink=True),
    Mutation("B09", "notice", "header.red-rule.above", "5mm"),
    Mutation("B09", "report", "header.red-rule.length", "155mm"),
    Mutation("B09", "request", "header.red-rule.rule", "0.6mm"),
    Mutation("B09", "options", "header.red-rule.length", "155mm"),
    Mutation("B10", "fig05-seal", "main.title.above", "5行", ink=True, also="C01"),
    Mutation("B11", "preprinted", "header.second-rule", RED_RULE),
    # 7.3: the main part
    Mutation("C01", "notice", "styles.title.size", "23pt", also="C13"),
    Mutation("C01", "report", "main.title.left", "2mm"),
    Mutation("C01", "long", "main.title.above", "13mm"),
    Mutation("C02", "notice", "main.recipients.left", "1mm"),
    Mutation("C02", "report", "main.recipients.above", "2行"),
    Mutation("C03", "notice", "main.body.indent", "12.14mm"),
    Mutation("C04", "report", "styles.heading-1.face", "kai"),
    Mutation("C04", "notice", "main.body.headings", ["heading-1", "text", "text", "text"]),
    Mutation("C05", "notice", "main.attachments.left", "12.14mm"),
    Mutation("C06", "fig05-seal", "main.seals.right", "5字"),
    Mutation("C06", "line-22-seal", "main.seals.sink", "-6mm", alone=True),
    Mutation("C06", "fig10-attachments", "main.seals.above", "12mm"),
    Mutation("C07", "fig07-joint-seals", "main.seals.above", "12mm"),
    Mutation("C08", "notice", "main.sign-off.right", "12.14mm"),
    Mutation("C08", "request", "main.sign-off.right", "12.14mm"),
    Mutation("C08", "report", "main.sign-off.shift", "10.14mm"),
    Mutation("C08", "long", "main.sign-off.above", "0mm"),
    Mutation("C09", "fig12-order", "main.stamps.right", "23.29mm"),
    Mutation("C09", "signature-stamp", "main.stamps.apart", "12.14mm"),
    Mutation("C09", "bill", "main.stamps.date-above", "2行"),
    Mutation("C11", "stretched", "page.grid.loosest", "30pt", alone=True),
    Mutation("C11", "duplex", "page.grid.tightest", "29pt", alone=True),
    Mutation("C14", "stretched", "main.sign-off.keep", 0, alone=True, also="C08 C11"),
    Mutation("C12", "report", "main.note.indent", "12.14mm"),
    Mutation("C12", "request", "main.note.above", "1行"),
    Mutation("C13", "notice", "attached.attachment-label.left", "1mm"),
    Mutation("C13", "notice", "attached.attachment-title.line", 2),
    Mutation("C13", "separate-attachment", "attached.separate-label.left", "1mm"),
    # 7.4, 7.5: imprint and page numbers
    Mutation("D01", "notice", "imprint.first-rule.rule", "0.25mm"),
    Mutation("D01", "request", "imprint.middle-rule.rule", "0.35mm"),
    Mutation("D01", "recipients", "imprint.last-rule.length", "155mm"),
    Mutation("D01", "report", "page.type-area.height", "224mm", alone=True, ink=True, also="D08"),
    Mutation("D02", "notice", "imprint.copies-to.left", "6mm"),
    Mutation("D02", "request", "styles.imprint.size", "小四", alone=True, also="D04"),
    Mutation("D03", "recipients", "imprint.recipients.left", "6mm"),
    Mutation("D04", "notice", "imprint.printer.row", printer_row(left="6mm")),
    Mutation("D04", "report", "imprint.printer.row", printer_row(right="6mm")),
    Mutation("D04", "long", "imprint.last-rule.above", "1.4mm"),
    Mutation("D07", "request", "imprint.middle-rule", None),
    Mutation("D08", "report", "folio.page-number.foot", "8mm", ink=True),
    Mutation("D08", "notice", "folio.page-number.right", "6mm"),
    Mutation("D08", "long", "folio.page-number.left", "6mm"),
    Mutation("D08", "request", "styles.folio.size", "三号"),
    # 10: letters, orders, minutes; and material without a red head
    Mutation("F01", "fig11-letter", "header.mark.top", "31mm", ink=True),
    Mutation("F02", "fig11-letter", "header.head-rules.length", "168mm"),
    Mutation("F02", "reply-letter", "header.foot-rules.foot", "21mm"),
    Mutation("F03", "fig11-letter", "header.number.above", "6mm"),
    Mutation("F04", "reply-letter", "main.title.above", "3行"),
    Mutation("F05", "fig11-letter", "folio.page-number.since", 1),
    Mutation("F06", "fig11-letter", "imprint.copies-to.left", "3mm", also="D02"),
    Mutation("F07", "fig12-order", "header.mark.top", "21mm", ink=True),
    Mutation("F07", "fig12-order", "header.issue.left", "2mm", ink=True),
    Mutation("F07", "fig12-order", "main.body.above", "3行", alone=True),
    Mutation("F08", "minutes", "main.present.left", "12.14mm"),
    Mutation("F08", "minutes", "header.mark.top", "36mm", ink=True, alone=True, also="B04"),
    Mutation("F10", "speech", "main.title.line", 3),
    Mutation("F10", "speech", "folio.page-number.left", "2mm", ink=True, alone=True),
    # 8: tables and figures
    Mutation("H02", "figures", "figure.image.align", "left"),
    Mutation("H02", "tables", "styles.table.size", "25pt"),
    # what else is looked at
    Mutation("T13", "fig06-no-seal", "styles.folio.ink", "red", also="B04 D08"),
]
