"""What five public texts lead readers to expect, and where it is served.

The data is in data/capabilities.yaml; `docs/generate.py` writes the page from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "capabilities.yaml"
STATES = ("served", "in part", "not yet")

Target = Mapping[str, str]
Headed = Callable[[str, str], str]
"""Standard and clause to the text and address of a link."""


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that readers of a source expect."""

    id: str
    what: str
    served_by: tuple[Target, ...] = ()
    not_yet: str = ""

    @property
    def source(self) -> str:
        """The source that it comes from, such as S003."""
        return self.id.partition("-")[0]

    @property
    def state(self) -> str:
        """One of STATES."""
        if not self.not_yet:
            return "served"
        return "in part" if self.served_by else "not yet"


def sources() -> dict[str, str]:
    """The sources by id, each in a few neutral words."""
    found: dict[str, str] = _data()["sources"]
    return found


def capabilities() -> list[Capability]:
    """All of them, in order."""
    found = _data()["capabilities"]
    return [Capability(**{**one, "served_by": tuple(one.get("served_by", ()))}) for one in found]


def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def page(titles: Mapping[str, str], clause: Headed, made: Mapping[str, Sequence[str]]) -> str:
    """The page. `titles` are those of the types; `clause` links to a clause.

    `made` names the profiles whose repositories hold each type.
    """
    everything = capabilities()
    lines = [
        "# What readers of public texts expect",
        "",
        f"Five public texts on innovation management lead their readers to expect {len(everything)}",
        "things of a system and its documents. Here is where each of them is served, in our words.",
        '"In part" and "not yet" say what is missing. A profile is named where its new repository brings',
        "every document and register, and the form of every record, that the row names.",
        "",
        "| Source | Things | Served | In part | Not yet |",
        "|---|---|---|---|---|",
    ]
    for source, name in sources().items():
        own = [one for one in everything if one.source == source]
        lines.append(f"| {source}: {name} | {_numbers(own)} |")
    lines.append(f"| **All** | {_numbers(everything)} |")
    for source, name in sources().items():
        lines += [
            "",
            f"## {source}: {name}",
            "",
            "| Id | What | State | Profiles | Where |",
            "|---|---|---|---|---|",
        ]
        for one in everything:
            if one.source == source:
                places = [_link(target, titles, clause) for target in one.served_by]
                where = "; ".join(places) + (". " if places and one.not_yet else "") + one.not_yet
                true_for = in_profiles(one, made)
                lines.append(f"| {one.id} | {one.what} | {one.state} | {true_for} | {where} |")
    return "\n".join(lines) + "\n"


def in_profiles(one: Capability, made: Mapping[str, Sequence[str]]) -> str:
    """For which profiles it is true: all, none, or their names."""
    every = sorted({profile for each in made.values() for profile in each})
    named = [target["type"] for target in one.served_by if "type" in target]
    found = [profile for profile in every if all(profile in made[name] for name in named)]
    if not one.served_by or not found:
        return "none"
    return "all" if found == every else ", ".join(found)


def _numbers(some: list[Capability]) -> str:
    found = [one.state for one in some]
    return " | ".join(map(str, (len(found), *(found.count(state) for state in STATES))))


def _link(target: Target, titles: Mapping[str, str], clause: Headed) -> str:
    match dict(target):
        case {"type": name, **section}:
            after = f", \u201c{section['section']}\u201d" if section else ""
            return f"[{titles[name]}](types/{name}.md){after}"
        case {"rule": code}:
            return f"rule [{code}](rules/{code}.md)"
        case {"command": command}:
            return f"[`{command}`](cli.md#{command.replace(' ', '-')})"
        case {"standard": standard, "clause": number}:
            return clause(standard, number)
        case {"toolkit": name}:
            return f"[{name.replace('-', ' ')}](document-set.md#the-toolkit-page-by-page)"
        case {"page": path}:
            inside = path.removeprefix("docs/reference/")
            address = inside if inside != path else f"../{path.removeprefix('docs/')}"
            return f"[{Path(path).stem.replace('-', ' ')}]({address})"
        case other:
            raise ValueError(f"Not a target: {other}")
