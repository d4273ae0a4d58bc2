"""The audit trail: every saved change of the system, with who, when, what and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ims_docs.model.removal import is_statement_path
from ims_docs.model.revision import Revision
from ims_docs.site.pages import baseline, markup
from ims_docs.site.pages.content import SiteContent

INDEX = "trail.md"
_ON_ONE_PAGE = 500
_FILES = 6
_SIGNATURE = ".txt.sig"
"""It comes with its statement and is not listed beside it."""
_STATEMENT = re.compile(
    r"approvals/([A-Za-z0-9-]+)/v([0-9.]+)/([a-z]+(?:-alone)?)-PER-[0-9]{4}(?:-[0-9]+)?\.txt"
)
_WORDS = (
    "Every saved change of the system, newest first. Dates and names are those that the author's "
    "computer gave; the commit names the exact content."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One saved change: what git calls a commit."""

    commit: str
    author: str
    day: str
    subject: str
    files: tuple[tuple[Revision, str], ...]
    """What happened to each file, and the name that it has now."""


def changes(content: SiteContent) -> tuple[Change, ...]:
    """All saved changes, newest first."""
    today = {
        (one.commit, one.path): path
        for path, revisions in content.revisions.items()
        for one in revisions
    }
    commits: dict[str, list[Revision]] = {}
    for one in content.log:
        commits.setdefault(one.commit, []).append(one)
    return tuple(
        Change(
            commit=commit,
            author=files[0].author,
            day=files[0].authored.date().isoformat(),
            subject=files[0].subject,
            files=tuple((one, today.get((commit, one.path), one.path)) for one in files),
        )
        for commit, files in commits.items()
    )


def pages(content: SiteContent) -> Iterator[tuple[str, str]]:
    """The newest changes, and where there are more, a page for each year."""
    found = changes(content)
    years: dict[str, list[Change]] = {}
    for one in found:
        years.setdefault(one.day[:4], []).append(one)
    split = len(found) > _ON_ONE_PAGE
    yield INDEX, _page("Audit trail", found[:_ON_ONE_PAGE], content, INDEX, years if split else {})
    if split:
        for year, some in years.items():
            yield _year(year), _page(f"Audit trail {year}", some, content, _year(year), {})


def latest(content: SiteContent, number: int, origin: str) -> str:
    """The newest changes of documents, registers and records as a table."""
    rows = [
        (
            one.day,
            markup.inline(one.author),
            markup.inline(one.subject),
            _files(content, one, origin),
        )
        for one in changes(content)[:number]
    ]
    return markup.table(("Date", "Person", "Reason", "What"), rows) if rows else ""


def _page(
    title: str,
    some: Sequence[Change],
    content: SiteContent,
    origin: str,
    years: dict[str, list[Change]],
) -> str:
    rows = [
        (
            one.day,
            markup.inline(one.author),
            ", ".join(_kinds(one)),
            markup.inline(one.subject),
            _files(content, one, origin),
            markup.code(one.commit[:10]),
        )
        for one in some
    ]
    head = ("Date", "Person", "Kind", "Reason", "What", "Commit")
    blocks = [
        f"# {title}",
        _WORDS,
    ]
    if years:
        links = ", ".join(
            markup.link(f"{year} ({len(found)})", _year(year), origin)
            for year, found in years.items()
        )
        blocks.append(f"The newest {len(some)} are shown. By year: {links}.")
    listed = markup.sortable(markup.table(head, rows)) if rows else "Nothing is saved yet."
    return markup.page(title, *blocks, listed, wide=True, searched=False)


def _year(year: str) -> str:
    return f"trail/{year}.md"


def _kinds(change: Change) -> list[str]:
    """What kinds of files a change concerns."""
    return sorted({_kind(path) for _, path in change.files})


def _kind(path: str) -> str:
    if is_statement_path(path):
        return "removal"
    for folder, kind in (("docs/records/", "record"), ("docs/registers/", "register")):
        if path.startswith(folder):
            return kind
    for folder, kind in (("approvals/", "approval"), ("baselines/", "baseline")):
        if path.startswith(folder):
            return kind
    return "document" if path.startswith("docs/") else "settings"


def _files(content: SiteContent, change: Change, origin: str) -> str:
    files = [pair for pair in change.files if not pair[1].endswith(_SIGNATURE)]
    named = [_file(content, one, path, origin) for one, path in files[:_FILES]]
    more = len(files) - _FILES
    return "<br>".join([*named, f"and {more} more"] if more > 0 else named)


def _file(content: SiteContent, revision: Revision, path: str, origin: str) -> str:
    if statement := _STATEMENT.fullmatch(path):
        return _statement(content, statement, revision, origin)
    if is_statement_path(path):
        return _removal(content, path.split("/")[1], revision, origin)
    shown = _named(content, path, origin) or markup.code(path)
    if revision.change == "removed":
        shown = shown.replace(" (gone)]", "]", 1)
    return shown if revision.change == "changed" else f"{shown} ({revision.change})"


def _named(content: SiteContent, path: str, origin: str) -> str:
    """A link to the page of a file, empty when it has none."""
    fixed = next((one for one in content.baselines if one.path == path and one.has_page), None)
    if fixed:
        return markup.link(f"Baseline {markup.inline(fixed.name)}", baseline.place(fixed), origin)
    target = content.place(path)
    return markup.link(markup.inline(content.label(path)), target, origin) if target else ""


def _statement(
    content: SiteContent, statement: re.Match[str], revision: Revision, origin: str
) -> str:
    """What a statement speaks of and says, as its path tells."""
    name, version, meaning = statement.groups()
    target = content.place(content.path_of(name))
    words = markup.inline(f"{name} version {version}")
    shown = markup.link(words, target, origin) if target else words
    removed = ", removed" if revision.change == "removed" else ""
    return f"{shown} ({meaning.replace('-', ' ')}{removed})"


def _removal(content: SiteContent, name: str, revision: Revision, origin: str) -> str:
    """The statement that tells who took something out, and why."""
    target = content.place(content.path_of(name))
    words = markup.inline(f"Removal of {name}")
    shown = markup.link(words, target, origin) if target else words
    return shown if revision.change == "added" else f"{shown} ({revision.change})"
