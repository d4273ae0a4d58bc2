"""Where the gates stand: which are in force here, and what cannot be seen from here."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.services.hook_setup.configuration import CONFIGURATION, LOCAL
from ims_docs.services.hook_setup.gates import Gate, gate
from ims_docs.services.hook_setup.install import is_executable, read_script
from ims_docs.services.hook_setup.scripts import FORM, form, is_own, manager

INSTALL = "Run `ims hooks install`."
WORKFLOWS = (".github/workflows/check.yml", ".gitlab-ci.yml")
UNSEEN = (
    "The main branch is protected: nobody pushes to it without a check.",
    "The check of the workflow is required before a change is taken in.",
    "Nobody may push with --force, and nobody may delete the main branch or a tag.",
    "These settings hold for administrators as well.",
    "On a server of your own: `ims hooks install --server` was run in the repository there.",
)
"""What only a person who looks at the forge or the server can say."""


class GateState(NamedTuple):
    """One gate and whether git really goes through it."""

    gate: Gate
    path: Path
    in_force: bool
    why: str
    """By what it is in force, or what is missing."""
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HookStatus:
    """All gates of a repository."""

    root: Path
    hooks_path: str
    """core.hooksPath and where it is set, when it is."""
    gates: tuple[GateState, ...]
    workflows: tuple[str, ...]
    """Files that a forge may obey; whether it does, nobody sees from here."""

    @property
    def any_in_force(self) -> bool:
        """Whether git goes through some gate."""
        return any(one.in_force for one in self.gates)


def look(root: Path, history: History) -> HookStatus:
    """Look at the hooks that git would call. Changes nothing."""
    folder = history.hooks_folder()
    value, scope = history.setting("core.hooksPath")
    return HookStatus(
        root=root,
        hooks_path=f"{value} ({scope})" if value else "",
        gates=tuple(_gate_state(root, one, folder / one.stage) for one in LOCAL),
        workflows=tuple(name for name in WORKFLOWS if (root / name).is_file()),
    )


def are_own(history: History, *stages: str) -> bool:
    """Whether git would call our own scripts at these moments, and nothing else that judges."""
    folder = history.hooks_folder()
    found = ((one, read_script(folder / one)) for one in stages)
    return all(text is None or is_own(text, gate(stage)) for stage, text in found)


def _gate_state(root: Path, one: Gate, path: Path) -> GateState:
    text = read_script(path)
    if text is None:
        return GateState(one, path, in_force=False, why="there is no hook", remedy=INSTALL)
    problem, remedy = next(_problems(root, one, path, text), ("", ""))
    if problem:
        return GateState(one, path, in_force=False, why=problem, remedy=remedy)
    by, number = manager(text), form(text)
    if by:
        return GateState(one, path, in_force=True, why=f"by {by}")
    if not number:
        return GateState(one, path, in_force=True, why="called by a hook of somebody else")
    if number < FORM:
        return GateState(one, path, in_force=True, why="by an older script", remedy=INSTALL)
    return GateState(one, path, in_force=True, why="by its own script")


def _problems(root: Path, one: Gate, path: Path, text: str) -> Iterator[tuple[str, str]]:
    """Why git does not go through a gate although there is a hook."""
    if not is_executable(path):
        yield "git does not start the hook: it is not executable", INSTALL
    by = manager(text)
    if by and not shutil.which(by):
        yield f"{by} is called, and it is not installed", f"Install {by}, or {_lower(INSTALL)}"
    if by and not _names(root / CONFIGURATION, one):
        yield (
            f"{by} is called, and {CONFIGURATION} does not name {one.id}",
            f"Add the hook `{one.id}` to it: {one.entry}, stage {one.stage}.",
        )
    if not by and not form(text) and f"hooks run {one.stage}" not in text:
        yield (
            "a hook of somebody else is called instead",
            f'Put this line into it: ims hooks run {one.stage} "$@" || exit 1',
        )


def _names(configuration: Path, one: Gate) -> bool:
    """Whether the configuration of pre-commit names a gate, read as text: YAML is not needed for it."""
    text = read_script(configuration) or ""
    return any(line.strip().removeprefix("- ") == f"id: {one.id}" for line in text.splitlines())


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
