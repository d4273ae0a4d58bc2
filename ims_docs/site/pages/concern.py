"""Which pages a finding of the verification concerns: those of the file itself, and those that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ims_docs.model.finding import Severity
from ims_docs.model.page_name import page_of
from ims_docs.model.waiver import INTEGRITY
from ims_docs.site.pages import people
from ims_docs.site.pages.content import SiteContent, clause_path, record_index
from ims_docs.site.pages.integrity import Kind, Told, Word

_RECORDS = "docs/records/"
_ENDINGS = (".md", ".yaml", ".yml")


class Mark(NamedTuple):
    """A finding about a file, and what brought it about, which may be itself."""

    path: str
    """The file of today, or the last one."""
    told: Told
    cause: Told


def word(content: SiteContent) -> Word:
    """The verdict about everything that the site shows: the history, and the files as they lie there."""
    return Word.NOT_INTACT if altered_here(content) else content.integrity.word


def altered_here(content: SiteContent) -> tuple[Told, ...]:
    """What was altered in the folder and is saved nowhere, so that no commit can be named."""
    changed = frozenset(content.modified)
    return tuple(
        Told(kind=Kind.INTEGRITY, message=one.message, hint=one.hint, path=one.where.path)
        for one in content.report.findings
        if one.code.startswith(INTEGRITY)
        and one.severity is Severity.ERROR
        and one.where.path in changed
    )


def broken(content: SiteContent) -> tuple[Told, ...]:
    """Everything that speaks against the integrity of what is shown, the causes first."""
    return (*altered_here(content), *content.integrity.of(Kind.INTEGRITY))


def marks(content: SiteContent) -> Mapping[str, tuple[Mark, ...]]:
    """By page: what was found about the file that it shows. Files that no page shows get one."""
    found: dict[str, dict[tuple[str, str], Mark]] = {}
    for cause in broken(content):
        for one, because in cause.each():
            mark = Mark(_file(content, one.path), one, because)
            if page := place(content, mark.path):
                found.setdefault(page, {}).setdefault((one.message, one.commit), mark)
    return {page: tuple(some.values()) for page, some in found.items()}


def place(content: SiteContent, path: str) -> str:
    """The page of a file that a finding names, empty where there cannot be one."""
    if path.startswith("trust/"):
        return people.PAGE if content.repository.register("people") else ""
    if path.startswith("baselines/"):
        name = path.removeprefix("baselines/").partition(".")[0]
        known = any(one.has_page and one.name == name for one in content.baselines)
        return f"baselines/{name}.md" if known else ""
    today = _file(content, path)
    if known_place := content.place(today):
        return known_place
    is_ours = today.startswith("docs/") and today.endswith(_ENDINGS)
    return f"gone/{page_of(today)}" if is_ours else ""


def name(content: SiteContent, path: str) -> str:
    """What a file that a finding names is called."""
    if path.startswith("trust/"):
        return "List of signers"
    if path.startswith("baselines/"):
        return f"Baseline {path.removeprefix('baselines/').partition('.')[0]}"
    today = _file(content, path)
    return content.label(today) if content.place(today) else today


def vanished(content: SiteContent, found: Mapping[str, tuple[Mark, ...]]) -> dict[str, Mark]:
    """Pages of files that this history does not hold at all, though something else knows of them."""
    return {
        page: some[0]
        for page, some in found.items()
        if page.startswith("gone/") and some[0].path not in content.removed_items
    }


def around(page: str, places: Iterable[str]) -> Iterator[str]:
    """The pages that show the same file: its draft, its former texts, what changed in it."""
    former = f"former/{page.removesuffix('.md')}/"
    for one in places:
        if one in (page, f"drafts/{page}", f"changes/{page}") or one.startswith(former):
            yield one


def shaken(content: SiteContent) -> frozenset[str]:
    """The pages of clauses and lists that rest on something that is not as it was."""
    return frozenset(page for page, some in resting(content, marks(content)).items() if some)


def resting(
    content: SiteContent, found: Mapping[str, tuple[Mark, ...]]
) -> Mapping[str, tuple[Mark, ...]]:
    """By page of a clause or list of records: what it rests on and is not as it was."""
    rests: dict[str, dict[str, Mark]] = {}
    every = {mark.path: mark for some in found.values() for mark in some}
    for page, paths in _evidence(content).items():
        rests[page] = {path: every[path] for path in paths & every.keys()}
    for path, mark in every.items():
        for page in _served(content, path):
            rests.setdefault(page, {})[path] = mark
    return {page: tuple(some[path] for path in sorted(some)) for page, some in rests.items()}


def _evidence(content: SiteContent) -> Mapping[str, frozenset[str]]:
    """By page of a clause: the files that are evidence for it."""
    coverage = content.primary
    return {
        clause_path(one.text.clause): frozenset(
            (*one.reach.evidence, *(path for item in one.items for path in item.reach.evidence))
        )
        for one in (coverage.clauses if coverage else ())
    }


def _served(content: SiteContent, path: str) -> Iterator[str]:
    """The pages of the clauses that its type serves, and the list of records of its type."""
    name, coverage = _type(content, path), content.primary
    known = content.repository.types.get(name)
    for one in coverage.clauses if coverage and known else ():
        if coverage and known and known.serves(coverage.standard.id, one.text.clause):
            yield clause_path(one.text.clause)
    if path.startswith(_RECORDS) and name:
        yield record_index(name)


def _type(content: SiteContent, path: str) -> str:
    item = content.controlled.get(path)
    if item is None and path in content.removed_items:
        item = content.removed_items[path].item
    if item is not None:
        return item.type
    return path.removeprefix(_RECORDS).partition("/")[0] if path.startswith(_RECORDS) else ""


def _file(content: SiteContent, path: str) -> str:
    """The file that a path speaks of: a statement speaks of its text, an old name of the new one."""
    if path.startswith("approvals/"):
        path = content.path_of(path.split("/")[1]) or path
    return path if path in content.titles else content.renamed.get(path, path)
