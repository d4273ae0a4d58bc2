"""What keeps bad changes out: since when it has been there, who changed it, and when it was off. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ims_docs.adapters.git.ledger import Ledger
from ims_docs.formats.settings import FILE
from ims_docs.model.finding import Location
from ims_docs.services.verification.result import Check, Control, Irregularity, Kind, Lapse


class _Kind(NamedTuple):
    name: str
    holds: Callable[[str], bool]
    is_needed: bool = True
    """Whether it is a lapse when all of it is gone."""


_WORKFLOWS = (".github/workflows/", ".gitlab-ci.yml", ".forgejo/workflows/")
_KINDS = (
    _Kind("settings (ims.yml)", lambda path: path == "ims.yml"),
    _Kind("gates (.pre-commit-config.yaml)", lambda path: path == ".pre-commit-config.yaml"),
    _Kind("workflows", lambda path: path.startswith(_WORKFLOWS)),
    _Kind("attributes (.gitattributes)", lambda path: path.endswith(".gitattributes")),
    _Kind("names that git shows (.mailmap)", lambda path: path == ".mailmap", is_needed=False),
    _Kind("list of signers (trust/)", lambda path: path.startswith("trust/")),
    _Kind(
        "own types and standards",
        lambda path: (
            path.startswith(("schemas/", "standards/"))
            and not path.endswith(("README.md", ".gitkeep"))
        ),
        is_needed=False,
    ),
)


def controls(history: Ledger) -> tuple[Control, ...]:
    """Each control, followed along the main line."""
    return tuple(_followed(kind, history) for kind in _KINDS)


def examine_controls(found: tuple[Control, ...]) -> Iterator[Irregularity]:
    """The times in which a control was not there."""
    needed = {kind.name for kind in _KINDS if kind.is_needed}
    for control in found:
        for lapse in control.lapses if control.name in needed else ():
            number = "1 commit" if lapse.commits == 1 else f"{lapse.commits} commits"
            yield Irregularity(
                check=Check.CONTROLS,
                kind=Kind.CONTROLS,
                message=f"The control “{control.name}” was taken away; {number} without it",
                hint="Look at what came in during that time, and ask who decided it.",
                where=Location(""),
                commit=lapse.since,
                repaired=lapse.until,
            )


def _followed(kind: _Kind, history: Ledger) -> Control:
    present: set[str] = set()
    since, gone = "", ""
    commits, without = 0, 0
    changed: list[str] = []
    lapses: list[Lapse] = []
    for name in history.main_line:
        mine = [one for one in history.touches[name][0] if kind.holds(one.path)]
        present |= {one.path for one in mine if one.after}
        present -= {one.path for one in mine if not one.after}
        if mine and since:
            changed.append(name)
        if present and not since:
            since = name
        if since and not present:
            gone, without = gone or name, without + 1
        elif gone:
            lapses.append(Lapse(gone, name, without))
            gone, without = "", 0
        commits += bool(present)
    if gone:
        lapses.append(Lapse(gone, "", without))
    return Control(kind.name, since, commits, tuple(changed), tuple(lapses))


def began(known: Ledger) -> str:
    """The first commit of the main line that has ims.yml; empty where none has."""
    for name in known.main_line:
        if any(one.path == FILE and one.after for one in known.touches[name][0]):
            return name
    return ""
