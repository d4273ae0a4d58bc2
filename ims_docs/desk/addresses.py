"""Which page is at which address of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ims_docs.desk.asking import Handler
from ims_docs.desk.pages import (
    acknowledging,
    adding,
    advising,
    approving,
    auditing,
    baselines,
    confirming,
    covering,
    editing,
    exchanging,
    explaining,
    exporting,
    gaps,
    importing,
    inserting,
    integrity,
    lists,
    moving,
    overviews,
    packing,
    passkeys,
    past,
    people,
    reading,
    removing,
    reviewing,
    saving,
    sharing,
    sitting,
    submitting,
    tables,
    today,
    writing,
    year,
)

READS: Mapping[str, Handler] = MappingProxyType(
    {
        "/": today.today,
        "/documents": lists.documents,
        "/records": lists.records,
        "/records/{type}": lists.board,
        "/registers": lists.registers,
        "/docs/{path:path}": reading.file,
        "/id/{id}": reading.by_id,
        "/approvals": approving.inbox,
        "/coverage": covering.coverage,
        "/coverage/{clause}": covering.clause,
        "/findings": covering.findings,
        "/history/{id}": past.past,
        "/gaps": gaps.gaps,
        "/year": year.year,
        "/indicators": overviews.indicators,
        "/pipeline": overviews.pipeline,
        "/people": people.people,
        "/baselines/{name}": baselines.compared,
        "/export/{form}/{name}": exporting.exporting,
        "/pack": packing.packing,
        "/explain/{word}": explaining.explained,
        "/links/{path:path}": inserting.links,
    }
)
"""Pages that only show something."""
WRITES: Mapping[str, Handler] = MappingProxyType(
    {
        "/new/{type}": adding.adding,
        "/move/{id}": moving.moving,
        "/edit/{id}": editing.editing,
        "/write/{path:path}": writing.writing,
        "/pictures/{path:path}": inserting.pictures,
        "/save": saving.saving,
        "/undo": saving.undoing,
        "/submit": submitting.submitting,
        "/approve": approving.approving,
        "/approve/{id}": approving.approving,
        "/acknowledge/{id}": acknowledging.acknowledging,
        "/review/{id}": confirming.confirming,
        "/refuse/{id}": confirming.refusing,
        "/withdraw/{id}": confirming.withdrawing,
        "/table/{type}": tables.editing,
        "/paste/{type}": tables.pasting,
        "/import": importing.choosing,
        "/import/{key}": importing.planned,
        "/remove/{id}": removing.removing,
        "/advice/{type}": advising.advising,
        "/audits": auditing.audits,
        "/management-review": reviewing.reviewing,
        "/sample/{id}": auditing.sampling,
        "/paper/{id}": auditing.papers,
        "/baselines": baselines.baselines,
        "/share": sharing.sharing,
        "/passkey": passkeys.enrolling,
        "/integrity": integrity.integrity,
        "/touch": passkeys.asking,
        "/touched": passkeys.answering,
        "/exchange": exchanging.exchanging,
        "/me": sitting.sitting,
    }
)
"""Pages with a form: GET shows it and writes nothing, POST does what it says."""
