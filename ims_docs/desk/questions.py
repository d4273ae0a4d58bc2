"""The places that the organisation and the template both changed: a question each, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from ims_docs.desk.asking import Form
from ims_docs.desk.office import Sight
from ims_docs.desk.telling import titles_of
from ims_docs.formats.frontmatter import MalformedError, dump, parse
from ims_docs.model.content import readable
from ims_docs.services.exchange import Choice, Clash
from ims_docs.services.upgrade.items import TWICE
from ims_docs.services.upgrade.plan import Item

OWN = "own"
_LATER = "later"
_CHOICE = "choice."
_SAID = {one.value: one for one in Choice}
NOTHING_TYPED = "Write what is to stay there, or choose another answer."


class Question(NamedTuple):
    """One place, in words for whoever decides."""

    key: str
    """Names its fields."""
    where: str
    mine: str
    theirs: str
    may_join: bool
    """Whether both can stay, or a text of one's own."""
    chosen: str
    own: str
    is_line: bool
    """Whether it is the value of one field."""
    error: str = ""


def questions_of(item: Item, sight: Sight, form: Form) -> Iterator[Question]:
    """What is to be decided about one file, with what was chosen before."""
    for clash in clashes_of(item):
        key = key_of(clash)
        field = _field(clash)
        texts = [_value(one, field) for one in (clash.mine, clash.theirs)] if field else []
        mine, theirs = texts or (clash.mine, clash.theirs)
        chosen = form.text(f"{_CHOICE}{key}")
        yield Question(
            key=key,
            where=_where(clash, item, sight, field),
            mine=mine,
            theirs=theirs,
            may_join=not clash.is_whole and not (field and _is_grouped(clash)),
            chosen=chosen or _LATER,
            own=form.text(f"own.{key}", mine if field else _joined(clash)),
            is_line=bool(field),
            error=NOTHING_TYPED if _is_unwritten(form, key) else "",
        )


def is_unfinished(form: Form) -> bool:
    """Whether somebody chose words of their own somewhere, and wrote none."""
    keys = (name.removeprefix(_CHOICE) for name in form.fields if name.startswith(_CHOICE))
    return any(_is_unwritten(form, key) for key in keys)


def _is_unwritten(form: Form, key: str) -> bool:
    return form.text(f"{_CHOICE}{key}") == OWN and not form.text(f"own.{key}").strip()


def clashes_of(item: Item) -> tuple[Clash, ...]:
    """The places that nobody decided; a file that both brought is one of them."""
    if item.reason != TWICE:
        return item.questions
    ours, new = ((one or b"").decode("utf-8", "replace") for one in (item.before, item.data))
    return (Clash(item.path, item.called, "", ours, "", new, is_whole=True),)


class Answered:
    """Decides as the form says; what it does not say is put off."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def __call__(self, clash: Clash) -> Choice | str | None:
        """The choice, a text of one's own, or None to put it off."""
        key = key_of(clash)
        said = self._form.text(f"{_CHOICE}{key}")
        if said != OWN:
            return _SAID.get(said)
        own = self._form.text(f"own.{key}")
        if field := _field(clash):
            return dump({field: own.strip()})
        is_line = clash.mine.endswith("\n") or clash.theirs.endswith("\n")
        return own if own.endswith("\n") or not is_line else f"{own}\n"


def key_of(clash: Clash) -> str:
    """The same for the same question, also when the page is made anew."""
    said = repr((clash.path, clash.mine, clash.before, clash.theirs))
    return sha256(said.encode()).hexdigest()[:12]


def _field(clash: Clash) -> str:
    """The key whose value it is about; empty where it is about words of a text."""
    key = clash.section.rpartition(", ")[2]
    if not key.isidentifier() or clash.is_whole:
        return ""
    sides = [one for one in (clash.mine, clash.theirs) if one]
    return key if sides and all(one.startswith(f"{key}:") for one in sides) else ""


def _value(text: str, field: str) -> str:
    try:
        return readable(parse(text).values.get(field)) if text else ""
    except MalformedError:
        return text


def _is_grouped(clash: Clash) -> bool:
    """Whether the value is no single word or sentence."""
    field = _field(clash)
    values = [parse(one).values.get(field) for one in (clash.mine, clash.theirs) if one]
    return not all(isinstance(one, str) for one in values)


def _where(clash: Clash, item: Item, sight: Sight, field: str) -> str:
    if not field:
        return clash.section
    subject = sight.by_path.get(item.path)
    type_ = sight.repository.types.get(subject.type) if subject else None
    title = titles_of(type_.properties).get(field, field) if type_ else field
    return f"{clash.section.rpartition(', ')[0]} {title}".strip()


def _joined(clash: Clash) -> str:
    return f"{clash.mine.rstrip()}\n\n{clash.theirs.strip()}\n"
