# SPDX-License-Identifier: Apache-2.0
"""Reads the plain kind of YAML that samples and cases are written in.

Python brings no YAML reader, and a test must not ask the program under test what a document says.
Known: maps, lists of texts or maps, [flow, lists], `|` blocks, quotes and comments.
All values are texts. Anything else is an error, never a guess.
"""

import json
import re

KEY = re.compile(r'("[^"]*"|[^\s:#\-\[{][^:#]*):(?:\s+(.*))?$')


class NotSimple(ValueError):
    """This needs a real YAML reader."""


def read(text):
    """The document as maps, lists and texts."""
    lines = [line.rstrip() for line in text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")]
    reader = _Reader(lines)
    value = reader.block(0)
    reader.skip_empty()
    if reader.at < len(lines):
        raise NotSimple("line %d: %r" % (reader.at + 1, lines[reader.at]))
    return value


def _indent(line):
    return len(line) - len(line.lstrip(" "))


def _scalar(text):
    if text.startswith('"'):
        end = text.rindex('"')
        return json.loads(text[: end + 1])
    if text.startswith("'"):
        return text[1 : text.rindex("'")].replace("''", "'")
    text = re.split(r"\s#", text, maxsplit=1)[0].strip()
    if text.startswith("["):
        if not text.endswith("]"):
            raise NotSimple("a list over several lines: %r" % text)
        return [_scalar(item.strip()) for item in text[1:-1].split(",") if item.strip()]
    if text[:1] in ("{", "&", "*", "!", ">"):
        raise NotSimple("value: %r" % text)
    return text


class _Reader:
    def __init__(self, lines):
        self.lines = lines
        self.at = 0

    def skip_empty(self):
        while self.at < len(self.lines) and self.lines[self.at].lstrip()[:1] in ("", "#"):
            self.at += 1

    def block(self, indent):
        """A map or list whose lines stand at this indent."""
        self.skip_empty()
        if self.lines[self.at].lstrip().startswith("- "):
            return self.items(indent)
        return self.pairs(indent)

    def pairs(self, indent):
        result = {}
        while self.here(indent) and not self.lines[self.at].lstrip().startswith("- "):
            match = KEY.match(self.lines[self.at].strip())
            if not match:
                raise NotSimple("line %d: %r" % (self.at + 1, self.lines[self.at]))
            self.at += 1
            result[match.group(1).strip('"')] = self.value(match.group(2) or "", indent)
        return result

    def items(self, indent):
        result = []
        while self.here(indent) and self.lines[self.at].lstrip().startswith("- "):
            line = self.lines[self.at]
            text = line.lstrip()[2:]
            if KEY.match(text) and not text.startswith(('"', "'")):
                # The map begins behind the dash: read it as if it stood on lines of its own.
                self.lines[self.at] = " " * (indent + 2) + text
                result.append(self.pairs(indent + 2))
            else:
                self.at += 1
                result.append(self.value(text, indent))
        return result

    def here(self, indent):
        self.skip_empty()
        return self.at < len(self.lines) and _indent(self.lines[self.at]) == indent

    def value(self, text, indent):
        if text.startswith("|"):
            return self.literal(indent)
        if text and not text.startswith("#"):
            return _scalar(text)
        self.skip_empty()
        if self.at < len(self.lines):
            deeper = _indent(self.lines[self.at])
            dash = self.lines[self.at].lstrip().startswith("- ")
            if deeper > indent or (dash and deeper == indent):
                return self.block(deeper)
        return ""

    def literal(self, indent):
        """A | block: all lines deeper than the key."""
        found = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.strip() and _indent(line) <= indent:
                break
            found.append(line)
            self.at += 1
        depth = min((_indent(line) for line in found if line.strip()), default=0)
        return "\n".join(line[depth:] for line in found).strip("\n") + "\n"
