"""Names and kinds of files that cannot be kept safely on every machine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.file_name import LONGEST, ORDINARY, name_problem
from ims_docs.model.tree_entry import EntryKind, TreeEntry

_STRANGE = re.compile(r"[^A-Za-z0-9._/\n-]")
_ODD_EDGES = ("//", "/-", "\n-", "./", ".\n", "/HEAD\n")
_HIDDEN = re.compile(r"[/\n]\.(?!git(?:keep|attributes)\n)")
_RESERVED_PART = re.compile(r"[/\n](?:con|prn|aux|nul|com[0-9]|lpt[0-9])[./\n]")
_OF_A_REPOSITORY = re.compile(r"/(?:HEAD$|objects/|refs/)")
_NOT_FOLLOWED = {
    EntryKind.LINK: (
        "This is a symbolic link; it is not followed",
        "Put the file itself here, or delete the link.",
    ),
    EntryKind.REPOSITORY: (
        "This is a git repository inside the repository; its content is not kept here",
        "Move it elsewhere, or copy its files here without .git.",
    ),
    EntryKind.OTHER: ("This is not an ordinary file", "Delete it, or put an ordinary file here."),
}


class Names:
    """Names that are safe together; others may come and go, one commit after another."""

    def __init__(self, entries: Iterable[TreeEntry]) -> None:
        self._spellings: dict[str, str] = {}
        """Every path and every folder on its way, as machines see it that ignore case."""
        for entry in entries:
            self._add(entry.path)

    def stay_safe(self, added: Iterable[TreeEntry], removed: Iterable[str]) -> bool:
        """Whether they certainly stay safe. False says: look at all of them again."""
        for path in removed:
            self._spellings.pop(_folded(path), None)
        return all(
            entry.kind is EntryKind.FILE
            and not name_problem(entry.path)
            and not _OF_A_REPOSITORY.search(entry.path)
            and self._add(entry.path)
            for entry in added
        )

    def _add(self, path: str) -> bool:
        while path:
            if self._spellings.setdefault(_folded(path), path) != path:
                return False
            path = path.rpartition("/")[0]
        return True


def unsafe(entries: Sequence[TreeEntry]) -> Iterator[Defect]:
    """A defect for each name or kind of file that must not be read or kept."""
    if are_ordinary(entries):
        return
    fine: set[str] = set()
    for entry in entries:
        if entry.kind is not EntryKind.FILE:
            yield _defect(entry.path, *_NOT_FOLLOWED[entry.kind])
        folder, _, name = entry.path.rpartition("/")
        if folder in fine and ORDINARY.fullmatch(name) and len(entry.path) <= LONGEST:
            continue
        problem = name_problem(entry.path)
        if problem:
            yield _defect(entry.path, *problem)
        else:
            fine.add(folder)
    paths = [entry.path for entry in entries]
    known = _with_folders(paths)
    if len(set(paths)) < len(paths) or len(set(map(_folded, known))) < len(known):
        yield from _twins(paths)
    for folder in _repositories(known):
        yield _defect(folder, *_NOT_FOLLOWED[EntryKind.REPOSITORY])


def are_ordinary(entries: Sequence[TreeEntry]) -> bool:
    """Whether certainly none is unsafe. All names are looked at as one text: a hook has to be quick."""
    if not all(entry.kind is EntryKind.FILE for entry in entries):
        return False
    paths = [entry.path for entry in entries]
    text = "\n".join(("", *paths, ""))
    lower = text.lower()
    if (
        text.count("\n") != len(paths) + 1
        or max(map(len, paths), default=0) > LONGEST
        or any(edge in text for edge in _ODD_EDGES)
        or _STRANGE.search(text)
        or _HIDDEN.search(text)
        or _RESERVED_PART.search(lower)
    ):
        return False
    files = {*lower.split("\n")} - {""}
    folders = _with_folders([path.rpartition("/")[0] for path in paths]) - {""}
    spellings = {folder.lower() for folder in folders}
    one_by_one = len(files) == len(paths) and len(spellings) == len(folders)
    return one_by_one and files.isdisjoint(spellings)


def _with_folders(paths: Sequence[str]) -> set[str]:
    """The paths and every folder on their way."""
    found = set(paths)
    above = {path.rpartition("/")[0] for path in found}
    while above - found - {""}:
        found |= above - {""}
        above = {path.rpartition("/")[0] for path in above}
    return found


def _twins(paths: Sequence[str]) -> Iterator[Defect]:
    """A defect for each path, or folder on its way, whose name another one almost has."""
    spellings: dict[str, str] = {}
    seen: set[str] = set()
    for whole in paths:
        if whole in seen:
            yield _defect(whole, "The name is there twice", "Make the folder again from its files.")
        path = whole
        while path and path not in seen:
            seen.add(path)
            twin = spellings.setdefault(_folded(path), path)
            if twin != path:
                yield _defect(
                    path,
                    f"The name differs from {twin} only in a way that some machines do not see",
                    "Rename one of the two.",
                )
            path = path.rpartition("/")[0]


def _folded(path: str) -> str:
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _repositories(paths: set[str]) -> Iterator[str]:
    """Folders that a checkout would turn into a repository of git's own."""
    for path in sorted(one for one in paths if one.endswith("/HEAD")):
        folder = path.removesuffix("/HEAD")
        if {f"{folder}/objects", f"{folder}/refs"} <= paths:
            yield folder


def _defect(path: str, message: str, hint: str) -> Defect:
    return Defect(kind=DefectKind.UNSAFE_PATH, path=path, message=message, hint=hint)
