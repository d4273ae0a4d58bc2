"""The file that names the repositories of a group: portal.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ims_docs.adapters.disk.tree import start_of
from ims_docs.adapters.resources import resource
from ims_docs.errors import ConfigurationError
from ims_docs.formats import frontmatter
from ims_docs.formats.schemas import Schemas
from ims_docs.model.content import Violation

FILE = "portal.yml"
_SILENT_AFTER = 90
"""Days, where the file does not say it."""
_MOST = 20
"""So many places are told at once."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_WEB = ("http", "https")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One organisation of a group: where its repository lies, its site, or both."""

    name: str
    place: str = ""
    """A folder, a bundle or a zip file, from the folder of the list; empty where only a site is known."""
    site: str = ""
    """A built site: a folder, a page, or an address of the web."""
    root: str = ""
    """The fingerprint of its root key, as the group knows it."""
    codes: tuple[str, ...] = ()
    """Codes of its baselines, as minutes of the group give them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """The repositories of a group."""

    title: str
    folder: Path
    """Where paths begin."""
    silent_after: int
    """Days without a commit after which an entity counts as silent."""
    entities: tuple[Entity, ...]


def read_portal(file: Path) -> Portal:
    """What the file says. Raises ConfigurationError, with every place that is not right."""
    try:
        keys = frontmatter.read_keys(start_of(file))
    except OSError as error:
        raise ConfigurationError(
            f"{file} cannot be read: {error.strerror}",
            hint="Write a portal.yml with the repositories of the group, or name it.",
        ) from error
    except frontmatter.MalformedError as error:
        raise ConfigurationError(error.located(file), hint=error.hint) from error
    found = Schemas(resource("schemas")).judge_by("portal", keys.values, keys.positions)
    if wrong := list(found or _beyond_the_schema(keys)):
        raise _refusal(file, wrong)
    values: Any = keys.values
    return Portal(
        title=values["title"],
        folder=file.absolute().parent,
        silent_after=values.get("silent_after", _SILENT_AFTER),
        entities=tuple(_entity(one) for one in values["entities"]),
    )


def site_page(entity: Entity, folder: Path) -> Path | str:
    """The first page of a built site: its file, or its address of the web. Empty where there is none."""
    if _SCHEME.match(entity.site):
        return entity.site
    place = folder / entity.site
    page = place / "index.html" if place.is_dir() else place
    return page if entity.site and page.is_file() else ""


def _entity(values: Any) -> Entity:  # noqa: ANN401 - judged by the schema
    return Entity(
        name=values["name"],
        place=values.get("place", ""),
        site=values.get("site", ""),
        root=values.get("root", ""),
        codes=tuple(values.get("codes", ())),
    )


def _beyond_the_schema(keys: frontmatter.Mapping) -> Iterator[Violation]:
    """What a schema has no sentence for."""
    values: Any = keys.values
    told: set[str] = set()
    for index, one in enumerate(values["entities"]):
        at = keys.positions[("entities", index, "name")]
        if one["name"] in told:
            yield Violation(
                *at, f"Two entities are called {one['name']!r}", "Give each a name of its own."
            )
        told.add(one["name"])
        if not {"place", "site"} & set(one):
            yield Violation(
                *at,
                f"Nothing says where {one['name']!r} is",
                "Add `place:` with its folder, bundle or zip file, or `site:` with its built site.",
            )
        if _SCHEME.match(one.get("place", "")):
            yield Violation(
                *keys.positions[("entities", index, "place")],
                "This is an address, and a portal fetches nothing",
                "Clone the repository first, and name the folder.",
            )
        scheme = _SCHEME.match(one.get("site", ""))
        if scheme and scheme[1].lower() not in _WEB:
            yield Violation(
                *keys.positions[("entities", index, "site")],
                f"A site is a path, or an address that begins with https:, not with {scheme[0]}",
                "Name the folder of the built site, or its address.",
            )


def _refusal(file: Path, wrong: list[Violation]) -> ConfigurationError:
    lines = [f"{file}:{one.line}:{one.column}: {one.message}" for one in wrong[:_MOST]]
    if len(wrong) > _MOST:
        lines.append(f"and {len(wrong) - _MOST} more")
    return ConfigurationError("\n".join(lines), hint=wrong[0].hint)
