"""Choosing where something new goes: a folder from the list, and the name of a new one in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ims_docs.desk.asking import Call, Elsewhere
from ims_docs.desk.folders import Folder, Folders, new_name
from ims_docs.errors import ImsDocsError, RefusedError
from ims_docs.services.scaffold.place import around
from ims_docs.services.workspace import Workspace
from ims_docs.services.workspace.identity import known_person


@dataclass(frozen=True)
class Placing:
    """One choice of a place, as far as it is made."""

    folders: Folders
    call: Call
    proposal: str
    """The name that is proposed for the new folder."""
    proposed_steps: str = ""

    def _said(self, name: str, otherwise: str) -> str:
        said = self.call.query.get(name, otherwise)
        return self.call.form.text(name, said) if self.call.is_writing else said

    @property
    def steps(self) -> str:
        """The way to the folder that was chosen."""
        return self._said("at", self.proposed_steps)

    @property
    def name(self) -> str:
        """The name of the new folder; empty where the chosen one itself is meant."""
        return self._said("name", self.proposal)

    def target(self) -> Path:
        """Where it goes. Raises ConfigurationError, RefusedError."""
        name = new_name(self.name)
        shown = self.folders.at(self.steps)
        if not name and any(shown.path.iterdir()):
            raise RefusedError(
                f"{shown.path} is not empty", hint="Give a name for a new folder in it."
            )
        return shown.path / name if name else shown.path

    def values(self, error: str = "") -> Mapping[str, object]:
        """What a page with the list is told."""
        shown: Folder
        try:
            shown = self.folders.at(self.steps)
        except ImsDocsError as wrong:
            error = error or f"{wrong.message}. {wrong.hint}"
            shown = self.folders.at("")
        outer = around(shown.path / "x")
        return {"folder": shown, "name": self.name, "error": error, "outer": outer}


def arrived(workspace: Workspace, said: str) -> Elsewhere:
    """Into the desk of a system: whoever is not known there says first who they are."""
    is_known = bool(known_person(workspace.files(), workspace.address))
    return Elsewhere("/" if is_known else "/me", said)
