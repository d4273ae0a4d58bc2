"""Standards and crosswalks: files to values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from ims_docs.adapters import resources
from ims_docs.errors import TemplateError
from ims_docs.model.clause import Clause
from ims_docs.model.content import Content
from ims_docs.model.defect import Defect
from ims_docs.model.standard import ClauseText, Crossing, Crosswalk, Fact, Item, Keep, Standard
from ims_docs.services.loading.content import load_keys

Packs: TypeAlias = "dict[str, Content | Defect]"
Shipped: TypeAlias = "tuple[Mapping[str, Standard], tuple[Crosswalk, ...]]"


@cache
def shipped() -> Shipped:
    """The standards and crosswalks that the product brings. Raises TemplateError when one is damaged."""
    return shipped_by(lambda files: {name: load_keys(name, data) for name, data in files.items()})


def shipped_by(keys: Callable[[Mapping[str, bytes]], Packs]) -> Shipped:
    """The same, their YAML read by `keys`."""
    standards, crosswalks = {}, []
    for name, content in keys({path.name: path.read_bytes() for path in shipped_paths()}).items():
        if isinstance(content, Defect):
            raise TemplateError(
                f"{name}:{content.line}: {content.message}", hint="Install ims-docs again."
            )
        found = value(content)
        if isinstance(found, Standard):
            standards[found.id] = found
        else:
            crosswalks.append(found)
    return standards, tuple(crosswalks)


def shipped_paths() -> list[Path]:
    """The files of the shipped standards."""
    return sorted(resources.standards().glob("*.yaml"))


def value(content: Content) -> Standard | Crosswalk:
    """Keys that fit the schema of a pack, as a value."""
    values: Any = content.values
    return _crosswalk(values) if "maps" in values else _standard(values)


def _standard(values: Mapping[str, Any]) -> Standard:
    return Standard(
        id=values["id"],
        number=values["number"],
        edition=values["edition"],
        title=values["title"],
        kind=values["kind"],
        note=values["note"],
        sources=values["sources"],
        confidence=values["confidence"],
        clauses=tuple(
            sorted(
                (_clause(one, values["modality"]) for one in values["clauses"]),
                key=lambda one: one.clause,
            )
        ),
        items=tuple(_item(one) for one in values["items"]),
        may_be_excluded=tuple(Clause.parse(one) for one in values.get("may_be_excluded", ())),
        facts=tuple(_fact(one) for one in values.get("facts", ())),
    )


def _clause(values: Mapping[str, Any], modality: str) -> ClauseText:
    return ClauseText(
        clause=Clause.parse(values["number"]),
        title=values["title"],
        summary=values["summary"],
        modality=values.get("modality", modality),
        questions=tuple(values["questions"]),
        evidence=tuple(values["evidence"]),
        number_confidence=values["confidence"]["number"],
        title_confidence=values["confidence"]["title"],
        basis=tuple(values["basis"]),
    )


def _item(values: Mapping[str, Any]) -> Item:
    needs_all = "all_of" in values["satisfied_by"]
    return Item(
        id=values["id"],
        clause=Clause.parse(values["clause"]),
        also=_clauses(values.get("also", ())),
        required=values["required"],
        what=values["what"],
        keep=Keep(values["keep"]),
        types=tuple(values["satisfied_by"]["all_of" if needs_all else "any_of"]),
        needs_all=needs_all,
        confidence=values["confidence"],
        basis=tuple(values["basis"]),
        note=values.get("note") or "",
    )


def _fact(values: Mapping[str, Any]) -> Fact:
    return Fact(
        what=values["what"],
        clauses=_clauses(values.get("clauses", ())),
        source=values["source"],
        checked_on=date.fromisoformat(values["checked_on"]),
        check=values.get("check") or "",
    )


def _crosswalk(values: Mapping[str, Any]) -> Crosswalk:
    return Crosswalk(
        origin=values["from"],
        target=values["to"],
        note=values["note"],
        crossings=tuple(_crossings(values)),
    )


def _crossings(values: Mapping[str, Any]) -> Iterator[Crossing]:
    for one in values["maps"]:
        yield Crossing(
            origin=Clause.parse(one["from"]),
            targets=_clauses(one["to"]),
            change=one["change"],
            add=one["add"],
            confidence=one["confidence"],
        )
    for one in values["new"]:
        yield Crossing(
            origin=None,
            targets=(Clause.parse(one["to"]),),
            change="new",
            add=one["add"],
            confidence=one.get("confidence", "INF"),
        )


def _clauses(numbers: Any) -> tuple[Clause, ...]:  # noqa: ANN401
    return tuple(Clause.parse(one) for one in numbers)
