"""The name of a file: whether every machine can keep it."""

from __future__ import annotations

import re

ORDINARY = re.compile(
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$))[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_-])?",
    re.IGNORECASE | re.ASCII,
)
"""A part of a name that needs no closer look."""
LONGEST = 200
"""Characters of a name with its folders: Windows takes 260, with the folders of the machine."""

_PART = re.compile(r"[A-Za-z0-9._][A-Za-z0-9._-]*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def name_problem(path: str) -> tuple[str, str] | None:
    """Why some machine cannot keep a file of this name, and what helps; None when all can."""
    if len(path) > LONGEST:
        return (
            f"The name has {len(path)} characters with its folders, which some machines cannot keep",
            f"Use at most {LONGEST} characters.",
        )
    return next(filter(None, map(part_problem, path.split("/"))), None)


def part_problem(part: str) -> tuple[str, str] | None:
    """The same of one part of a name, between two slashes."""
    if part in {".gitkeep", ".gitattributes"}:
        return None
    if part.casefold() in {"", ".", "..", ".git", "git~1"}:
        return (
            f"{part!r} leads out of the repository or into git's own files",
            "Make the folder again from its files.",
        )
    if not _PART.fullmatch(part):
        return (
            "The name has characters that some machines cannot keep",
            "Use letters a to z, digits, hyphen, underscore and full stop; do not start with a hyphen.",
        )
    if part.endswith("."):
        return ("The name ends with a full stop, which Windows cuts off", "Rename the file.")
    if _RESERVED.fullmatch(part):
        return (f"{part!r} is a reserved name on Windows", "Rename the file.")
    return None
