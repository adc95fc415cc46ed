# SPDX-License-Identifier: Apache-2.0
"""How a clause of GB/T 9704-2012 becomes an assertion, and how all of them are asked.

    @clause("B09", "the red rule stands 4 mm under the number", needs=["number"])
    def red_rule(doc): ...

`needs` are keys a document must have for the clause to say something about it, `on` the only cases
it is asked of, `ink` that it looks at a raster and not only at the trace.
"""

from dataclasses import dataclass


@dataclass
class Clause:
    number: str
    says: str
    check: object
    needs: tuple
    on: tuple
    ink: bool

    def concerns(self, doc):
        return all(map(doc.has, self.needs)) and (not self.on or doc.name in self.on)


CLAUSES = []


def clause(number, says, needs=(), on=(), ink=False):
    def add(check):
        CLAUSES.append(Clause(number, says, check, tuple(needs), tuple(on), ink))
        return check

    return add


def failures(doc, ink=True):
    """What is wrong with a document: clause number -> why. Empty when all is right."""
    found = {}
    for one in CLAUSES:
        if one.concerns(doc) and (ink or not one.ink):
            try:
                one.check(doc)
            except (AssertionError, IndexError, StopIteration, ValueError) as error:
                found.setdefault(one.number, "%s: %s: %s" % (one.check.__name__, one.says, error))
    return found
