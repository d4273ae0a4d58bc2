"""What there is to explain: rules, types, standards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ims_docs.adapters import resources
from ims_docs.domain.rules import ALL_RULES, Rule
from ims_docs.formats.schemas import Schemas
from ims_docs.model.repository import Repository
from ims_docs.model.settings import LEADING
from ims_docs.model.standard import Crosswalk, Standard
from ims_docs.model.type import Type
from ims_docs.services.loading import standards

Refer: TypeAlias = "Callable[[str, str, str], str]"
"""Kind of page ("type", "clause"), name and text to the words that lead there."""

NOTE = "Based on public sources; check against your licensed copy."


def _plain(kind: str, name: str, text: str) -> str:
    return f"`{name}`" if kind == "type" else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A tiny repository, as Markdown, that shows a rule kept or broken."""

    right: str
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Everything that can be explained, and how a page leads to another."""

    types: Mapping[str, Type]
    standards: Mapping[str, Standard]
    crosswalks: tuple[Crosswalk, ...] = ()
    used: tuple[str, ...] = ()
    """Standards that an organisation uses, its leading one first; nothing where there is none."""
    rules: tuple[Rule, ...] = field(default=ALL_RULES)
    refer: Refer = _plain

    @property
    def in_order(self) -> tuple[Standard, ...]:
        """The leading standard, the others in use, then those with requirements before guidance."""
        used = (*self.used, LEADING)
        places = {name: used.index(name) for name in used}
        return tuple(
            sorted(
                self.standards.values(),
                key=lambda one: (
                    places.get(one.id, len(used)),
                    one.kind != "requirements",
                    one.id,
                ),
            )
        )


def knowledge_of(repository: Repository | None = None) -> Knowledge:
    """What a repository knows, its own types and standards included; or what the product knows."""
    if repository is not None:
        return Knowledge(
            types=repository.types,
            standards=repository.standards,
            crosswalks=repository.crosswalks,
            used=repository.settings.standards,
        )
    packs, crosswalks = standards.shipped()
    types = Schemas(resources.resource("schemas")).types
    return Knowledge(types=types, standards=packs, crosswalks=crosswalks)
