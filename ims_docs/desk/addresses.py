"""Which page is at which address of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from ims_docs.desk.asking import Answer, Call, Handler


@dataclass(frozen=True)
class Room:
    """A page that is loaded when somebody comes in: all of them together take as long as a repository."""

    name: str
    """The module and the function, such as `today.today`."""

    def handler(self) -> Handler:
        """What answers there."""
        module, _, name = self.name.partition(".")
        found: Handler = getattr(import_module(f"ims_docs.desk.pages.{module}"), name)
        return found

    def __call__(self, call: Call) -> Answer:
        """Hand a request on."""
        return self.handler()(call)


READS: Mapping[str, Room] = MappingProxyType(
    {
        "/": Room("today.today"),
        "/documents": Room("lists.documents"),
        "/records": Room("lists.records"),
        "/records/{type}": Room("lists.board"),
        "/registers": Room("lists.registers"),
        "/docs/{path:path}": Room("reading.file"),
        "/id/{id}": Room("reading.by_id"),
        "/approvals": Room("approving.inbox"),
        "/coverage": Room("covering.coverage"),
        "/coverage/{clause}": Room("covering.clause"),
        "/findings": Room("covering.findings"),
        "/history/{id}": Room("past.past"),
        "/gaps": Room("gaps.gaps"),
        "/year": Room("year.year"),
        "/indicators": Room("overviews.indicators"),
        "/pipeline": Room("overviews.pipeline"),
        "/people": Room("people.people"),
        "/baselines/{name}": Room("baselines.compared"),
        "/export/{form}/{name}": Room("exporting.exporting"),
        "/pack": Room("packing.packing"),
        "/explain/{word}": Room("explaining.explained"),
        "/links/{path:path}": Room("inserting.links"),
    }
)
"""Pages that only show something."""
WRITES: Mapping[str, Room] = MappingProxyType(
    {
        "/new/{type}": Room("adding.adding"),
        "/move/{id}": Room("moving.moving"),
        "/edit/{id}": Room("editing.editing"),
        "/write/{path:path}": Room("writing.writing"),
        "/pictures/{path:path}": Room("inserting.pictures"),
        "/save": Room("saving.saving"),
        "/undo": Room("saving.undoing"),
        "/submit": Room("submitting.submitting"),
        "/approve": Room("approving.approving"),
        "/approve/{id}": Room("approving.approving"),
        "/acknowledge/{id}": Room("acknowledging.acknowledging"),
        "/review/{id}": Room("confirming.confirming"),
        "/refuse/{id}": Room("confirming.refusing"),
        "/withdraw/{id}": Room("confirming.withdrawing"),
        "/upgrade": Room("upgrading.upgrading"),
        "/table/{type}": Room("tables.editing"),
        "/paste/{type}": Room("tables.pasting"),
        "/import": Room("importing.choosing"),
        "/import/{key}": Room("importing.planned"),
        "/remove/{id}": Room("removing.removing"),
        "/advice/{type}": Room("advising.advising"),
        "/audits": Room("auditing.audits"),
        "/sample/{id}": Room("auditing.sampling"),
        "/paper/{id}": Room("auditing.papers"),
        "/management-review": Room("reviewing.reviewing"),
        "/baselines": Room("baselines.baselines"),
        "/share": Room("sharing.sharing"),
        "/passkey": Room("passkeys.enrolling"),
        "/integrity": Room("integrity.integrity"),
        "/touch": Room("passkeys.asking"),
        "/touched": Room("passkeys.answering"),
        "/exchange": Room("exchanging.exchanging"),
        "/me": Room("sitting.sitting"),
    }
)
"""Pages with a form: GET shows it and writes nothing, POST does what it says."""
