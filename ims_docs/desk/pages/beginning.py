"""The first pages: open a folder, start a new system, or join one that exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ims_docs.adapters.git import History
from ims_docs.desk.asking import Answer, Call, Handler, Page
from ims_docs.desk.folders import Folders, new_name, typed
from ims_docs.desk.pages.founding import Founding
from ims_docs.desk.pages.placing import Placing, arrived
from ims_docs.desk.pages.sharing import NO_QUESTION
from ims_docs.errors import ImsDocsError
from ims_docs.services.exchange.share import is_address, join
from ims_docs.services.workspace import Workspace


@dataclass(frozen=True)
class Beginning:
    """What somebody can do who has no system here yet."""

    folder: Path
    enter: Callable[[Path], Workspace]
    """Serves the system in this folder from now on."""
    identity: Mapping[str, str]

    @cached_property
    def folders(self) -> Folders:
        """What may be chosen."""
        return Folders(Path.home(), self.folder)

    def reads(self) -> Mapping[str, Handler]:
        """Pages that only show something, by address."""
        return {"/": self.first}

    def writes(self) -> Mapping[str, Handler]:
        """Pages with a form, by address."""
        founding = Founding(self.folder, self.folders, self.enter)
        return {
            "/folder": self.opening,
            "/join": self.joining,
            "/start/{question}": founding.asking,
            "/place": founding.placing,
            "/make": founding.making,
        }

    def first(self, call: Call) -> Answer:
        """The page that opens first."""
        missing = None
        try:
            History(self.folder).require_git()
        except ImsDocsError as error:
            missing = error
        return Page("beginning.html", {"missing": missing, "folder": self.folder, "call": call})

    def opening(self, call: Call) -> Answer:
        """Folders to choose from; when one was chosen, its desk."""
        if not call.is_writing:
            return self._folder_page(call)
        try:
            said = call.form.text("path").strip()
            found = typed(said) if said else self.folders.at(call.form.text("at")).path
            workspace = self.enter(found)
        except ImsDocsError as error:
            return self._folder_page(call, f"{error.message}. {error.hint}".strip())
        return arrived(workspace, "")

    def _folder_page(self, call: Call, error: str = "") -> Page:
        try:
            shown = self.folders.at(call.query.get("at", "") or call.form.text("at"))
        except ImsDocsError as wrong:
            error = error or f"{wrong.message}. {wrong.hint}"
            shown = self.folders.at("")
        values = {"folder": shown, "error": error, "path": call.form.text("path")}
        return Page("opening.html", values, 422 if error else 200)

    def joining(self, call: Call) -> Answer:
        """The address first, then where the copy goes; when both are known, the copy is made."""
        said = call.form if call.is_writing else None
        where = (said.text("where") if said else call.query.get("where", "")).strip()
        if not where:
            error = "Say where it is: an address or a folder." if said else ""
            return Page("joining.html", {"error": error, "where": ""}, 422 if error else 200)
        placing = Placing(self.folders, call, _called(where))
        if said and "name" in said.fields:
            try:
                target = placing.target()
                told = {**self.identity, **NO_QUESTION}
                place = where if is_address(where) else str(typed(where))
                workspace = self.enter(join(target, place, told))
            except ImsDocsError as error:
                return self._where(placing, where, f"{error.message}. {error.hint}".strip())
            return arrived(workspace, "You have it all here now.")
        return self._where(placing, where)

    def _where(self, placing: Placing, where: str, error: str = "") -> Page:
        return Page(
            "join-place.html", {**placing.values(error), "where": where}, 422 if error else 200
        )


def _called(where: str) -> str:
    """A name for the copy of a shared place."""
    last = where.replace("\\", "/").rstrip("/").replace(":", "/").rpartition("/")[2]
    try:
        return new_name(last.removesuffix(".git")) or "our-system"
    except ImsDocsError:
        return "our-system"
