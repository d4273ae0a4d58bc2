"""The record that tells of an upgrade: what was taken, what was put off, what authors should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ims_docs.model.content import Value
from ims_docs.services.records.drafting import Draft, Drafting
from ims_docs.services.upgrade.plan import Item, Kind, Plan
from ims_docs.services.workspace.transaction import Transaction

TYPE = "change"
RECORDS = "docs/records/change"
_WORDS = (
    (Kind.UNTOUCHED, "Replaced, because nobody had changed it here"),
    (Kind.MERGED, "Merged with what was written here"),
    (Kind.NEW, "New"),
    (Kind.GONE, "No longer in the template; it stays here"),
    (Kind.LATER, "Put off"),
    (Kind.CONFLICT, "Put off, because nobody decided between two texts"),
)
_SEVERAL = 5
"""From so many files of one folder on, the folder and their number are told."""


def drafted(transaction: Transaction, plan: Plan, person: str, what: str) -> Draft:
    """The record with the next free id; it stays open until somebody says how it went."""
    ids = [one.name for one in plan.items if one.is_written and one.path in _documents(plan)]
    keys: dict[str, Value] = {"title": what.capitalize(), "kind": "planned"}
    if ids:
        keys["affects"] = [*ids]
    sections = {"Purpose": _purpose(plan, what), "Consequences": "\n".join(_consequences(plan))}
    drafting = Drafting(
        transaction=transaction,
        type=transaction.repository.types[TYPE],
        person=lambda _keys: person,
    )
    return next(drafting.drafts(keys, sections))


def _documents(plan: Plan) -> frozenset[str]:
    """Paths of what has an id of its own."""
    return frozenset(
        one.path for one in plan.items if one.name != one.path and one.path.endswith(".md")
    )


def _purpose(plan: Plan, what: str) -> str:
    words = f"`ims upgrade` was run to {what}; the texts here were of template {plan.before}."
    answers = [
        f"The answer to {name.replace('_', ' ')} is another one: before “{_plain(before)}”, now “{_plain(now)}”."
        for name, (before, now) in plan.changed.items()
    ]
    return " ".join([words, *answers])


def _consequences(plan: Plan) -> Iterator[str]:
    for kind, words in _WORDS:
        if items := plan.of(kind):
            yield f"- {words}: {'; '.join(_listed(items))}."
    news = [
        (one, said)
        for one in plan.items
        if one.is_written or one.kind is Kind.TOLD
        for said in one.news
    ]
    if news:
        yield from ("", "The template also says, for those who write these texts:", "")
        yield from (f"- {one.name}: {_plain(_untold(said))}" for one, said in news)
    if not plan.items:
        yield "No text changes."


def _listed(items: Sequence[Item]) -> Iterator[str]:
    folders: dict[str, int] = {}
    for one in items:
        reason = f" ({_plain(one.reason)})" if one.reason else ""
        folder = one.path.rpartition("/")[0]
        alike = [other for other in items if other.path.rpartition("/")[0] == folder]
        if one.name == one.path and len(alike) >= _SEVERAL and not reason:
            folders[folder] = folders.get(folder, 0) + 1
        else:
            yield f"{one.name}{reason}" if one.name != one.path else f"`{one.path}`{reason}"
    yield from (f"{number} files in `{folder}`" for folder, number in folders.items())


def _untold(said: str) -> str:
    """News without a mark that would make the record itself look unfinished."""
    return said.replace("[TODO:", "(to fill in:").replace("]", ")")


def _plain(text: str) -> str:
    """Words without anything that Markdown or HTML would act upon."""
    return "".join(f"\\{one}" if one in "\\`*_[]<>|~{}&" else one for one in " ".join(text.split()))
