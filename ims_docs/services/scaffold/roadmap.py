"""How long the way to a certificate takes, and whether a target leaves room for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ims_docs.adapters.resources import resource
from ims_docs.model.months import later
from ims_docs.services.scaffold.judging import AnswerError

NONE = "none"


class Way(NamedTuple):
    """The way of one profile, in months."""

    usual: int
    least: int
    dropped: str
    """What a way of less than the usual months goes without."""
    instead: str
    """What helps where not even the least is left."""


def way_of(profile: str) -> Way:
    """The way of a profile, from the same data as the roadmap that the template writes."""
    every = json.loads((resource("template") / "values.json").read_text(encoding="utf-8"))
    one = every["roadmap"][profile]
    one = every["roadmap"][one] if isinstance(one, str) else one
    return Way(one["usual"]["months"], one["least"]["months"], one["dropped"], one["instead"])


def room(answers: Mapping[str, str], today: date) -> str:
    """What a target that is near goes without; nothing where it has room. Raises AnswerError.

    The error names what could be dropped so that there is room.
    """
    target, profile = answers["certification_target"], answers["profile"]
    if target == NONE:
        return ""
    if profile == "starter":
        raise AnswerError(
            "the profile starter leaves clauses open and leads to no certificate; take compact, full or "
            "public-sector, or the target none"
        )
    day, way = date.fromisoformat(target), way_of(profile)
    begin = today.replace(day=1)
    if day <= today:
        raise AnswerError(f"{day} is past; name a day that lies ahead, or none")
    if day < later(begin, way.least):
        raise AnswerError(
            f"{day} is too near: with the profile {profile} the way there takes at least {way.least} months; "
            f"name a day from {later(begin, way.least)} on, or {way.instead}"
        )
    if day < later(begin, way.usual):
        return f"The way to {day} is shorter than the usual {way.usual} months. It goes without {way.dropped}."
    return ""
