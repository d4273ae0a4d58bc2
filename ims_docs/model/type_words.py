"""Which types somebody may mean by words that name none: a part of a title, another word of the field."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Mapping

from ims_docs.errors import ConfigurationError
from ims_docs.model.type import Type

_WORD = re.compile(r"\w+")
_SHORT = 3
_MOST = 4
_OTHER: Mapping[str, tuple[str, ...]] = {
    "person": ("people",),
    "staff": ("people",),
    "employee": ("people",),
    "user": ("people",),
    "nc": ("nonconformity",),
    "ncr": ("nonconformity",),
    "deviation": ("nonconformity",),
    "complaint": ("nonconformity",),
    "problem": ("nonconformity",),
    "incident": ("nonconformity",),
    "capa": ("nonconformity",),
    "corrective action": ("nonconformity",),
    "action": ("nonconformity", "improvement", "change"),
    "suggestion": ("idea",),
    "proposal": ("idea",),
    "project": ("initiative",),
    "supplier": ("partners",),
    "training": ("competence-evidence",),
    "course": ("competence-evidence",),
    "kpi": ("indicators", "measurement"),
    "metric": ("indicators", "measurement"),
    "audit": ("audit-plan", "internal-audit-report", "audit-finding"),
    "meeting": ("management-review", "partner-meeting"),
    "minutes": ("management-review", "partner-meeting"),
    "review": ("management-review",),
    "patent": ("ip-disclosure",),
    "invention": ("ip-disclosure",),
    "stakeholder": ("interested-parties",),
    "law": ("legal-requirements",),
    "template": (),
}
"""What people say, in the singular, and the types that it may be."""


def stems(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without accents and without the s of the plural."""
    parts = unicodedata.normalize("NFKD", text.replace("_", " ")).casefold()
    plain = "".join(one for one in parts if not unicodedata.combining(one))
    return tuple(map(_singular, _WORD.findall(plain)))


def types_like(types: Mapping[str, Type], text: str) -> tuple[str, ...]:
    """The names of types that may be meant, the likeliest first."""
    said = stems(text)
    other = [
        *_OTHER.get(" ".join(said), ()),
        *(one for word in said for one in _OTHER.get(word, ())),
    ]
    within = [
        name
        for name, type_ in types.items()
        if said and {*said} <= {*stems(name), *stems(type_.title)}
    ]
    within.sort(key=lambda name: len(stems(name)))
    found = [one for one in (*other, *within) if one in types]
    return tuple(dict.fromkeys(found))[:_MOST] or _close(text, types)


def no_type(types: Mapping[str, Type], text: str, otherwise: str) -> ConfigurationError:
    """The error about words that name no type, which says what was probably meant."""
    found = types_like(types, text)
    named = " or ".join(f"`{one}`" for one in found)
    return ConfigurationError(
        f"There is no type {text!r}", hint=f"Did you mean {named}?" if found else otherwise
    )


def _close(text: str, names: Collection[str]) -> tuple[str, ...]:
    return tuple(difflib.get_close_matches(text.lower().replace(" ", "-"), names, 2))


def _singular(word: str) -> str:
    if len(word) > _SHORT and word.endswith("ies"):
        return f"{word[:-3]}y"
    is_plural = len(word) > _SHORT and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word
