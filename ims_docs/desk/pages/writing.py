"""Writing one section of a text: its words, the guidance beside it, and what the rules say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ims_docs.desk import linking, pictures
from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.keeping import put
from ims_docs.desk.opened import Opened, Placed, about, opened, typed
from ims_docs.desk.showing import html_of
from ims_docs.errors import ImsDocsError, RefusedError
from ims_docs.model.document import Document
from ims_docs.model.finding import Finding
from ims_docs.services.records.sections import Part
from ims_docs.services.saving import require_reason
from ims_docs.services.workspace.transaction import NonconformingError, OvertakenError, Transaction


@dataclass(frozen=True)
class _Said:
    """What was made of what was typed."""

    after: Part | None = None
    found: Sequence[Placed] | None = None
    """What the rules say of the section; None where nobody asked."""
    errors: tuple[tuple[str, str], ...] = ()
    """What is wrong, by the field."""
    rest: Sequence[Finding] = ()
    """What a gate would refuse."""
    links: Sequence[linking.Target] = ()
    note: str = ""
    is_overtaken: bool = False


def writing(call: Call) -> Answer:
    """A section to write; when it was sent: looked at, put something into, or saved."""
    if not call.is_writing:
        return _shown(call, opened(call), _Said())
    act, _, which = call.form.text("act").partition(":")
    if act in ("save", "done"):
        return _kept(call, which if act == "done" else None)
    one = opened(call)
    after, _ = typed(call, one)
    is_overtaken = call.form.text("was") != one.mark
    if is_overtaken and act != "typing":
        return _clash(call, one, after)
    if act == "link" and (target := linking.by_id(call.look(), one.item.path, which)):
        after = after.saying(f"{after.words} {target.written}".strip())
        said = _Said(after, note=f"{target.written} stands at the end of the text.")
    elif act == "find":
        asked = call.form.text("find")
        said = _Said(after, links=linking.find(call.look(), one.item.path, asked))
    elif act == "picture":
        said = _with_picture(call, one, after)
    else:
        said = _judged(call, one, after, is_overtaken=is_overtaken)
    return _shown(call, one, said)


def _judged(call: Call, one: Opened, after: Part, *, is_overtaken: bool) -> _Said:
    """What was typed, with what the rules say of it, or why they cannot be asked."""
    try:
        found = about(call.look(), one, after)
    except ImsDocsError as error:
        return _Said(after, (), (("words", f"{error.message}. {error.hint}"),))
    return _Said(after, found, is_overtaken=is_overtaken)


def _with_picture(call: Call, one: Opened, after: Part) -> _Said:
    said = call.form.text("picture.alt")
    try:
        path = pictures.take(call.look().workspace, call.form.files.get("picture"), said)
    except RefusedError as refused:
        return _Said(after, errors=(("picture.alt", f"{refused.message}. {refused.hint}"),))
    words = f"{after.words}\n\n{pictures.written(one.item.path, path, said)}"
    return _Said(after.saying(words.strip("\n")), note="The picture stands at the end of the text.")


def _kept(call: Call, advice: str | None) -> Answer:
    """What was typed saved; or one piece of guidance taken away, and nothing else."""
    transaction = Transaction(call.mine())
    path = f"docs/{call.path['path']}"
    one = opened(call)
    one = opened(call, transaction.read(path))
    after, gone = typed(call, one)
    if call.form.text("was") != one.mark:
        return _clash(call, one, after)
    if advice is not None:
        number = int(advice) if advice in map(str, range(len(one.part.advice))) else -1
        return _without_advice(call, transaction, one, number)
    if gone:
        said = f"The text does not have this place any more: {gone[0]}"
        return _shown(call, one, _Said(after, errors=(("place", said),)))
    return _saved(call, transaction, one, after)


def _saved(call: Call, transaction: Transaction, one: Opened, after: Part) -> Answer:
    path, text = one.item.path, one.with_part(after)
    if text == one.text:
        return Elsewhere(f"/{path}", "Nothing was changed, so nothing was saved.")
    reason = call.form.text("reason").strip()
    try:
        require_reason(reason, [path])
        _put(transaction, path, text, reason)
    except (OvertakenError, RefusedError) as error:
        return _refused(call, one, after, error)
    if one.next_open is not None and call.form.text("then") == "next":
        return Elsewhere(f"/write/{call.path['path']}?part={one.next_open}", f"Saved: {reason}")
    return Elsewhere(f"/{path}", f"Saved: {reason}")


def _refused(call: Call, one: Opened, after: Part, error: ImsDocsError) -> Page:
    """Why nothing was saved, with what was typed."""
    if isinstance(error, OvertakenError):
        return _clash(call, one, after)
    if isinstance(error, NonconformingError):
        return _shown(call, one, _Said(after, rest=list(error.report.findings)))
    return _shown(call, one, _Said(after, errors=(("reason", f"{error.message}. {error.hint}"),)))


def _put(transaction: Transaction, path: str, text: str, reason: str) -> None:
    """Save a text, with the pictures that it shows and that wait for it."""
    for place, data in pictures.waiting(transaction.workspace, text, path):
        transaction.create(place, data)
    put(transaction, path, text, reason)
    for place in transaction.paths:
        pictures.done(transaction.workspace, place)


def _without_advice(call: Call, transaction: Transaction, one: Opened, number: int) -> Answer:
    """Only the bytes of one piece of guidance go. What was typed stays in the editor, unsaved."""
    after, _ = typed(call, one)
    if number < 0:
        return _shown(call, one, _Said(after))
    title = one.part.advice[number].title or "the section"
    text = one.with_part(one.part.without(number))
    reason = f"Take away the advice “{title}” in {_named(one)}, which is followed"
    try:
        put(transaction, one.item.path, text, reason)
    except (OvertakenError, RefusedError) as error:
        return _refused(call, one, after, error)
    call.office.forget()
    again = Call(call.office, call.path, call.query, form=call.form, is_writing=True)
    now = opened(again)
    is_same = after.words == one.part.words
    words = now.part if is_same else now.part.saying(after.words)
    note = f"The advice “{title}” is taken away and saved."
    return _shown(again, now, _Said(words, note=note if is_same else f"{note} What you typed is not saved yet."))  # fmt: skip


def _shown(call: Call, one: Opened, said: _Said) -> Page:
    part, reason = said.after or one.part, call.form.text("reason")
    answer = page(
        "writing.html",
        call,
        status=422 if said.errors or said.rest else 200,
        item=one.item,
        parts=one.parts,
        number=one.number,
        part=part,
        words=part.words,
        was=one.mark,
        is_typed=call.is_writing and (part.words != one.part.words or bool(reason)),
        next_open=one.next_open,
        is_document=isinstance(one.item, Document),
        preview=html_of(f"{part.heading}\n{part.words}\n", one.item.path),
        findings=said.found,
        is_overtaken=said.is_overtaken,
        reason=reason if call.is_writing or not one.part.is_open else _reasons(one)[0],
        reasons=_reasons(one),
        following=one.following,
        errors=dict(said.errors),
        rest=said.rest,
        links=said.links,
        asked=call.form.text("find"),
        alternative="" if said.note else call.form.text("picture.alt"),
        done=said.note,
    )
    return answer if call.form.text("act") != "typing" else Page(answer.template, answer.values)


def _named(one: Opened) -> str:
    section = one.part.title or "the beginning"
    return f"“{section}” of {one.item.id or one.item.title}"


def _reasons(one: Opened) -> tuple[str, ...]:
    name = _named(one)
    return (
        f"Complete {name} in our own words",
        f"Say in {name} what changed in our work",
        f"Put a mistake in {name} right",
    )


def _clash(call: Call, one: Opened, after: Part) -> Page:
    """Somebody else changed the same section: both texts, mine still in the editor."""
    return page(
        "clash.html",
        call,
        status=409,
        item=one.item,
        number=one.number,
        part=one.part,
        theirs=one.part.words,
        words=after.words,
        was=one.mark,
        reason=call.form.text("reason"),
    )
