# SPDX-License-Identifier: Apache-2.0
"""The documents in Typst, as a careful author of a template would set them: em boxes as edges of the
text, so that leading and size add up to the line spacing."""

import os
import shutil
import subprocess

HEAD = """\
#set page(width: 210mm, height: 297mm, margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm),
  footer-descent: 7mm, footer: context {
    set text(font: ("Noto Serif CJK SC"), size: 14pt)
    let number = counter(page).get().first()
    if calc.odd(number) { align(right)[— #number —#h(14pt)] } else { align(left)[#h(14pt)— #number —] }
  })
#set text(font: ("Liberation Serif", "FandolFang R"), size: 16pt, lang: "zh", region: "cn",
  cjk-latin-spacing: none, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: %(leading)spt, spacing: %(leading)spt,
  first-line-indent: (amount: 2em, all: true))
#let hei(it) = text(font: "Noto Sans CJK SC", it)
#let kai(it) = text(font: "FandolKai", it)
#let biao(it) = text(font: "Noto Serif CJK SC", weight: 600, it)
#let flush(it) = par(first-line-indent: 0pt, it)
#let lines(n) = v(n * %(pitch)spt, weak: false)
"""
NODE = """\
import {createRequire} from 'module';
import fs from 'fs';
const {NodeCompiler} = createRequire(process.cwd() + '/')('@myriaddreamin/typst-ts-node-compiler');
const [, , fonts, file] = process.argv;
const compiler = NodeCompiler.create({fontArgs: [{fontPaths: [fonts]}]});
const done = compiler.compile({mainFileContent: fs.readFileSync(file, 'utf8')});
if (done.hasError()) { done.printErrors(); process.exit(1); }
fs.writeFileSync(file.replace(/typ$/, 'pdf'), compiler.pdf(done.result));
"""


def shown(text, command="text"):
    return '#%s("%s")' % (command, text.replace("\\", "\\\\").replace('"', '\\"'))


def source(document):
    pitch = 28 if document.signer else 28.95
    yield HEAD % {"leading": pitch - 16, "pitch": pitch}
    yield "#v(35mm)"
    yield ('#align(center, text(fill: rgb("#ff0000"), size: 42pt, box(scale(x: %s%%, reflow: true, '
           'biao("%s")))))' % (min(100, 15400 / (42 * 0.3528 * len(document.mark))), document.mark))
    yield "#lines(2)"
    if document.signer:
        yield ("#flush[#h(16pt)%s#h(1fr)签发人：%s#h(16pt)]"
               % (shown(document.number), shown(document.signer, "kai")))
    else:
        yield "#align(center)[%s]" % shown(document.number)
    yield "#v(4mm - %spt)#line(length: 156mm, stroke: 1.5pt + red)#lines(2)" % (pitch - 16)
    yield "#align(center)[#set par(leading: 11pt)\n#text(size: 22pt)[%s]]" % " \\ ".join(
        shown(line, "biao") for line in document.title)
    yield "#lines(1)#flush[%s]" % shown(document.recipients)
    for pieces in document.paragraphs:
        yield "".join(shown(text, "text" if face == "fang" else face) for face, text in pieces)
    if document.attachments:
        yield "#lines(1)"
        for number, name in enumerate(document.attachments, 1):
            label = "附件：" if number == 1 else "#h(48pt)"
            yield "%s%s" % (label, shown("%d.%s" % (number, name)))
    yield "#lines(1)#align(right)[%s#h(32pt)]" % shown(document.organ)
    yield "#align(right)[%s#h(64pt)]" % shown(document.date)
    yield shown(document.note)
    yield "#v(1fr)#set text(size: 14pt)\n#set par(spacing: 6pt)\n#line(length: 156mm, stroke: 1pt)"
    if document.copies:
        yield "#flush[#h(14pt)%s]" % shown("抄送：%s。" % document.copies)
        yield "#line(length: 156mm, stroke: 0.7pt)"
    yield "#flush[#h(14pt)%s#h(1fr)%s#h(14pt)]" % (shown(document.printer),
                                                   shown(document.printed_on))
    yield "#line(length: 156mm, stroke: 1pt)"


def make(document, folder, fonts):
    """The PDF; None without Typst: `typst`, or the npm package in the folder HT_TYPST_NODE."""
    path = folder / (document.name + ".typ")
    path.write_text("\n\n".join(source(document)), "utf-8")
    node = os.environ.get("HT_TYPST_NODE")
    if shutil.which("typst"):
        subprocess.run(["typst", "compile", "--font-path", fonts, path], check=True)
    elif node and shutil.which("node"):
        script = folder / "typst.mjs"
        script.write_text(NODE, "utf-8")
        subprocess.run(["node", script, fonts, path], check=True, cwd=node)
    else:
        return None
    return path.with_suffix(".pdf")
