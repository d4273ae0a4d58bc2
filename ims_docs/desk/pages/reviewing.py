"""What is put before a management review: each input from its period, and the record to fill in."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.keeping import keep
from ims_docs.desk.pages.baselines import fixed
from ims_docs.desk.showing import html_of
from ims_docs.domain.reviewing.facts import REVIEW, open_review
from ims_docs.reporters.review_pack import as_markdown
from ims_docs.services.reviewing.pack import pack_of
from ims_docs.services.reviewing.recording import record
from ims_docs.services.workspace.transaction import Transaction


def reviewing(call: Call) -> Answer:
    """The inputs of the review; when it was sent, its record, filled as far as the files know."""
    return _recorded(call) if call.is_writing else _shown(call)


def _shown(call: Call) -> Page:
    sight = call.look()
    since = call.query.get("since", "")
    pack = pack_of(sight.workspace, since)
    return page(
        "reviewing.html",
        call,
        html=html_of(as_markdown(pack, width=None), "docs/index.md"),
        empty=pack.empty,
        since=since,
        baselines=[one.name for one in fixed(call)],
        there=open_review(sight.repository),
    )


def _recorded(call: Call) -> Answer:
    sight = call.look()
    if there := open_review(sight.repository):
        return Elsewhere(f"/{there.path}", f"{there.id} is open already. Nothing was changed.")
    workspace = call.mine()
    pack = pack_of(workspace, call.form.text("since"))
    transaction = Transaction(workspace)
    added, title = record(transaction, pack, sight.person, judge=transaction.judge)
    keep(workspace, (added.path,), f"Add {REVIEW} {added.id}: {title}")
    return Elsewhere(
        f"/{added.path}", f"{added.id} is added and saved. Complete it in the meeting."
    )
