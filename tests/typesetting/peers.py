# SPDX-License-Identifier: Apache-2.0
"""The same paragraphs set by other programs, on the same grid, in the same faces.

Body paragraphs as paragraphs.py reads them come in, one PDF a document comes out. Each program has
the settings that a careful user of Chinese would choose; what they are stands in the templates.
Typst is looked for as `typst`, else as the npm package @myriaddreamin/typst-ts-node-compiler in the
folder that HT_TYPST_NODE names; XeLaTeX as `xelatex`, with xeCJK.
"""

import itertools
import os
import shutil
import subprocess
from multiprocessing.pool import ThreadPool
from pathlib import Path

from paragraphs import CELL

FONTS = Path(__file__).resolve().parent.parent.parent / "fonts/open"
HEADING_FACES = ("黑体", "楷体")

TYPST = """\
#let cell = 156mm / 28
#set page(width: 210mm, height: 297mm, margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm))
#set text(font: "FandolFang R", size: cell, lang: "zh", region: "cn", cjk-latin-spacing: none,
  overhang: false, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, linebreaks: "optimized", leading: 7 / 8 * cell, spacing: 7 / 8 * cell,
  first-line-indent: (amount: 2em, all: true))
#let hei(it) = text(font: "Noto Sans CJK SC", it)
#let kai(it) = text(font: "FandolKai", it)
#let heading-line(it) = block(sticky: true, above: 7 / 8 * cell, below: 7 / 8 * cell, par(it))
#v(%d * 15 / 8 * cell)
"""
TYPST_NODE = """\
import {createRequire} from 'module';
import fs from 'fs';
const {NodeCompiler} = createRequire(process.cwd() + '/')('@myriaddreamin/typst-ts-node-compiler');
const [, , fonts, ...files] = process.argv;
const compiler = NodeCompiler.create({fontArgs: [{fontPaths: [fonts]}]});
for (const file of files) {
  const done = compiler.compile({mainFileContent: fs.readFileSync(file, 'utf8')});
  if (done.hasError()) { done.printErrors(); process.exit(1); }
  fs.writeFileSync(file.replace(/typ$/, 'pdf'), compiler.pdf(done.result));
  compiler.evictCache(10);
}
"""

# PunctStyle quanjiao is xeCJK's own: marks full width, closer beside each other and at line ends.
# CheckSingle keeps a last line from being one hanzi; widows and clubs are forbidden, and a page
# then ends a line early.
XELATEX = r"""
\documentclass{article}
\usepackage[paperwidth=210mm,paperheight=297mm,left=28mm,top=37mm,textwidth=156mm,
  textheight=224.6mm,headheight=0mm,headsep=0mm]{geometry}
\usepackage{xeCJK}
\xeCJKsetup{PunctStyle=quanjiao,CJKecglue={},CheckSingle=true}
\setmainfont[Path=%(fonts)s/]{FandolFang-Regular.otf}
\setCJKmainfont[Path=%(fonts)s/]{FandolFang-Regular.otf}
\newfontfamily\heilatin[Path=%(fonts)s/,FontIndex=2]{NotoSansCJK-Regular.ttc}
\newCJKfontfamily\heihan[Path=%(fonts)s/,FontIndex=2]{NotoSansCJK-Regular.ttc}
\newfontfamily\kailatin[Path=%(fonts)s/]{FandolKai-Regular.otf}
\newCJKfontfamily\kaihan[Path=%(fonts)s/]{FandolKai-Regular.otf}
\newcommand\hei[1]{{\heilatin\heihan #1}}
\newcommand\kai[1]{{\kailatin\kaihan #1}}
\pagestyle{empty}\raggedbottom\frenchspacing
\setlength\topskip{4.902857mm}\setlength\parskip{0mm}\setlength\parindent{11.142857mm}
\setlength\maxdepth{3mm}\lineskiplimit=-100mm
\widowpenalty=10000 \clubpenalty=10000 \emergencystretch=2em
\begin{document}
\fontsize{15.79304bp}{29.61195bp}\selectfont
"""
TEX_SIGNS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
             **{sign: "\\" + sign for sign in "#$%&_{}"}}


def runs(paragraph, letters):
    """(command or "", text) of a paragraph, by the faces of headings that its letters stand in."""
    faces = [glyph.face for line in paragraph.lines for glyph in line.glyphs for _ in glyph.text]
    # A space that joined() found between two lines has no letter of its own.
    characters = [character for character, _ in letters]
    faces += faces[-1:] * (len(characters) - len(faces))
    commands = [{"黑体": "hei", "楷体": "kai"}.get(face, "") for face in faces]
    for command, pairs in itertools.groupby(zip(commands, characters), key=lambda pair: pair[0]):
        yield command, "".join(character for _, character in pairs)


def typst_source(document):
    parts = [TYPST % document.lead if document.lead else TYPST.rsplit("#v", 1)[0]]
    for is_heading, pieces in document.paragraphs:
        text = "".join('#%s("%s")' % (command or "text", piece.replace("\\", "\\\\").replace('"', '\\"'))
                       for command, piece in pieces)
        parts.append("#heading-line[%s]" % text if is_heading else text)
    return "\n\n".join(parts)


def xelatex_source(document):
    parts = [XELATEX % {"fonts": FONTS}]
    if document.lead:
        # \vspace* makes a line of its own.
        parts.append(r"\vspace*{%.5fmm}" % ((document.lead - 1) * 15 / 8 * CELL))
    for is_heading, pieces in document.paragraphs:
        text = "".join(r"\%s{%s}" % (command, tex(piece)) if command else tex(piece)
                       for command, piece in pieces)
        parts.append(text + (r"\par\nopagebreak" if is_heading else r"\par"))
    return "\n".join(parts + [r"\end{document}"])


def tex(text):
    return "".join(TEX_SIGNS.get(sign, sign) for sign in text)


class Missing(Exception):
    """A program is not installed."""


def typst(documents, folder):
    """Sets all documents with Typst; the PDF of each, in their order."""
    sources = [folder / (document.name + ".typ") for document in documents]
    for source, document in zip(sources, documents):
        source.write_text(typst_source(document), "utf-8")
    node = os.environ.get("HT_TYPST_NODE")
    if shutil.which("typst"):
        for source in sources:
            subprocess.run(["typst", "compile", "--font-path", FONTS, source], check=True)
    elif node and shutil.which("node"):
        script = folder / "typst.mjs"
        script.write_text(TYPST_NODE, "utf-8")
        subprocess.run(["node", script, FONTS, *sources], check=True, cwd=node)
    else:
        raise Missing("Typst: neither `typst` nor HT_TYPST_NODE")
    return [source.with_suffix(".pdf") for source in sources]


def xelatex(documents, folder):
    """Sets all documents with XeLaTeX and xeCJK; the PDF of each, in their order."""
    if not shutil.which("xelatex") or subprocess.run(
            ["kpsewhich", "xeCJK.sty"], capture_output=True).returncode:
        raise Missing("XeLaTeX: no `xelatex` with xeCJK (texlive-xetex, texlive-lang-chinese)")

    def compile_one(document):
        source = folder / (document.name + ".tex")
        source.write_text(xelatex_source(document), "utf-8")
        done = subprocess.run(["xelatex", "-interaction=nonstopmode", "-halt-on-error", source.name],
                              cwd=folder, capture_output=True)
        if done.returncode:
            raise RuntimeError(done.stdout.decode(errors="replace")[-2000:])
        return source.with_suffix(".pdf")

    with ThreadPool(2) as pool:
        return pool.map(compile_one, documents)


PEERS = {"Typst": typst, "XeLaTeX + xeCJK": xelatex}
