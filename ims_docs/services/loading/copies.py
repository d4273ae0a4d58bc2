"""Files that nobody wrote: what sync services, file managers, systems and editors leave lying about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.quoting import quoted

_WORD = (
    r"(?:Kopi(?:e|a|o|ja|ya)?|Kópia|Kopya|Koopia|Másolata?|Cop(?:y|ie|ia)|C[óò]pia|Salinan|Bản sao|Копи[яе]|Копія"
    r"|Αντίγραφο|نسخة|עותק|สำเนา|(?:の)?コピー|副本|複本|複製|拷贝|복사본|사본)"
)
_CLASH = (
    r"(?:conflict(?:ed)?(?: copy)?|case conflict|Konfliktkopie|in Konflikt stehende Kopie|"
    r"copie en conflit|copia en conflicto|copia in conflitto|cópia em conflito)"
)
_SAID = (
    rf"(?:{_WORD}|[ck]onfli[ck]?t|конфликт|конфлікт|コンフリクト|競合|冲突|衝突|충돌|recovered|restored"
    r"|wiederhergestellt|automatisch gespeichert|récupéré|MacBook|(?:^|(?<=[(\[]))(?:old|alt|backup|version [0-9]+))"
)
"""What a copy is called between brackets, which no name of a document has."""
_BEHIND = re.compile(
    rf"(?: ?[(\[][0-9]{{1,3}}[)\]]| [-–—] {_WORD}(?: ?\([0-9]+\)| [0-9]+)?| {_WORD}(?: [0-9]+)?|のコピー(?: ?[0-9]+)?"
    rf"| ?[(\[][^()\[\]]*{_SAID}[^()\[\]]*[)\]]| [0-9]{{1,2}}"
    rf"|[ ._-]{_CLASH}(?:[ ._-][\w.-]+)?|_\w+_[A-Z][a-z]{{2}}-[0-9]{{2}}-[0-9]{{6}}-[0-9]{{4}}_Conflict"
    r"|\.sync-conflict-[0-9]{8}-[0-9]{6}(?:-[A-Z0-9]+)?"
    r"|-(?:DESKTOP|LAPTOP|WIN|SURFACE|MACBOOK|IMAC|PC)-[A-Z0-9]+(?:-[0-9]+)?"
    r"|-[A-Z0-9]+-(?:PC|LAPTOP|DESKTOP)|(?:-\w+s)?-MacBook(?:-(?:Pro|Air))?(?:-[0-9]+)?"
    r"|_(?:BASE|LOCAL|REMOTE|BACKUP)_[0-9]+)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"^(?:{_WORD}(?: \([0-9]+\))? (?:of|von|van|de|di|da|av|af) |{_WORD} - |(?:Копия|Копія|Kopia|Kópia) )",
    re.IGNORECASE,
)
_OF_A_SYSTEM = re.compile(
    r"(?:\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.directory|\.localized|Icon\r|\.picasa\.ini"
    r"|~\$.+|~.+\.tmp|\.~lock\..+#|\.#.+|#.+#|\._.+|.+~(?:[0-9]+~)?|\..+\.(?:sw[a-px]|kate-swp)"
    r"|\.(?:fuse_hidden|nfs0|goutputstream-|owncloudsync|sync_).+|\.dropbox(?:\.attr)?"
    r"|.+\.(?:orig|rej|bak|tmp|save|autosave|part|crdownload|lnk|laccdb))",
    re.IGNORECASE,
)
_FOLDER = re.compile(
    r"(?:^|/)(?:\.Trash(?:es|-[0-9]+)?|\.Spotlight-V100|\.fseventsd|\.TemporaryItems|\.AppleDouble"
    r"|\$RECYCLE\.BIN|__MACOSX|\.dropbox\.cache|\.stfolder|\.stversions|\.tmp\.drive(?:down|up)load)/",
    re.IGNORECASE,
)

_NAMES = 32_768
"""So many names are remembered: who follows a repository asks for the same ones after each change."""


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
    yield from filter(_is_stray, paths)


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


@lru_cache(maxsize=_NAMES)
def _is_stray(path: str) -> bool:
    return bool(_OF_A_SYSTEM.fullmatch(path.rpartition("/")[2]) or _FOLDER.search(path))


@lru_cache(maxsize=_NAMES)
def _original(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    bare = stem
    while (shorter := _BEFORE.sub("", _BEHIND.sub("", bare))) != bare:
        bare = shorter.rstrip()
    return f"{folder}{slash}{bare}{dot}{ending}" if bare and bare != stem else ""
