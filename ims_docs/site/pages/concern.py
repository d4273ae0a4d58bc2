"""Which pages a finding of the verification concerns: those of the file itself, and those that rest on it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.model.finding import Severity
from ims_docs.model.page_name import page_of
from ims_docs.model.waiver import INTEGRITY
from ims_docs.site.pages import baseline, people
from ims_docs.site.pages.content import SiteContent, clause_path, record_index
from ims_docs.site.pages.integrity import Kind, Told, Word

_RECORDS, BASELINES = "docs/records/", "baselines/"
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
    if path.startswith(BASELINES):
        return _baseline_place(content, path)
    today = _file(content, path)
    if known_place := content.place(today):
        return known_place
    is_ours = today.startswith("docs/") and today.endswith(_ENDINGS)
    return f"gone/{page_of(today)}" if is_ours else ""


def _baseline_place(content: SiteContent, path: str) -> str:
    """The page of a baseline; the list of all for one that cannot be read; a page that says that it is gone."""
    called = _baseline_name(path)
    found = next((one for one in content.baselines if _baseline_name(one.path) == called), None)
    if found:
        return baseline.place(found) if found.has_page else baseline.INDEX
    can_tell = called and content.edition.is_whole  # an edition may leave all of them out
    return f"gone/{page_of(f'docs/{BASELINES}{called}.txt')}" if can_tell else ""


def _baseline_name(path: str) -> str:
    """The name of the baseline that a file belongs to: its text, its signature or its time stamp."""
    file = path.removeprefix(BASELINES).removesuffix(".sig")
    return file.removesuffix(".txt").removesuffix(".tsr")


def name(content: SiteContent, path: str) -> str:
    """What a file that a finding names is called."""
    if path.startswith("trust/"):
        return "List of signers"
    if path.startswith(BASELINES):
        return f"Baseline {_baseline_name(path)}"
    today = _file(content, path)
    return content.label(today) if content.place(today) else today


def missing_name(mark: Mark) -> str:
    """What a file without a page of its own is called."""
    if mark.path.startswith(BASELINES):
        return f"Baseline {_baseline_name(mark.path)}"
    return mark.path.rpartition("/")[2].rpartition(".")[0]


def vanished(content: SiteContent) -> dict[str, Mark]:
    """By page: files that have no page of their own any more, though something knows of them."""
    return {
        page: some[0]
        for page, some in marks(content).items()
        if page.startswith("gone/") and some[0].path not in content.removed_items
    }


def around(page: str, places: Iterable[str]) -> Iterator[str]:
    """The pages that show a file as it is now: its draft, and what changed in it."""
    for one in places:
        if one in (page, f"drafts/{page}", f"changes/{page}"):
            yield one


def shows_kept(page: str, some: Sequence[Mark], places: Container[str]) -> bool:
    """Whether a page shows the text that was signed, and another one the file that was altered."""
    return f"drafts/{page}" in places and any(one.told.path == one.path for one in some)


def formerly(
    page: str, some: Sequence[Mark], places: Iterable[str]
) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The pages that show former texts of a file, and what was found about the approval of each.

    A former text is shown because it is the one that was signed. What was done to the file later
    is no word against it; what was done to the statements about it is.
    """
    former = f"former/{page.removesuffix('.md')}/"
    for one in places:
        if one.startswith(former):
            version = one.removeprefix(former).removeprefix("version-").removesuffix(".md")
            yield one, tuple(mark for mark in some if _is_of(mark.told.path, version))


def _is_of(path: str, version: str) -> bool:
    """Whether a statement lies with a version; two texts of one version are told apart by a digest."""
    folder, *rest = path.removeprefix("approvals/").split("/")[1:] or ("",)
    told = folder.removeprefix("v")
    return bool(rest and told) and (version == told or version.startswith(f"{told}-"))


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
        for page in served(content, path):
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


def served(content: SiteContent, path: str) -> Iterator[str]:
    """The pages of the clauses that the type of a file serves, and the list of records of its type."""
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
    if item is None:
        item = content.last_read.get(path)
    if item is not None:
        return item.type
    return path.removeprefix(_RECORDS).partition("/")[0] if path.startswith(_RECORDS) else ""


def _file(content: SiteContent, path: str) -> str:
    """The file that a path speaks of: a statement speaks of its text, an old name of the new one."""
    if path.startswith("approvals/"):
        path = content.path_of(path.split("/")[1]) or path
    return path if path in content.titles else content.saved.renamed.get(path, path)
