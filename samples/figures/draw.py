#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""
Draws what the samples show beside text: seals, signature stamps and figures, as SVG in millimetres.

    samples/figures/draw.py        # needs build/hongtou, from which it takes the outlines of characters

The organs and persons are invented. The lettering is kept as outlines, so that a seal looks the
same on every machine.
"""

import math
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent.parent
PROGRAM = HERE.parent / "build" / "hongtou"
RED = "#d9000c"

SEALS = {
    "county": ("临江县人民政府", 45), "city": ("云岭市人民政府", 50),
    "education": ("临江县教育局", 42), "finance": ("临江县财政局", 42),
    "health": ("临江县卫生健康局", 42), "agriculture": ("临江县农业农村局", 42),
}
STAMPS = {"mayor": ("陆文川", 34), "director": ("沈明达", 34)}


def outlines(text, style):
    """Each character of a text as an SVG path, in units of its size, from its baseline."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "text.yaml")
        key = "title" if style == "song" else "title_note"
        other = "title_note" if style == "song" else "title"
        source.write_text(f"layout: plain\n{key}: {text}\n{other}: 一\nbody: 一\n", encoding="utf-8")
        subprocess.run([PROGRAM, "render", "-q", "-f", "svg", source, "-o",
                        pathlib.Path(folder, "text.svg")], check=True)
        svg = pathlib.Path(folder, "text.svg").read_text(encoding="utf-8")
    paths = dict(re.findall(r'id="(glyph[\d-]+)">\s*<path[^>]* d="([^"]*)"', svg))
    uses = [(u[0], float(u[1]), float(u[2]))
            for u in re.findall(r'xlink:href="#(glyph[\d-]+)" x="([\d.]+)" y="([\d.]+)"', svg)]
    lines = {}
    for use in uses:
        lines.setdefault(use[2], []).append(use)
    wanted = len(text) + (0 if style == "song" else 2)
    line = next(line for line in lines.values() if len(line) == wanted)
    shapes = [paths[name] for name, _, _ in (line if style == "song" else line[1:-1])]
    return [scaled(shape, 1 / (22 if style == "song" else 16)) for shape in shapes]


def scaled(path, factor):
    return re.sub(r"-?[\d.]+", lambda m: f"{float(m[0]) * factor:.3f}", path)


def star(radius):
    points = []
    for i in range(10):
        length = radius if i % 2 == 0 else radius * 0.381966
        angle = math.radians(36 * i - 90)
        points.append(f"{length * math.cos(angle):.3f},{length * math.sin(angle):.3f}")
    return f'<polygon points="{" ".join(points)}"/>'


def draw(path, width, height, content, fill=RED):
    target = HERE / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
                      f'viewBox="{-width / 2} {-height / 2} {width} {height}">\n'
                      f'<g fill="{fill}">\n{content}\n</g>\n</svg>\n', encoding="utf-8")


def seal(name, text, diameter):
    radius = diameter / 2
    rim = 1.2
    size = min(6.2, 0.62 * math.pi * radius / len(text) * 1.25)
    ring = radius - rim - size * 0.72
    sweep = min(300, 34 * (len(text) - 1))
    content = [f'<circle r="{radius - rim / 2}" fill="none" stroke="{RED}" stroke-width="{rim}"/>',
               star(radius * 0.29)]
    for i, shape in enumerate(outlines(text, "song")):
        angle = -sweep / 2 + sweep * i / (len(text) - 1)
        content.append(f'<path transform="rotate({angle:.2f}) translate({-size * 0.43:.2f} '
                       f'{-ring + size * 0.38:.2f}) scale({size * 0.86:.3f} {size:.3f})" d="{shape}"/>')
    draw(f"seals/{name}.svg", diameter, diameter, "\n".join(content))


def stamp(name, text, width):
    size = width / len(text) * 0.92
    content = []
    for i, shape in enumerate(outlines(text, "kai")):
        x = -width / 2 + (i + 0.04) * width / len(text)
        content.append(f'<path transform="translate({x:.2f} {size * 0.38:.2f}) skewX(-8) '
                       f'scale({size:.3f})" d="{shape}"/>')
    draw(f"stamps/{name}.svg", width, round(size * 1.15, 1), "\n".join(content))


def words(text, x, y, size):
    return "".join(f'<path transform="translate({x + i * size:.2f} {y:.2f}) scale({size})" d="{shape}"/>'
                   for i, shape in enumerate(outlines(text, "kai")))


def map_figure():
    content = ['<rect x="-60" y="-36" width="120" height="72" fill="none" stroke="#222" stroke-width=".4"/>',
               '<path d="M-60 12C-40 2 -22 24 2 12S40 -6 60 4" fill="none" stroke="#666" stroke-width="3"/>',
               '<path d="M-60 -20L-12 -14L20 -30L60 -24" fill="none" stroke="#222" stroke-width=".6" '
               'stroke-dasharray="3 1.5"/>',
               '<rect x="-34" y="-8" width="22" height="14" fill="#ddd" stroke="#222" stroke-width=".4"/>',
               '<rect x="10" y="-18" width="30" height="16" fill="#bbb" stroke="#222" stroke-width=".4"/>',
               words("水厂", -28, 1, 5), words("泵站", 19, -8, 5), words("南浦河", -8, 26, 5),
               '<path d="M50 -22l3 9h-6z"/>', words("北", 47.5, -8, 5)]
    draw("figures/map.svg", 120, 72, "\n".join(content), "#222")


def chart_figure():
    values = [38, 45, 43, 52, 61, 66]
    content = ['<path d="M-50 -30V26H52" fill="none" stroke="#222" stroke-width=".5"/>']
    for i, value in enumerate(values):
        x = -42 + i * 15.5
        content.append(f'<rect x="{x}" y="{26 - value * 0.75:.2f}" width="9" height="{value * 0.75:.2f}" '
                       f'fill="{"#999" if i < 5 else "#444"}"/>')
    content += [f'<path transform="translate({-39.6 + i * 15.5:.2f} 32.5) scale(4)" d="{shape}"/>'
                for i, shape in enumerate(outlines("一二三四五六", "kai"))]
    draw("figures/chart.svg", 110, 70, "\n".join(content), "#222")


for seal_name, (organ, size_mm) in SEALS.items():
    seal(seal_name, organ, size_mm)
for stamp_name, (person, width_mm) in STAMPS.items():
    stamp(stamp_name, person, width_mm)
map_figure()
chart_figure()
