"""Files that nobody wrote: what sync services, file managers, systems and editors leave lying about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.quoting import quoted

_WORD = r"(?:Kopie|Kopi|Kopia|Kópia|Copy|Copie|Copia|Cópia|Kopio|Копия|コピー|副本|복사본)"
_CLASH = (
    r"(?:conflict(?:ed)?(?: copy)?|case conflict|Konfliktkopie|in Konflikt stehende Kopie|"
    r"copie en conflit|copia en conflicto|copia in conflitto|cópia em conflito)"
)
_BEHIND = re.compile(
    rf"(?: ?\([0-9]{{1,3}}\)| - {_WORD}(?: ?\([0-9]+\))?| {_WORD}(?: [0-9]+)?"
    rf"| ?\([^()]*{_CLASH}[^()]*\)|[ ._-]{_CLASH}(?:[ ._-][\w.-]+)?"
    r"|\.sync-conflict-[0-9]{8}-[0-9]{6}(?:-[A-Z0-9]+)?"
    r"|-(?:DESKTOP|LAPTOP|WIN|SURFACE|MACBOOK|IMAC)-[A-Z0-9]+(?:-[0-9]+)?"
    r"|_(?:BASE|LOCAL|REMOTE|BACKUP)_[0-9]+)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"^(?:{_WORD} (?:of|von|de|di|da|av|af) |{_WORD} \([0-9]+\) (?:of|von|de) )", re.IGNORECASE
)
_OF_A_SYSTEM = re.compile(
    r"(?:\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.directory|\.localized|Icon\r"
    r"|~\$.+|\.~lock\..+#|\.#.+|#.+#|\._.+|.+~|\..+\.sw[a-p]|.+\.(?:orig|rej|bak))",
    re.IGNORECASE,
)


def may_be_copy(path: str) -> bool:
    """Whether the name is one that a copy gets."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return bool(_BEHIND.search(stem) or _BEFORE.match(stem))


def copies(paths: Collection[str]) -> dict[str, str]:
    """The files that are copies of another file beside them: path to the path of that one."""
    found = {}
    known = paths if isinstance(paths, dict | set | frozenset) else set(paths)
    for path in paths:
        if (of := _original(path)) and of in known:
            found[path] = of
    return found


def told(found: dict[str, str]) -> Iterator[Defect]:
    """A defect for each copy."""
    for path, of in found.items():
        yield Defect(
            kind=DefectKind.COPY,
            path=path,
            message=f"This is a copy that a sync service or a file manager left beside {of}; "
            "it is not read",
            hint=f"Compare the two, take over into {of} what is missing there, and delete the copy.",
        )


def strays(paths: Iterable[str]) -> Iterator[str]:
    """The files that a system or an editor has written for itself."""
    for path in paths:
        if _OF_A_SYSTEM.fullmatch(path.rpartition("/")[2]):
            yield path


def left_behind(paths: Iterable[str]) -> Iterator[Defect]:
    """A defect for each file of a system or an editor."""
    for path in paths:
        yield Defect(
            kind=DefectKind.STRAY,
            path=path,
            message="This is a file that a system or an editor writes for itself",
            hint=f"Take it out of git: `git rm --cached --ignore-unmatch {quoted(path)}`. Then name it in "
            ".gitignore.",
        )


def _original(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    bare = stem
    while (shorter := _BEFORE.sub("", _BEHIND.sub("", bare))) != bare:
        bare = shorter.rstrip()
    return f"{folder}{slash}{bare}{dot}{ending}" if bare and bare != stem else ""
