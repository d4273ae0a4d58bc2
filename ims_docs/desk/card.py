"""Where a second start learns of the first: the port and the secret, for this user's eyes."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ims_docs.adapters.cache import cache_folder
from ims_docs.adapters.disk.writing import write_whole
from ims_docs.desk.guard import KNOCK, Door
from ims_docs.services.workspace import Workspace

_SECONDS = 3


@dataclass(frozen=True)
class Card:
    """One file. Where it cannot be kept, a second start finds the port taken."""

    path: Path | None

    @classmethod
    def of(cls, workspace: Workspace) -> Card:
        """The one of a system: beside git's own files."""
        return cls(workspace.lock.parent / "ims-desk.json")

    @classmethod
    def of_beginning(cls, folder: Path) -> Card:
        """The one of the first pages, where there is no system yet."""
        place = cache_folder(os.environ, folder)
        return cls(place / "desk-begun.json" if place else None)

    def link(self) -> str:
        """A link into what is served already, empty when nothing is."""
        if self.path is None:
            return ""
        try:
            said = json.loads(self.path.read_text(encoding="utf-8"))
            port, secret = int(said["port"]), str(said["secret"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        asked = urllib.request.Request(
            f"http://localhost:{port}{KNOCK}",
            method="POST",
            headers={"Authorization": secret, "Origin": f"http://localhost:{port}"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(asked, timeout=_SECONDS) as answer:
                return str(answer.read().decode())
        except (OSError, ValueError, urllib.error.URLError):
            return ""

    def leave(self, door: Door) -> None:
        """Say that it is served now."""
        if self.path is None:
            return
        with suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.unlink(missing_ok=True)
            self.path.touch(mode=0o600)  # what replaces it keeps its permissions
        write_whole(self.path, json.dumps({"port": door.port, "secret": door.secret}))

    def take(self) -> None:
        """It is served no more."""
        if self.path is not None:
            with suppress(OSError):
                self.path.unlink()
