"""Taking something out: the file or the entry goes, and a statement says who, when and why."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.keeping import save_all
from ims_docs.domain.views import referrers, things
from ims_docs.errors import ImsDocsError
from ims_docs.services.records.remove import remove
from ims_docs.services.workspace.identity import require_person
from ims_docs.services.workspace.transaction import NonconformingError, Transaction


def removing(call: Call) -> Answer:
    """What would go, and what names it; when the reason was sent, it is taken out and saved."""
    if not call.is_writing:
        return _asked(call)
    name, reason = call.path["id"], call.form.text("reason").strip()
    workspace = call.mine()
    transaction = Transaction(workspace)
    try:
        (done,) = remove(
            transaction,
            [name],
            reason=reason,
            person=require_person(transaction.repository, workspace.address),
            now=workspace.clock.now(),
        )
        if done.again:
            return Elsewhere("/", f"{name} was taken out before.")
        transaction.judge()
        transaction.write()
    except NonconformingError as refused:
        first = refused.report.findings[0]
        return _asked(call, f"{first.message}. {first.hint}".strip())
    except ImsDocsError as error:
        return _asked(call, f"{error.message}. {error.hint}".strip())
    save_all(transaction, f"Remove {name}\n\n{reason}")
    back = f"/{done.path}" if (workspace.root / done.path).is_file() else "/"
    return Elsewhere(back, f"{name} is taken out. A statement says who, when and why.")


def _asked(call: Call, error: str = "") -> Page:
    sight, name = call.look(), call.path["id"]
    shown = list(things(sight.repository, name))
    return page(
        "removing.html",
        call,
        status=422 if error else 200,
        name=name,
        title=sight.titles.get(name, ""),
        back=sight.place(name) or "/",
        is_there=bool(shown),
        named_by=referrers(sight.repository, shown) if shown else (),
        reason=call.form.text("reason"),
        error=error,
    )
