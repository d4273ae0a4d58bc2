"""SHP: files have names under which they are read and shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.page_name import is_taken, page_of
from ims_docs.model.quoting import quoted
from ims_docs.model.repository import Repository

_READ = ("md", "yaml", "yml")
_ENDINGS = tuple(f".{one}" for one in _READ)
_TEXT_ENDINGS = frozenset(
    ("markdown", "mdown", "mkdn", "mkd", "mdwn", "mdtxt", "mdtext", "mdx", "rmd", "qmd", *_READ)
)


@rule(
    "SHP009",
    title="No controlled text has an ending that nobody reads",
    severity=Severity.ERROR,
    hint="Rename it so that it ends in .md or .yaml.",
    clause="7.5.2",
)
def endings_are_read(repository: Repository) -> Iterator[Problem]:
    """A text under another ending is on no page, in no list and under no control.

    Documents and records end in .md, registers in .yaml, in small letters.
    """
    focus = repository.focus
    paths = repository.paths if focus is None else repository.paths & focus
    unread = sorted(filter(_is_unread, paths))
    pages = _pages(repository) if unread else Counter()
    for path in unread:
        stem, _, ending = path.rpartition(".")
        right = ".yaml" if ending.lower() in _READ[1:] else ".md"
        yield Problem(
            where=Location(path),
            message=f"The file ends in .{ending}, so it is neither read nor shown",
            hint=_renamed(repository, pages, path, f"{stem}{right}"),
        )


@rule(
    "SHP010",
    title="No file takes the name of a page that the site makes itself",
    severity=Severity.ERROR,
    hint="Rename the file.",
)
def page_names_are_free(repository: Repository) -> Iterator[Problem]:
    """Two pages of one name would hide each other, and readers would find the wrong one."""
    standards = repository.settings.standards
    paths = [one.path for one in (*repository.texts, *repository.registers)]
    focus = set(paths) if repository.focus is None else repository.focus.intersection(paths)
    first = _first_of_each(paths) if focus else {}
    pages: Counter[str] = Counter()
    for path in sorted(focus):
        page = page_of(path)
        message = ""
        if is_taken(page, standards):
            message = f"The site makes a page {page.removesuffix('.md')} itself"
        elif (other := first[_same_page(path)]) != path:
            message = f"Its page would have the name of the page of {other}"
        if message:
            pages = pages or _pages(repository)
            hint = _renamed(repository, pages, path, path)
            yield Problem(where=Location(path), message=message, hint=hint)


def _is_unread(path: str) -> bool:
    """Whether a text has an ending that nobody reads."""
    if not path.startswith("docs/") or path.endswith(_ENDINGS):
        return False
    return path.rpartition("/")[2].rpartition(".")[2].lower() in _TEXT_ENDINGS


def _first_of_each(paths: Iterable[str]) -> dict[str, str]:
    """By page: the first file that has it, in order of path."""
    found: dict[str, str] = {}
    for path in paths:
        page = _same_page(path)
        if path <= found.setdefault(page, path):
            found[page] = path
    return found


@lru_cache(maxsize=1 << 17)
def _same_page(path: str) -> str:
    """What the names of two files have in common that would share a page; asked for each commit."""
    return page_of(path).lower()


def _pages(repository: Repository) -> Counter[str]:
    """How many files have each page, in small letters."""
    return Counter(map(_same_page, (one for one in repository.paths if one.endswith(_ENDINGS))))


def _renamed(repository: Repository, pages: Counter[str], old: str, path: str) -> str:
    """How a file gets this name, or the next one that neither a file nor a page has."""
    stem, _, ending = path.rpartition(".")
    own = page_of(old).lower() if old.endswith(_ENDINGS) else ""
    number = 1
    while (page := page_of(path).lower()) and (
        pages[page] > (page == own) or is_taken(page, repository.settings.standards)
    ):
        number += 1
        path = f"{stem}-{number}.{ending}"
    return f"Rename it to {quoted(path)}; LNK001 then names the links that have to follow."


RULES = (endings_are_read, page_names_are_free)
