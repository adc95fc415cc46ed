# SPDX-License-Identifier: Apache-2.0
"""
What happens on a disk that is full or may not be written: one clear finding, the old file as it
was, and nothing half written. The disks are small ones in memory, in a mount namespace of our own;
where none may be made the test says so and ends with 77.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from expect import Expectation, Tally, compare, hongtou

INSIDE = "HT_INSIDE_NAMESPACE"
SKIPPED = 77

DOCUMENT = """\
issuers: 青河县人民代表大会
title: 关于修复古桥的决议
body: |
  会议同意修复古桥。
  ---
  会议要求逐年检查。
"""

FULL = "error E0803 nowhere | No space left on device | has room"
READ_ONLY = "error E0803 nowhere | Read-only file system | may be written"


def enter_namespace():
    """Runs this script again where it may mount. Returns its exit status, or 77."""
    ways = [["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]]
    for way in ways:
        try:
            if subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0:
                command = [*way, sys.executable, *sys.argv]
                return subprocess.run(command, env={**os.environ, INSIDE: "1"},
                                      check=False).returncode
        except FileNotFoundError:
            break
    print("no mount namespace may be made here")
    return SKIPPED


def mount(folder, options):
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        print("no disk may be mounted here")
        sys.exit(SKIPPED)
    return folder


def render(work, *args, **more):
    return hongtou(["render", "--diagnostics=json", "a.yaml", *args], work, **more)


def expect(result, folder, kept, *lines):
    """Faults of one run: its findings, and what the disk holds after it."""
    faults = compare(Expectation(lines, "a.yaml"), result)
    holds = {path.name: path.read_bytes() for path in folder.iterdir()}
    if holds != kept:
        faults.append(f"the disk holds {sorted(holds)}, expected {sorted(kept)} as they were")
    return faults


def full_disk(work):
    disk = mount(work / "full", "size=16k")
    return expect(render(work, "-o", "full/out.pdf"), disk, {}, "exit 2", FULL)


def full_disk_with_an_old_file(work):
    disk = mount(work / "old", "size=16k")
    (disk / "out.pdf").write_bytes(b"old")
    result = render(work, "-o", "old/out.pdf")
    return expect(result, disk, {"out.pdf": b"old"}, "exit 2", FULL)


def disk_that_fills_up_at_the_second_page(work):
    render(work, "-o", "page.png")
    sizes = [(work / f"page-{page}.png").stat().st_size for page in (1, 2)]
    disk = mount(work / "half", f"size={sizes[0] + sizes[1] // 2}")
    return expect(render(work, "-o", "half/page.png"), disk, {}, "exit 2", FULL)


def standard_output_on_a_full_disk(work):
    disk = mount(work / "standard", "size=16k")
    with open(disk / "out.pdf", "wb") as out:
        command = [os.environ["HT_PROGRAM"], "render", "-q", "a.yaml", "-o", "-"]
        result = subprocess.run(command, cwd=work, stdout=out, stderr=subprocess.PIPE, check=False)
    said = result.stderr.decode()
    if result.returncode != 2 or "No space left on device" not in said:
        return [f"exit status {result.returncode}: {said}"]
    return []


def read_only_disk(work):
    disk = mount(work / "fixed", "ro")
    return expect(render(work, "-o", "fixed/out.pdf"), disk, {}, "exit 2", READ_ONLY)


def read_only_disk_several_pages(work):
    disk = mount(work / "pages", "ro")
    return expect(render(work, "-o", "pages/", "-f", "svg"), disk, {}, "exit 2", READ_ONLY)


def read_only_disk_a_new_folder(work):
    disk = mount(work / "folder", "ro")
    return expect(render(work, "-o", "folder/new/"), disk, {}, "exit 2", READ_ONLY)


def main():
    if INSIDE not in os.environ:
        return enter_namespace()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="hongtou-disk-") as made:
        base = pathlib.Path(made)
        # Mounts below this one go with it, and the folder can then be removed.
        work = mount(base / "work", "size=16m")
        (work / "a.yaml").write_text(DOCUMENT, encoding="utf-8")
        for check in (full_disk, full_disk_with_an_old_file, disk_that_fills_up_at_the_second_page,
                      standard_output_on_a_full_disk, read_only_disk,
                      read_only_disk_several_pages, read_only_disk_a_new_folder):
            tally.count(check.__name__.replace("_", " "), check(work))
        subprocess.run(["umount", "--recursive", str(work)], check=True)
    return tally.status()


if __name__ == "__main__":
    sys.exit(main())
