"""A text to its front matter and its body. Exactly one form is accepted."""

from __future__ import annotations

import re

from ims_docs.formats.frontmatter.decoding import MalformedError

MAX_FRONT_MATTER = 262_144
"""A gap analysis holds a row for each of some 230 questions, and each row several sentences."""

# What Hugo, Jekyll, MultiMarkdown or an inexact hand would take for front matter.
_MEANT = re.compile(r"\s*(?:-{3,}|\+{3,}|\{)| {0,3}[A-Za-z0-9_-]+:")


def split(text: str) -> tuple[str, str, int]:
    r"""Front matter, body and the line the body starts on.

    The first bytes are `---\n`, and `\n---\n` ends the front matter: the one form that
    MkDocs, Jekyll and plain YAML readers take alike. Raises MalformedError.
    """
    if not text.startswith("---\n"):
        raise MalformedError(
            1,
            1,
            _why_no_front_matter(text),
            "Start the file with a line ---, the keys, and a line --- below them.",
        )
    end = text.find("\n---\n", 3)
    if end < 0:
        raise _not_closed(text)
    front = text[4 : end + 1]
    if len(front) > MAX_FRONT_MATTER:
        raise MalformedError(
            1,
            1,
            f"The front matter has {len(front)} characters; the limit is {MAX_FRONT_MATTER}",
            "Move the long text into the body.",
        )
    return front, text[end + 5 :], front.count("\n") + 3


def looks_meant(text: str) -> bool:
    """Whether a text starts as if it had front matter, in whatever form."""
    return _MEANT.match(text) is not None


def begins_with_text(text: str) -> bool:
    """Whether a Markdown text has nothing above it that could be front matter."""
    return not text.startswith("---")


def _not_closed(text: str) -> MalformedError:
    hint = "Put a line with three hyphens (---) below the last key."
    if text.endswith("\n---"):
        hint = "End the last line (---) with a line end, and write the text below it."
    return MalformedError(1, 1, "The front matter is not closed", hint)


def _why_no_front_matter(text: str) -> str:
    if not text.strip():
        return "The file is empty"
    if looks_meant(text):
        return "The front matter does not have the one form that every reader understands"
    return "There is no front matter, so nobody knows what this file is"
