"""The names of pages: of a file, and those that the site makes itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable

from ims_docs.model.file_name import LONGEST, name_problem, part_problem

_TAKEN = re.compile(
    r"(?:about|baselines|edition|findings|gone|guide|trail|who)\.md"
    r"|(?:baselines|changes|drafts|former|gone|trail)/.*"
    r"|clauses/(?:index|[0-9]+(?:\.[0-9]+)*(?:/index)?)\.md"
    r"|lists/(?:documents|records|actions|retention)(?:-[0-9]+)?\.md"
    r"|lists/(?:competence|distribution|indicators|pipeline)\.md"
    r"|records/[^/]+/index\.md",
    re.IGNORECASE,
)

_HASH = 8
_WORDS = 40
"""Characters of a made-up name: those that keep it apart, and those that say what it was."""


def natural_page(path: str) -> str:
    """The page that a file under docs/ would have if every machine could keep its name."""
    return f"{path.removeprefix('docs/').rpartition('.')[0]}.md"


def page_of(path: str) -> str:
    """The page of a file under docs/, under a name that every machine can keep.

    A README is no home page here.
    """
    file = path.removeprefix("docs/")
    *folders, name = file.split("/")
    if len(path) > LONGEST:
        return f"other/{_made_up(file, name.rpartition('.')[0])}.md"
    stem = name.rpartition(".")[0]
    stem = stem if stem and part_problem(name) is None else _made_up(name, stem)
    page = "/".join(
        (*(one if part_problem(one) is None else _made_up(one) for one in folders), stem)
    )
    return f"{page}.md" if stem != "README" else f"{page.removesuffix(stem)}readme.md"


def pages_of(paths: Iterable[str], standards: Collection[str]) -> dict[str, str]:
    """By file its page. Whose page has the name of one that is there already gets another name."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for path in sorted(paths, key=lambda one: (name_problem(one) is not None, one)):
        page = page_of(path)
        words, length = page.removesuffix(".md"), _HASH
        while page.lower() in used or is_taken(page, standards):
            page = f"other/{_made_up(path, words, length)}.md"
            length *= 2
        found[path] = page
        used.add(page.lower())
    return found


def is_taken(page: str, standards: Collection[str]) -> bool:
    """Whether the site makes a page of this name itself."""
    coverage = {f"coverage/{one}.md" for one in ("index", *standards)}
    return _TAKEN.fullmatch(page) is not None or page.lower() in coverage


def _made_up(name: str, called: str = "", length: int = _HASH) -> str:
    """A name from the words of another one, and from its bytes."""
    plain = unicodedata.normalize("NFKD", called or name).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:_WORDS].strip("-")
    known = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{words or 'page'}-{known[:length]}"
