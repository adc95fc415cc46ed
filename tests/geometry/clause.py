# SPDX-License-Identifier: Apache-2.0
"""How a clause of GB/T 9704-2012 becomes an assertion, and how all of them are asked.

    @clause("B09", "the red rule stands 4 mm under the number", needs=["number"])
    def red_rule(doc): ...

`needs` are keys or features a document must have for the clause to say something about it, or must
not have when a `!` stands before them; `forms` the forms it is about, all by default; `on` the only
cases it is asked of; `also` further numbers of the checklist that say the same; `ink` says that it
looks at a raster and not only at the trace.
"""

from dataclasses import dataclass

HEADED = ("upward", "downward")  # the general form, with mark, number and red rule
LETTER, ORDER, MINUTES = ("letter",), ("order",), ("minutes",)
TITLED = HEADED + LETTER + MINUTES + ("resolution", "plain")
SIGNED = HEADED + LETTER + ORDER


@dataclass
class Clause:
    number: str
    says: str
    check: object
    needs: tuple
    forms: tuple
    on: tuple
    also: str
    ink: bool

    def concerns(self, doc):
        if self.on:
            return doc.name in self.on
        # Pages with their margins changed over have clauses of their own.
        if doc.has("mirror_margins") or (self.forms and doc.form not in self.forms):
            return False
        return all(doc.has(key.lstrip("!")) != key.startswith("!") for key in self.needs)


CLAUSES = []


def clause(number, says, needs=(), forms=(), on=(), also="", ink=False):
    def add(check):
        CLAUSES.append(
            Clause(number, says, check, tuple(needs), tuple(forms), tuple(on), also, ink))
        return check

    return add


def answer(one, doc):
    """None when the document holds to the clause, or why it does not."""
    try:
        one.check(doc)
    except (AssertionError, IndexError, StopIteration, ValueError) as error:
        return "%s: %s: %s" % (one.check.__name__, one.says, error)
    return None


def failures(doc, ink=True):
    """What is wrong with a document: clause number -> why. Empty when all is right."""
    found = {}
    for one in CLAUSES:
        if one.concerns(doc) and (ink or not one.ink):
            why = answer(one, doc)
            if why:
                found.setdefault(one.number, why)
    return found
