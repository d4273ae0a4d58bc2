"""What is served at the address of the desk: the first pages until there is a system, then its desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ims_docs.desk.addresses import READS, WRITES
from ims_docs.desk.application import Desk
from ims_docs.desk.asking import Handler
from ims_docs.desk.guard import Door, Guard
from ims_docs.desk.newest import Newest
from ims_docs.desk.office import Office
from ims_docs.services.workspace import Workspace

_CLOSED = PlainTextResponse("Nothing is served here yet.\n", 503)


@dataclass
class House:
    """One address, one browser. It goes from the first pages to a desk, and never back."""

    door: Door
    log: Callable[[str], None]
    fault: Callable[[Exception], None]
    entered: Callable[[Office], None] = field(default=lambda _office: None)
    """Told which system is served from now on; raises what keeps it from being served."""
    identity: Mapping[str, str] = field(default_factory=dict)
    """What the environment says about who saves to git."""
    opened: Callable[[Office], None] = field(default=lambda _office: None)
    """Told at which desk people sit from now on."""
    _notes: Newest[str] = field(default_factory=Newest, init=False)
    """What the last of the first pages says is shown on the first page of the desk."""
    _pages: ASGIApp = field(default=_CLOSED, init=False)

    def begin(self, folder: Path) -> None:
        """Show the first pages to somebody who stands in this folder."""
        from ims_docs.desk.pages.beginning import Beginning

        first = Beginning(folder, self._found, self.identity)
        self._pages = self._desk(None, first.reads(), first.writes())

    def enter(self, workspace: Workspace) -> None:
        """Serve the desk of this system from now on."""
        office = Office(workspace, self.door.origin)
        self.entered(office)
        self.opened(office)
        self._pages = self._desk(office, READS, WRITES)

    def _desk(
        self, office: Office | None, reads: Mapping[str, Handler], writes: Mapping[str, Handler]
    ) -> ASGIApp:
        return Desk(
            office, self.door, self.log, self.fault, reads=reads, writes=writes, notes=self._notes
        ).pages()

    def _found(self, root: Path) -> Workspace:
        workspace = Workspace.find(root, identity=self.identity)
        workspace.require_history()
        self.enter(workspace)
        return workspace

    def application(self) -> ASGIApp:
        """What a server runs."""
        return Guard(self, self.door, self.log)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request to whatever is served now."""
        await self._pages(scope, receive, send)
