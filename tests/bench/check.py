# SPDX-License-Identifier: Apache-2.0
"""Measures `hongtou check`; never fails.

    check.py [CASES]       default: 200

Cases of three pages, no two alike, are made and approved; then all are checked while nothing has
changed, and once more with a rule moved in every one. Environment: HT_PROGRAM.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HT_PROGRAM", ROOT / "build/hongtou")
# With the head and the sign-off three pages.
PARAGRAPH = ("  第{0}号工程位于{1}，批复总投资{2}万元，年内完成坝体加固、输水洞衬砌和信息化改造三项内容，"
             "由县水利局负责实施，按月报送进度，竣工后三个月内完成验收和移交。\n")
PLACES = "东川镇 西岭乡 南浦镇 北岸街道 青石乡 白水镇 红旗乡".split()


def document(number):
    body = "".join(PARAGRAPH.format(i + 1, PLACES[(number + i) % len(PLACES)], 100 + number + i)
                   for i in range(12))
    return (f"kind: 通知\nissuers: 临江县人民政府\nnumber: 临府发〔2024〕{number + 1}号\n"
            f"title: 临江县人民政府关于下达第{number + 1}批水库除险加固计划的通知\n"
            f"recipients: [各乡镇人民政府, 县政府各部门]\nbody: |\n{body}date: 2024-09-27\n"
            "copies_to: 县委办公室\nprinter: 临江县人民政府办公室\nprinted_on: 2024-09-29\n")


def run(folder, *arguments):
    """Wall seconds, CPU seconds and peak MiB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen([PROGRAM, "check", "--cases", folder, *arguments],
                               stdout=subprocess.PIPE)
    told = process.stdout.read().decode().splitlines()[-1]
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    print(f"{' '.join(arguments) or 'check'}\t{wall:.2f}\t{usage.ru_utime + usage.ru_stime:.2f}\t"
          f"{usage.ru_maxrss / 1024:.0f}\t{told}")


def main(count):
    with tempfile.TemporaryDirectory(prefix="hongtou-bench-") as name:
        folder = pathlib.Path(name)
        layout = folder / "layout.yaml"
        layout.write_text("name: bench\nextends: gb9704/downward\n", encoding="utf-8")
        for number in range(count):
            case = folder / f"case-{number:03d}"
            case.mkdir()
            (case / "document.yaml").write_text(document(number), encoding="utf-8")
            (case / "case.yaml").write_text("document: document.yaml\nlayout: ../layout.yaml\n",
                                            encoding="utf-8")
        print(f"{count} cases on {os.cpu_count()} processors\twall s\tcpu s\tpeak MiB\ttold")
        run(folder, "--update-all")
        run(folder)
        layout.write_text("name: bench\nextends: gb9704/downward\nheader: {red-rule: {above: 4.3mm}}\n",
                          encoding="utf-8")
        run(folder)
        pages = len(list(folder.glob("*/p*.ref.png")))
        size = sum(path.stat().st_size for path in folder.glob("*/*.ref*"))
        print(f"{pages} pages, {size / 1e6:.1f} MB of references")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
