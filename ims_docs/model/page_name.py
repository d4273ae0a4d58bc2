"""The names of pages: of a file, and those that the site makes itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

_TAKEN = re.compile(
    r"(?:about|baselines|edition|findings|gone|guide|trail|who)\.md"
    r"|(?:baselines|changes|drafts|former|gone|trail)/.*"
    r"|clauses/(?:index|[0-9]+(?:\.[0-9]+)*(?:/index)?)\.md"
    r"|lists/(?:(?:documents|records|actions|retention)(?:-[0-9]+)?|competence|distribution)\.md"
    r"|records/[^/]+/index\.md",
    re.IGNORECASE,
)

_LONG, _SHORT = 60, 16
"""Characters from which on a part of a name is too long for some machines; those of one made up."""


def page_of(path: str) -> str:
    """The page of a file under docs/. A README is no home page here."""
    page = f"{path.removeprefix('docs/').rpartition('.')[0]}.md"
    folder, _, name = page.rpartition("/")
    return page if name != "README.md" else f"{folder}/readme.md".lstrip("/")


def is_taken(page: str, standards: Collection[str]) -> bool:
    """Whether the site makes a page of this name itself."""
    coverage = {f"coverage/{one}.md" for one in ("index", *standards)}
    return _TAKEN.fullmatch(page) is not None or page.lower() in coverage


def plain_name(name: str) -> str:
    """A name that a page can have on every machine: an old one, or one made from its bytes."""
    parts = name.split("/")
    if name.isprintable() and not {"", ".", ".."} & {*parts} and max(map(len, parts)) < _LONG:
        return name
    known = hashlib.sha256(name.encode("utf-8", "surrogateescape"))
    return f"other/{known.hexdigest()[:_SHORT]}"
