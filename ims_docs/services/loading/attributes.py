"""Which lines of .gitattributes files reach content. Git says which; no pattern is read here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ims_docs.adapters.git.attributes import Pair, attributes_in
from ims_docs.model.attribute import GitAttribute
from ims_docs.services.loading.content import is_content

_FILE = ".gitattributes"
_ASKED = (
    "diff",
    "export-ignore",
    "export-subst",
    "filter",
    "ident",
    "merge",
    "working-tree-encoding",
)
"""Attributes that can change what is kept, shown or joined."""
_MACROS = {"binary": ("diff", "unset")}
_STATEMENTS = ("approvals/", "baselines/", "trust/")
_PLAIN = ".txt"
_TOMORROW = ("docs/page.md", "docs/registers/list.yaml")
"""Content that may be written next; the first page is not to find the trap set."""
_MOST = 1_000
"""So many lines fit into one question. Nobody needs more; further ones are told unasked."""
_MARK = "ims-line-"
"""An attribute that each line gets besides its own, so that git says which lines reach a path."""


def attributes(
    files: Mapping[str, bytes], paths: Collection[str], focus: Collection[str] | None
) -> Iterator[GitAttribute]:
    """Every attribute that can do harm and that git gives to one of these paths, by its line.

    `files` holds the .gitattributes files, and maybe others. Git is asked where a word that
    can do harm stands in one that is judged.
    """
    own = {path: data for path, data in files.items() if path.rpartition("/")[2] == _FILE}
    lines = [(one, pair) for one in _lines(own) if (pair := _meant(one.name))]
    if not lines or not (focus is None or any(path in focus for path in own)):
        return
    marks = {_mark(own, one) for one, _ in lines[:_MOST]}
    marked = {path: _marked(own, path, marks) for path in own}
    with attributes_in(marked) as git:
        wanted = sorted({*filter(_is_kept_exactly, paths), *_TOMORROW})
        reached = git.given(wanted, sorted(marks))
        has = git.given(list(reached), _ASKED)
    yield from (one for one, _ in lines[_MOST:])
    for one, pair in lines[:_MOST]:
        mark: Pair = (_mark(own, one), "set")
        if any(mark in reached[path] and pair in has.get(path, ()) for path in reached):
            yield one


def _lines(files: Mapping[str, bytes]) -> Iterator[GitAttribute]:
    for path, data in files.items():
        for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
            words = line.split()
            if words and not words[0].startswith("#"):
                for word in words[1:]:
                    yield GitAttribute(path=path, line=number, pattern=words[0], name=word)


def _mark(files: Mapping[str, bytes], one: GitAttribute) -> str:
    return f"{_MARK}{list(files).index(one.path)}-{one.line}"


def _marked(files: Mapping[str, bytes], path: str, marks: Collection[str]) -> bytes:
    """A file with a mark on each line that is asked about."""
    place = list(files).index(path)
    rows = files[path].split(b"\n")
    for number, row in enumerate(rows, 1):
        mark = f"{_MARK}{place}-{number}"
        if mark in marks:
            rows[number - 1] = row.rstrip(b"\r") + f" {mark}".encode()
    return b"\n".join(rows)


def _meant(word: str) -> Pair | None:
    """What git says of a path that has this word; nothing for a word that is not asked about."""
    if word in _MACROS:
        return _MACROS[word]
    name, equals, value = word.lstrip("-!").partition("=")
    if name not in _ASKED or word.startswith("!"):
        return None
    return name, value if equals else "unset" if word.startswith("-") else "set"


def _is_kept_exactly(path: str) -> bool:
    return is_content(path) or (path.startswith(_STATEMENTS) and path.endswith(_PLAIN))
