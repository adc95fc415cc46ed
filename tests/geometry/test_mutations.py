# SPDX-License-Identifier: Apache-2.0
"""Shows that the clauses can fail: mutations break the clauses they are meant for, and no others.

Mutations of different clauses share a house style, to save time: exactly the clauses of all of
them must fail. `--each` gives every mutation a house style of its own.
"""

import copy
import json
import sys
import tempfile
from pathlib import Path

import test_clauses
import program
from clause import CLAUSES, failures
from falsified import FALSIFIED
from mutations import MUTATIONS


def groups(each):
    """Lists of mutations of the same case that have no clause and no element in common."""
    found = []
    for mutation in MUTATIONS:
        room = [
            group for group in found
            if not (each or mutation.alone or group[0].alone) and group[0].case == mutation.case
            and not any(mutation.fails & other.fails or mutation.element == other.element
                        for other in group)
        ]
        if room:
            room[0].append(mutation)
        else:
            found.append([mutation])
    return found


def house_style(group, form):
    """A layout that extends the case's own; JSON is YAML too."""
    layout = {"name": "house", "extends": form if form == "plain" else "gb9704/" + form}
    for mutation in group:
        *sections, last = mutation.path.split(".")
        inner = layout
        for name in sections:
            inner = inner.setdefault(name, {})
        inner[last] = mutation.value
    return json.dumps(layout, ensure_ascii=False)


def measure_group(group, form, folder):
    """The clauses that fail for a case set in the group's house style."""
    layout = Path(folder, "house.yaml")
    layout.write_text(house_style(group, form), encoding="utf-8")
    try:
        doc = test_clauses.measure(group[0].case, folder, "--layout", layout)
    except program.ToolFailed as error:
        return {"(not typeset)": str(error)}
    return failures(doc, ink=any(mutation.ink for mutation in group))


def tell(what, wanted, found):
    """One line when the clauses that failed are not those that should."""
    if set(found) == wanted:
        return 0
    print("%s\n    should fail: %s\n    fails:" % (what, " ".join(sorted(wanted))))
    for number, why in sorted(found.items()):
        print("        %s %s" % (number, why[:160] if number in wanted else why))
    return 1


def main(each):
    wrong = 0
    known, forms = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        cases = {mutation.case for mutation in MUTATIONS} | {case for _, case, _ in FALSIFIED}
        for case in sorted(cases):
            # What is wrong without any mutation is told by test_clauses.py.
            doc = test_clauses.measure(case, folder)
            known[case], forms[case] = set(failures(doc)), doc.form
            for numbers, falsified_case, falsify in FALSIFIED:
                if falsified_case == case:
                    other = copy.deepcopy(doc)
                    falsify(other)
                    found = set(failures(other, ink=False)) - known[case]
                    wrong += tell("%s: %s" % (case, falsify.__name__), set(numbers.split()),
                                  dict.fromkeys(found, ""))
        for group in groups(each):
            wanted = set.union(*(mutation.fails for mutation in group))
            case = group[0].case
            found = {number: why
                     for number, why in measure_group(group, forms[case], folder).items()
                     if number in wanted or number not in known[case]}
            names = ["%s %s" % (mutation.path, mutation.value) for mutation in group]
            wrong += tell("%s: %s" % (case, ", ".join(names)), wanted, found)
    shown = {mutation.breaks for mutation in MUTATIONS} | {
        numbers.split()[0] for numbers, _, _ in FALSIFIED}
    for number in sorted({one.number for one in CLAUSES} - shown):
        print("no mutation breaks %s" % number)
        wrong += 1
    print("%d mutations, %d not told rightly" % (len(MUTATIONS) + len(FALSIFIED), wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("--each" in sys.argv[1:]))
