"""Who decides: the roles that stand beside a citation, against the one that is registered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ims_docs.model.citation import Citation

_GAP = re.compile(
    r"(?!['’]s?\b)[\s,;:()–—-]*(?:(?!(?:and|or|with|plus)\b)[\w’']+[\s,;:()–—-]*){0,2}"
)
"""What may stand between a role and the citation: portfolio board alone decides (DEC-0004)."""
_TOUCH = re.compile(r"[\s,:;=()–—-]*(?:by\s+)?(?:the\s+)?", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,\s*)?(?:and|or|and/or|with|plus|/|&)\s+(?:the\s+)?", re.IGNORECASE)
MAX_ROLES = 2_000
"""So many roles are looked for; nobody has more."""
MAX_GAP = 80
"""So far a role may be from its citation; a longer gap is none that fits."""


class _Role(NamedTuple):
    title: str
    start: int
    end: int


def said_instead(citation: Citation, wanted: str, titles: Mapping[str, str]) -> str | None:
    """What stands beside the citation instead of the role; None where the role stands there.

    Empty where no role stands beside it. `titles` are those of all roles, by id. A role can
    also be named by its id in words, such as ip coordinator.
    """
    before, after = _roles(citation.before, titles), _roles(citation.after, titles)
    gap = _GAP if citation.states else _TOUCH
    if before and gap.fullmatch(citation.before[before[-1].end :][: MAX_GAP + 1]):
        last = before[-1]
        joint = before[-2] if len(before) > 1 else None
        if joint and _JOINT.fullmatch(citation.before[joint.end : last.start]):
            return citation.before[joint.start : last.end]
        return None if last.title == wanted else citation.before[last.start : last.end]
    if after and _TOUCH.fullmatch(citation.after[: after[0].start]):
        said = citation.after[after[0].start : after[0].end]
        return None if after[0].title == wanted else said
    return "" if citation.states else None


def _roles(text: str, titles: Mapping[str, str]) -> list[_Role]:
    if not text or not titles:
        return []
    pattern, names = _names(tuple(titles.items())[:MAX_ROLES])
    return [_Role(names[_plain(one[0])], one.start(), one.end()) for one in pattern.finditer(text)]


@lru_cache(maxsize=8)
def _names(titles: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds every role in a text, and the title that each spelling means."""
    names = {_plain(identifier): title for identifier, title in titles}
    names |= {_plain(title): title for _, title in titles}
    names.pop("", None)
    words = sorted(names, key=len, reverse=True)
    spelled = (r"[\s-]+".join(map(re.escape, one.split())) for one in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE), names


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
