"""Words of a former file as Markdown that shows exactly them."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\\`*_\[\]<>|#~$^]")
_STARTS = re.compile(r"^(\s*)([-+=:!?]|[0-9]+[.)])")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def escaped(text: str) -> str:
    """A text in which no sign acts."""
    text = _ENTITY.sub("&amp;", text)
    return _SIGNS.sub(
        lambda found: f"\\{found[0]}" if found[0] not in "~$^<" else _entity(found[0]), text
    )


def as_line(text: str) -> str:
    """A paragraph whose first signs make no list, heading or box of it."""
    found = _STARTS.match(text)
    if not found:
        return text
    start = found[2]
    if start[-1] in ".)":
        return f"{found[1]}{start[:-1]}\\{text[found.end() - 1 :]}"
    if start in "-+!":
        return f"{found[1]}\\{text[found.end() - 1 :]}"
    return f"{found[1]}{_entity(start)}{text[found.end() :]}"


def _entity(sign: str) -> str:
    return "&lt;" if sign == "<" else f"&#{ord(sign)};"
