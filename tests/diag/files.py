# SPDX-License-Identifier: Apache-2.0
"""
Cases about files: what cannot be read, what cannot be written, fonts that are not there. Each is a
function that prepares a folder and returns the arguments of `hongtou render`; what it expects
stands above it (see expect.py). After each, nothing may be left but what was there before.

    files.py             all of them
    files.py PART...     those whose name has one of the parts in it
"""

import os
import pathlib
import sys
import tempfile

from expect import Cases, Expectation, compare, hongtou

PLAIN = "issuers: 青河县人民代表大会\ntitle: 关于修复古桥的决议\nbody: 会议同意修复古桥。\n"
OPEN_FONTS = pathlib.Path(__file__).parents[2] / "fonts" / "open"
# A machine without fonts of its own.
NO_FONTS = "<?xml version='1.0'?><fontconfig></fontconfig>\n"

case = Cases()


# ---- Reading -----------------------------------------------------------------------------------


@case("exit 2", "error E0801 nowhere | none.yaml: No such file | check the path")
def input_that_is_not_there(folder):
    return ["none.yaml", "-o", "out.pdf"]


@case("exit 2", "error E0801 nowhere | sub: Is a directory | check the path")
def input_that_is_a_folder(folder):
    (folder / "sub").mkdir()
    return ["sub", "-o", "out.pdf"]


@case("exit 1", "error E0103 pipe:file | keys with values | kind: 通知")
def input_that_is_a_pipe_without_a_writer(folder):
    os.mkfifo(folder / "pipe")
    return ["pipe", "-o", "out.pdf"]


@case("exit 2", "error E0801 nowhere | /proc/self/mem: | may read it")
def input_that_cannot_be_read(folder):
    return ["/proc/self/mem", "-o", "out.pdf"]


@case("exit 2", "error E0801 nowhere | loop.yaml: Too many levels | check the path")
def input_that_is_a_link_to_itself(folder):
    (folder / "loop.yaml").symlink_to("loop.yaml")
    return ["loop.yaml", "-o", "out.pdf"]


@case("exit 2", "error E0802 nowhere | 64 MiB | split it")
def input_without_end(folder):
    return ["/dev/zero", "-o", "out.pdf"]


@case("exit 1", "error E0217 a.yaml:4:34-40 | map.txt | --allow-outside")
def attachment_that_is_a_link_to_the_outside(folder):
    outside = pathlib.Path(tempfile.mkstemp(prefix="hongtou-diag-", dir=folder.parent)[1])
    (folder / "map.txt").symlink_to(outside)
    write_document(folder, "attachments: {title: 古桥清单, file: map.txt}\n")
    return ["a.yaml", "-o", "out.pdf"]


@case("exit 1", "error E0216 a.yaml:4:34-40 | map.txt | document's folder")
def attachment_that_is_a_pipe(folder):
    os.mkfifo(folder / "map.txt")
    write_document(folder, "attachments: {title: 古桥清单, file: map.txt}\n")
    return ["a.yaml", "-o", "out.pdf"]


@case("exit 2", "error E0801 nowhere | none.yaml: No such file | check the path")
def layout_file_that_is_not_there(folder):
    return ["a.yaml", "-o", "out.pdf", "--layout", "none.yaml"]


@case("exit 2", "error E0301 nowhere | 'gb9704/upwart' | did you mean 'gb9704/upward'")
def layout_that_is_not_installed(folder):
    return ["a.yaml", "-o", "out.pdf", "--layout", "gb9704/upwart"]


@case("exit 2", "error E0301 nowhere | '../layouts/gb9704' | hongtou layouts")
def layout_by_a_path_out_of_the_layouts(folder):
    return ["a.yaml", "-o", "out.pdf", "--layout", "../layouts/gb9704"]


# ---- Writing -----------------------------------------------------------------------------------


@case("exit 2", "error E0803 nowhere | none/out.pdf: No such file | folder exists")
def output_in_a_folder_that_is_not_there(folder):
    return ["a.yaml", "-o", "none/out.pdf"]


@case("exit 2", "error E0803 nowhere | a.yaml/out.pdf: Not a directory | folder exists")
def output_in_a_file(folder):
    return ["a.yaml", "-o", "a.yaml/out.pdf"]


@case("exit 2", "error E0803 nowhere | a.yaml/out | folder exists")
def output_folder_in_a_file(folder):
    return ["a.yaml", "-o", "a.yaml/out/"]


@case("exit 2", "error E0803 nowhere | /proc/out.pdf: | may be written")
def output_in_a_folder_that_cannot_be_written(folder):
    return ["a.yaml", "-o", "/proc/out.pdf"]


@case("exit 2", "error E0803 nowhere | /proc/none | may be written")
def output_folder_that_cannot_be_made(folder):
    return ["a.yaml", "-o", "/proc/none/"]


@case("exit 2", "error E0803 nowhere | /dev/full: No space left | has room")
def output_to_a_device_that_is_full(folder):
    return ["a.yaml", "-o", "/dev/full"]


@case("exit 2", "error E0803 nowhere | too long")
def output_with_a_name_too_long(folder):
    return ["a.yaml", "-o", "桥" * 100 + ".pdf"]


# ---- Fonts -------------------------------------------------------------------------------------


@case("exit 2", "error E0801 nowhere | none: No such file | check the path")
def fonts_folder_that_is_not_there(folder):
    return ["a.yaml", "-o", "out.pdf", "--fonts", "none"]


@case("exit 2", "error E0801 nowhere | a.yaml: Not a directory | check the path")
def fonts_folder_that_is_a_file(folder):
    return ["a.yaml", "-o", "out.pdf", "--fonts", "a.yaml"]


@case("exit 1", "error E0611 nowhere | no page 3: the document has 1 | sheets of paper")
def line_of_a_page_that_is_not_there(folder):
    return ["a.yaml", "-q", "--explain", "3:1"]


@case("exit 1", "error E0612 nowhere | stands on line 2 of page 1 | lines of it are: 9, 11")
def line_without_text(folder):
    return ["a.yaml", "-q", "--explain", "1:2"]


@case("exit 1", "error E0407 nowhere | the folder fonts holds no font | .ttf")
def fonts_folder_that_is_empty(folder):
    (folder / "fonts").mkdir()
    return ["a.yaml", "-o", "out.pdf", "--fonts", "fonts"]


@case("exit 1", "warning W0408 nowhere | fonts/bad.ttf is passed over | remove it",
      "error E0407 nowhere | fonts holds no font | .ttf")
def fonts_folder_with_a_file_that_is_no_font(folder):
    (folder / "fonts").mkdir()
    (folder / "fonts" / "bad.ttf").write_text("no font\n", encoding="utf-8")
    return ["a.yaml", "-o", "out.pdf", "--fonts", "fonts"]


@case("exit 0", "note N0414 nowhere | no font in the folder fonts serves a role | roles.yaml")
def fonts_folder_with_fonts_of_other_families(folder):
    (folder / "fonts").mkdir()
    (folder / "fonts" / "a.otf").symlink_to(OPEN_FONTS / "FandolFang-Regular.otf")
    return ["a.yaml", "-o", "/dev/null", "-f", "pdf", "--fonts", "fonts"]


@case("exit 1", *(f"error E0410 nowhere | role {role} ({name}) | --fonts: {family}"
                  for role, name, family in [
                      ("fangsong", "仿宋", "FangSong_GB2312"),
                      ("xiaobiaosong", "小标宋", "FZXiaoBiaoSong-B05S"),
                      ("hei", "黑体", "SimHei"),
                      ("kai", "楷体", "KaiTi_GB2312"),
                      ("song", "宋体", "SimSun"),
                      ("latin", "西文", "Times New Roman")]))
def licensed_fonts_asked_for_where_there_are_none(folder):
    return ["a.yaml", "-o", "out.pdf", "--strict-fonts"]


# ------------------------------------------------------------------------------------------------


def write_document(folder, more=""):
    (folder / "a.yaml").write_text(PLAIN + more, encoding="utf-8")


def run_case(lines, prepare):
    with tempfile.TemporaryDirectory(prefix="hongtou-diag-") as made:
        folder = pathlib.Path(made, "in")
        folder.mkdir()
        write_document(folder)
        fonts = pathlib.Path(made, "fonts.conf")
        fonts.write_text(NO_FONTS, encoding="utf-8")
        args = prepare(folder)
        before = sorted(folder.rglob("*"))
        result = hongtou(["render", "--diagnostics=json", *args], folder,
                         env={**os.environ, "FONTCONFIG_FILE": str(fonts)})
        faults = compare(Expectation(lines, "a.yaml"), result)
        left = set(folder.rglob("*")) - set(before)
    if left:
        faults.append(f"left behind: {sorted(path.name for path in left)}")
    return faults


if __name__ == "__main__":
    sys.exit(case.main(sys.argv[1:], run_case))
