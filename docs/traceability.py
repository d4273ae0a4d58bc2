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


@dataclass(frozen=True, slots=True)
class Set:
    """What a new repository of one profile holds, looked up in one that was made."""

    profile: str
    headings: Mapping[str, Sequence[str]]
    """The sections of each document, register and form of a record that is there."""
    combined: Mapping[str, str]
    """What a document of this set says in short, and the document that says it."""

    def says(self, target: Target) -> str:
        """What serves the target here: "in full", "in short" or nothing."""
        name = target.get("type", "")
        if not name or (name in self.headings and self._has(name, target)):
            return IN_FULL
        return IN_SHORT if name in self.combined or name in self.headings else ""

    def _has(self, name: str, target: Target) -> bool:
        return "section" not in target or target["section"] in self.headings[name]


IN_FULL, IN_SHORT = "in full", "in short"


def true_for(one: Capability, made: Sequence[Set]) -> dict[str, str]:
    """Profile to "in full", or "in short" where one document stands for several; others are left out.

    A document of the same name that lacks the section named says it in short too.
    """
    found = {}
    for each in made if one.served_by else ():
        said = {each.says(target) for target in one.served_by}
        if "" not in said:
            found[each.profile] = IN_SHORT if IN_SHORT in said else IN_FULL
    return found


def page(titles: Mapping[str, str], clause: Headed, made: Sequence[Set]) -> str:
    """The page. `titles` are those of the types; `clause` links to a clause.

    `made` are the sets of documents of all profiles.
    """
    everything = capabilities()
    lines = [
        "# What readers of public texts expect",
        "",
        f"Five public texts on innovation management lead their readers to expect {len(everything)}",
        "things of a system and its documents. Here is where each of them is served, in our words.",
        '"In part" and "not yet" say what is missing. For each row a repository of each profile was made',
        "and looked into. A profile is named where every document with the section, every register and",
        'every form that the row names is there. "In short" says that a document that stands for several,',
        "or a shorter one of the same name, says it in fewer words and under another heading.",
        "",
        "| Source | Things | Served | In part | Not yet |",
        "|---|---|---|---|---|",
    ]
    for source, name in sources().items():
        own = [one for one in everything if one.source == source]
        lines.append(f"| {source}: {name} | {_numbers(own)} |")
    lines.append(f"| **All** | {_numbers(everything)} |")
    lines += ["", *_by_profile(everything, made)]
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
                true = in_profiles(one, made)
                lines.append(f"| {one.id} | {one.what} | {one.state} | {true} | {where} |")
    return "\n".join(lines) + "\n"


def in_profiles(one: Capability, made: Sequence[Set]) -> str:
    """For which profiles it is true: all, none, or their names."""
    found = true_for(one, made)
    full = [profile for profile, how in found.items() if how == IN_FULL]
    short = [profile for profile, how in found.items() if how == IN_SHORT]
    if len(full) == len(made):
        return "all"
    told = [", ".join(full), f"in short {', '.join(short)}" if short else ""]
    return "; ".join(filter(None, told)) or "none"


def _by_profile(everything: Sequence[Capability], made: Sequence[Set]) -> list[str]:
    lines = ["| Profile | In full | In short | Not |", "|---|---|---|---|"]
    for each in made:
        ways = [true_for(one, [each]).get(each.profile, "") for one in everything]
        counts = " | ".join(str(ways.count(way)) for way in (IN_FULL, IN_SHORT, ""))
        lines.append(f"| {each.profile} | {counts} |")
    return lines


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
