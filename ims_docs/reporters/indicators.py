"""Indicators and objectives -> str: families by level, each series, each objective and why; JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.domain.indicators import (
    FAMILIES,
    LEVELS,
    Overview,
    Point,
    Progress,
    Series,
    Track,
    standing,
)
from ims_docs.model.content import readable
from ims_docs.model.repository import Repository
from ims_docs.reporters.columns import padded, wrapped
from ims_docs.reporters.measures import plain
from ims_docs.reporters.printable import Json, json_text, printable

SCHEMA = 1
"""The form of the data. It grows with the same number, and changes with a new one."""
_SHOWN = 6
"""So many of the newest figures are printed; JSON has them all."""


def as_text(found: Overview, repository: Repository, width: int) -> str:
    """The newest figures of everything that is measured, then what is not."""
    name = repository.settings.organisation
    lines = wrapped(printable(f"{name}, {repository.as_of}: {summary(found)}."), width)
    lines += ["", *_grid(found)]
    if found.empty:
        cells = ", ".join(f"{family} of {_of(level)}" for family, level in found.empty)
        lines += wrapped(f"Nothing is measured of: {cells}.", width)
    for one in (each for each in found.all_series if each.points):
        lines += ["", *_series(one, width)]
    for each in found.objectives:
        lines += ["", *_objective(each, width)]
    return "\n".join(lines) + "\n"


def summary(found: Overview) -> str:
    """The whole in a sentence."""
    parts = [f"{len(found.measured)} of {len(found.series)} indicators have figures"]
    if found.alarms:
        parts.append(f"{len(found.alarms)} in alarm")
    tracks = [one.track for one in found.objectives]
    parts.extend(
        f"{tracks.count(one)} {'objective' if tracks.count(one) == 1 else 'objectives'} {one}"
        for one in (Track.OVERDUE, Track.BEHIND, Track.UNKNOWN, Track.ON_TRACK)
        if one in tracks
    )
    if found.altered:
        parts.append(f"changed after they were closed: {', '.join(found.altered)}")
    return "; ".join(parts)


def _of(level: str) -> str:
    return {"system": "the whole system", "initiative": "initiatives"}.get(level, f"the {level}")


def _grid(found: Overview) -> Iterator[str]:
    """How many indicators there are of each family and level, and how many of them have figures."""
    head = ("", *LEVELS)
    yield "  ".join(padded(one, 11) for one in head).rstrip()
    for family in FAMILIES:
        cells = [_cell(found.cell(family, level)) for level in LEVELS]
        yield "  ".join(padded(one, 11) for one in (family, *cells)).rstrip()


def _cell(some: Sequence[Series]) -> str:
    if not some:
        return "-"
    return f"{sum(bool(one.points) for one in some)} of {len(some)}"


def _series(one: Series, width: int) -> Iterator[str]:
    indicator = one.indicator
    unit = f" ({one.unit})" if one.unit else ""
    head = f"{indicator.id} {indicator.text('title')}{unit}: {standing(one)}"
    goal = f", goal {indicator.goal.words}" if indicator.goal.words else ""
    trend = f", {one.trend}" if one.trend else ""
    yield from wrapped(printable(f"{head}{goal}{trend}"), width, "", "  ")
    if len(one.points) > _SHOWN:
        yield f"  ({len(one.points) - _SHOWN} older figures)"
    for each in one.points[-_SHOWN:]:
        yield from wrapped(printable(_point(one, each)), width, "  ", "    ")
    if one.gaps:
        yield from wrapped(f"Not measured: {', '.join(one.gaps)}", width, "  ", "    ")
    for broken in one.breaks:
        told = "; ".join(
            f"{key}: “{readable(was)}” became “{readable(now)}”" for key, was, now in broken.changed
        )
        text = f"Since {broken.day} something else is counted. {told}"
        yield from wrapped(printable(text), width, "  ", "    ")
    if one.is_mixed:
        yield "  Its periods have several lengths."


def _point(one: Series, each: Point) -> str:
    marks = [each.judgement, each.record]
    if each.goal.words and each.goal.words != one.indicator.goal.words:
        marks.insert(1, f"goal then {each.goal.words}")
    if each.alarms:
        marks.append("ALARM")
    if not each.is_closed:
        marks.append("not closed yet")
    if each.is_altered:
        marks.append("CHANGED AFTER IT WAS CLOSED")
    if each.is_corrected:
        marks.append("corrected")
    return f"{each.name}  {each.value}  ({', '.join(filter(None, marks))})"


def _objective(one: Progress, width: int) -> Iterator[str]:
    title = one.objective.text("title") or "(no title yet)"
    told = f"{one.objective.id} {title}: {one.track}. {one.why}"
    yield from wrapped(printable(told), width, "", "  ")


def as_json(found: Overview, repository: Repository) -> str:
    """Everything for programs, with the path of the record behind each figure."""
    return json_text(
        {
            "schema_version": SCHEMA,
            "as_of": repository.as_of.isoformat(),
            "indicators": [_series_data(one) for one in found.series],
            "empty": [{"family": family, "level": level} for family, level in found.empty],
            "objectives": [_objective_data(one) for one in found.objectives],
            "altered": list(found.altered),
            "unread": list(repository.lost),
        }
    )


def _series_data(one: Series) -> Json:
    indicator = one.indicator
    keys = ("title", "family", "level", "unit", "status", "frequency", "method", "measure")
    return {
        "id": indicator.id,
        **{key: indicator.text(key) for key in keys},
        "standing": standing(one),
        "goal": indicator.goal.words,
        "alarm": indicator.goal.alarm_words,
        "trend": one.trend,
        "points": [_point_data(each) for each in one.points],
        "gaps": list(one.gaps),
        "breaks": [
            {
                "day": each.day.isoformat(),
                "changed": [
                    {"key": key, "was": readable(was), "is": readable(now)}
                    for key, was, now in each.changed
                ],
            }
            for each in one.breaks
        ],
        "in_words": [each.id for each in one.others],
    }


def _point_data(each: Point) -> Json:
    met = each.goal.meets(each.number) if each.goal.holds(each.period) else None
    return {
        "record": each.record,
        "path": each.path,
        "period": each.name,
        "first": each.period.first.isoformat(),
        "last": each.period.last.isoformat(),
        "number": plain(each.number),
        "value": each.value,
        "goal": each.goal.words,
        "met": met,
        "alarm": each.alarms,
        "judgement": each.judgement,
        "definition": each.version,
        "closed": each.is_closed,
        "altered": each.is_altered,
        "corrected": each.is_corrected,
    }


def _objective_data(one: Progress) -> Json:
    return {
        "id": one.objective.id,
        "title": one.objective.text("title"),
        "status": one.objective.text("status"),
        "due": one.objective.text("due"),
        "track": one.track.value,
        "why": one.why,
        "indicators": [
            {
                "id": each.series.indicator.id,
                "track": each.track.value,
                "why": each.why,
                "share": plain(round(each.share, 1)) if each.share is not None else None,
                "points": [_point_data(point) for point in each.series.points],
            }
            for each in one.shown
        ],
    }
