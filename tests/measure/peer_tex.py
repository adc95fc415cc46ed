# SPDX-License-Identifier: Apache-2.0
"""The documents in XeLaTeX with xeCJK, as a careful author of a template would set them: sizes and
line spacing in big points, blank lines as \\vspace, the imprint at the foot by \\vfill."""

import shutil
import subprocess

HEAD = r"""\documentclass[twoside]{article}
\usepackage[a4paper,left=28mm,right=26mm,top=37mm,bottom=35mm,twoside=false,headheight=0mm,headsep=0mm,
  footskip=%(foot)s]{geometry}
\usepackage{xcolor,fancyhdr,graphicx,xeCJK}
\xeCJKsetup{CJKecglue={}}
\setmainfont[Path=%(fonts)s/]{LiberationSerif-Regular.ttf}
\setCJKmainfont[Path=%(fonts)s/]{FandolFang-Regular.otf}
\newCJKfontfamily\kai[Path=%(fonts)s/]{FandolKai-Regular.otf}
\newCJKfontfamily\hei[Path=%(fonts)s/,FontIndex=2]{NotoSansCJK-Regular.ttc}
\newCJKfontfamily\biao[Path=%(fonts)s/,FontIndex=2]{NotoSerifCJK-SemiBold.ttc}
\newCJKfontfamily\song[Path=%(fonts)s/,FontIndex=2]{NotoSerifCJK-Regular.ttc}
\newfontfamily\songlatin[Path=%(fonts)s/,FontIndex=2]{NotoSerifCJK-Regular.ttc}
\definecolor{gwred}{RGB}{255,0,0}
\newcommand\sanhao{\fontsize{16bp}{%(pitch)sbp}\selectfont}
\newcommand\sihao{\fontsize{14bp}{28bp}\selectfont}
\newcommand\folio{\song\songlatin\fontsize{14bp}{14bp}\selectfont —\,\thepage\,—}
\fancyhf{}\renewcommand\headrulewidth{0pt}\pagestyle{fancy}
\fancyfoot[RO]{\folio\hspace{14bp}}\fancyfoot[LE]{\hspace{14bp}\folio}
\setlength\parskip{0pt}\setlength\parindent{32bp}\raggedbottom\frenchspacing
\widowpenalty=0 \clubpenalty=0
\begin{document}\sanhao
"""


def tex(text):
    return "".join("\\" + sign if sign in "#$%&_{}" else sign for sign in text)


def source(document, fonts):
    pitch = 28 if document.signer else 28.95
    yield HEAD % {"fonts": fonts, "pitch": pitch, "foot": "12mm"}
    yield (r"\vspace*{35mm}\noindent\makebox[\textwidth][c]{\color{gwred}\biao\fontsize{42bp}{42bp}"
           r"\selectfont\resizebox{154mm}{!}{%s}}\par\vspace{2\baselineskip}" % tex(document.mark))
    if document.signer:
        yield (r"\noindent\hspace{16bp}%s\hfill 签发人：{\kai %s}\hspace*{16bp}\null\par"
               % (tex(document.number), tex(document.signer)))
    else:
        yield r"{\centering\noindent %s\par}" % tex(document.number)
    yield r"\nointerlineskip\vspace{4mm}\noindent{\color{gwred}\rule{\textwidth}{1.5bp}}\par\vspace{2\baselineskip}"
    yield r"{\centering\biao\fontsize{22bp}{33bp}\selectfont"
    yield r"\\".join(map(tex, document.title)) + r"\par}\vspace{\baselineskip}"
    yield r"\noindent %s\par" % tex(document.recipients)
    for pieces in document.paragraphs:
        yield "".join("{%s%s}" % ("" if face == "fang" else "\\%s " % face, tex(text))
                      for face, text in pieces) + r"\par"
    if document.attachments:
        yield r"\vspace{\baselineskip}"
        for number, name in enumerate(document.attachments, 1):
            label = "附件：" if number == 1 else r"\hspace*{48bp}"
            yield "%s%d.%s\\par" % (label, number, tex(name))
    yield r"\vspace{\baselineskip}{\raggedleft %s\hspace*{32bp}\null\par" % tex(document.organ)
    yield r"%s\hspace*{64bp}\null\par}%s\par\vfill" % (tex(document.date), tex(document.note))
    yield r"\sihao\noindent\rule{\textwidth}{1bp}\par\nointerlineskip"
    if document.copies:
        yield r"\noindent\hspace{14bp}抄送：%s。\par" % tex(document.copies)
        yield r"\nointerlineskip\vspace{4bp}\noindent\rule{\textwidth}{0.7bp}\par\nointerlineskip"
    yield (r"\noindent\hspace{14bp}%s\hfill %s\hspace*{14bp}\null\par\nointerlineskip\vspace{4bp}"
           % (tex(document.printer), tex(document.printed_on)))
    yield r"\noindent\rule{\textwidth}{1bp}\end{document}"


def make(document, folder, fonts):
    """The PDF; None without XeLaTeX."""
    if not shutil.which("xelatex"):
        return None
    path = folder / (document.name + ".tex")
    path.write_text("\n".join(source(document, fonts)), "utf-8")
    done = subprocess.run(["xelatex", "-interaction=nonstopmode", "-halt-on-error", path.name],
                          cwd=folder, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout.decode(errors="replace")[-2000:])
    return path.with_suffix(".pdf")
