"""A sample that anybody can draw again: each id gets a ticket, and the smallest tickets are drawn.

The ticket of an id is the SHA-256 of `CODE|SEED|ID` in UTF-8, without an end of line: the code of a
baseline as it stands in the minutes, the seed of the auditor, the id. More records never change
who is drawn among the others, and a larger sample holds the smaller one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from ims_docs.model.baseline import Baseline
from ims_docs.model.content import Content
from ims_docs.model.record import Record
from ims_docs.model.type import Type

SEED = re.compile(r"[0-9A-Za-z.,:;_+/-]+( [0-9A-Za-z.,:;_+/-]+)*")
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
SAMPLE, PLAN = "audit-sample", "audit-plan"
DRAWN, JUDGED = "drawn", "judgement"


class Draw(NamedTuple):
    """What a record says of a draw."""

    plan: str
    type: str
    baseline: str
    code: str
    seed: str
    drawn_at: datetime | None
    size: int
    population: tuple[str, ...]
    drawn: tuple[str, ...]
    """What was drawn, with what cannot be shown any more."""
    has_period: bool = False
    """Whether only the records of a period belong to the population."""


def ticket(code: str, seed: str, identifier: str) -> str:
    """The ticket of an id, in 64 lower-case digits."""
    return hashlib.sha256(f"{code}|{seed}|{identifier}".encode()).hexdigest()


def draw(code: str, seed: str, population: Iterable[str], size: int) -> tuple[str, ...]:
    """The ids with the smallest tickets, the smallest first."""
    tickets = sorted((ticket(code, seed, one), one) for one in population)
    return tuple(one for _, one in tickets[:size])


def ids_in(paths: Iterable[str], type_: Type) -> tuple[str, ...]:
    """The ids of the records of a type among some paths, in order."""
    folder, _, name = type_.path(f"{type_.prefix}-0000").rpartition("/")
    form = re.compile(
        rf"{re.escape(folder)}/({re.escape(name.removesuffix('0000.md'))}[0-9]{{4}})\.md"
    )
    return tuple(sorted({found[1] for one in paths if (found := form.fullmatch(one))}))


def listed(baseline: Baseline, type_: Type) -> tuple[str, ...]:
    """The ids of the records of a type that a baseline lists."""
    return ids_in((one.path for one in baseline.files), type_)


def read_draw(record: Record) -> Draw | None:
    """What a record says of a draw; None where it is none, or not said to the end."""
    content = record.content
    size = content.values.get("size")
    if record.type != SAMPLE or content.text("method") != DRAWN or not isinstance(size, int):
        return None
    return Draw(
        plan=content.text("plan"),
        type=content.text("sampled_type"),
        baseline=content.text("baseline"),
        code=content.text("baseline_code"),
        seed=content.text("seed"),
        drawn_at=_moment(content.text("drawn_at")),
        size=size,
        population=_ids(content, "population"),
        drawn=(*_ids(content, "samples"), *_ids(content, "cannot_be_shown")),
        has_period=any(content.text(key) for key in ("period_from", "period_to")),
    )


def _ids(content: Content, key: str) -> tuple[str, ...]:
    value = content.values.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
