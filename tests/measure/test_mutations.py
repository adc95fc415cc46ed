# SPDX-License-Identifier: Apache-2.0
"""Shows that the clauses can fail: each mutation breaks the one it is meant for, which holds in the
sample as it is; and every quantity of clauses.yaml is broken once, or there is a reason."""

import json
import sys
import tempfile
from pathlib import Path

import ruler
import source
from mutations import MUTATIONS
from ruler import ROOT

# What no layout of ours can be made to do wrong.
UNBROKEN = {
    "attachment-names.aligned": "one column of the layout holds all names",
    "date.off-name": "a name under a seal has no place of its own",
    "seals.left": "seals that do not fit the type area are refused",
    "seals.right": "seals that do not fit the type area are refused",
    "seals.off-date": "a seal has no place of its own",
    "signer-rows.aligned": "one column of the layout holds the first names",
    "wrapped.left": "the left edge is where wrapped lines begin",
}


def house_style(form, path, value):
    """A layout that extends the form's own; JSON is YAML too."""
    layout = {"name": "house", "extends": form if form == "plain" else "gb9704/" + form}
    *sections, last = path.split(".")
    inner = layout
    for name in sections:
        inner = inner.setdefault(name, {})
    inner[last] = value
    return json.dumps(layout, ensure_ascii=False)


def fails(name, path, value, folder):
    """What does not hold in a sample set in a house style, or with other data."""
    document = ruler.sample(name)
    form = ruler.form_of(document)
    pdf = Path(folder, "house.pdf")
    options = []
    if path.startswith("data."):
        data = {**source.read(document), path.removeprefix("data."): value}
        document = Path(folder, "data.json")
        document.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    else:
        layout = Path(folder, "house.yaml")
        layout.write_text(house_style(form, path, value), encoding="utf-8")
        options = ["--layout", layout]
    # It may warn of what it is asked to do.
    ruler.program.run(ruler.program.PROGRAM, "render", "-q", document, "-o", pdf, *options)
    return ruler.failing(pdf, form)


def main(parts):
    wrong = 0
    unchanged = {}
    with tempfile.TemporaryDirectory() as folder:
        for measure, name, path, value in MUTATIONS:
            if parts and not any(part in measure for part in parts):
                continue
            if name not in unchanged:
                pdf = Path(folder, name + ".pdf")
                ruler.program.render(ruler.sample(name), "-o", pdf)
                unchanged[name] = ruler.failing(pdf, ruler.form_of(ruler.sample(name)))
            try:
                broken = fails(name, path, value, folder)
            except (AssertionError, ruler.program.ToolFailed) as error:
                broken = {str(error)}
            if measure in unchanged[name] or measure not in broken:
                print("%s in %s: %s = %s\n    fails: %s"
                      % (measure, name, path, value, " ".join(sorted(broken - unchanged[name]))))
                wrong += 1
    text = (ROOT / "layouts/clauses.yaml").read_text("utf-8")
    asked = {clause["measure"] for clause in source.parse(text)["clauses"]}
    for measure in sorted(asked ^ ({one[0] for one in MUTATIONS} | set(UNBROKEN))):
        print("%s: %s" % (measure, "no mutation breaks it" if measure in asked else "not asked"))
        wrong += 1
    print("%d mutations, %d faults" % (len(MUTATIONS), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
