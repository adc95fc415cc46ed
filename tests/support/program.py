# SPDX-License-Identifier: Apache-2.0
"""Runs hongtou and the PDF tools. Every test of this folder's users goes through here."""

import os
import shutil
import subprocess

PROGRAM = os.environ.get("HT_PROGRAM", "hongtou")


class ToolFailed(AssertionError):
    """A program ended with an error, or hongtou said something nobody expected."""


def run(*command, env=None, cwd=None, stdin=None):
    """Standard output of a program that must succeed."""
    done = subprocess.run(
        [str(word) for word in command], env=env, cwd=cwd, input=stdin, capture_output=True
    )
    if done.returncode != 0:
        raise ToolFailed(
            "%s: status %d\n%s"
            % (" ".join(map(str, command)), done.returncode, done.stderr.decode(errors="replace"))
        )
    return done.stdout, done.stderr


def there(name):
    """Whether there is a program of that name."""
    return shutil.which(name) is not None


def render(*arguments, env=None, cwd=None, stdin=None):
    """hongtou render: no notes asked for, so a word on standard error is a failure."""
    out, said = run(PROGRAM, "render", "-q", *arguments, env=env, cwd=cwd, stdin=stdin)
    if said:
        raise ToolFailed("hongtou render %s said:\n%s" % (arguments, said.decode()))
    return out


def render_bytes(document, *options, **where):
    """The PDF of a document, as bytes."""
    return render(document, "-o", "-", "-f", "pdf", *options, **where)
