"""What one saved change touched: documents, records, registers and statements, with what changed in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ims_docs.model.removal import is_statement_path
from ims_docs.model.revision import Revision
from ims_docs.site.pages import baseline, changes, markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.saved_changes import Change

_AT_ONCE = 8
"""So many are seen; the others a reader opens."""
_MOST = 1_000
_SIGNATURE = ".txt.sig"
"""It comes with its statement and is not listed beside it."""
_STATEMENT = re.compile(
    r"approvals/([A-Za-z0-9-]+)/v([0-9.]+)/([a-z]+(?:-alone)?)-PER-[0-9]{4}(?:-[0-9]+)?\.txt"
)
_KINDS = (
    ("docs/records/", "record"),
    ("docs/registers/", "register"),
    ("docs/", "document"),
    ("approvals/", "approval"),
    ("baselines/", "baseline"),
)


def kinds(change: Change) -> list[str]:
    """What kinds of files a change concerns."""
    return sorted({_kind(path) for _, path in change.files})


def _kind(path: str) -> str:
    if is_statement_path(path):
        return "removal"
    return next((kind for folder, kind in _KINDS if path.startswith(folder)), "settings")


class Touched:
    """What changes touched, as one page tells it."""

    def __init__(self, content: SiteContent, origin: str) -> None:
        self._content = content
        self._origin = origin
        self._redlines = changes.targets(content)

    def whole(self, change: Change) -> str:
        """Every file; of very many the first ones are seen at once, the others can be opened."""
        lines = list(self._lines(change))
        seen, folded = lines[:_AT_ONCE], lines[_AT_ONCE:_MOST]
        if not folded:
            return "<br>".join(seen)
        more = len(lines) - _MOST
        rest = [*folded, *([f"and {more:,} more, which git names"] if more > 0 else [])]
        summary = f"<summary>and {len(lines) - _AT_ONCE:,} more</summary>"
        return f"{'<br>'.join(seen)}<details>{summary}{'<br>'.join(rest)}</details>"

    def first(self, change: Change, number: int) -> str:
        """The first files, and a link to where all are named."""
        lines = list(self._lines(change))
        more = len(lines) - number
        if more <= 0:
            return "<br>".join(lines)
        link = markup.link(
            f"and {more:,} more", self._content.saved.place(change.commit), self._origin
        )
        return "<br>".join((*lines[:number], link))

    def _lines(self, change: Change) -> Iterator[str]:
        for one, path in change.files:
            if not path.endswith(_SIGNATURE):
                yield self._file(one, path)

    def _file(self, revision: Revision, path: str) -> str:
        if statement := _STATEMENT.fullmatch(path):
            return self._statement(statement, revision)
        if is_statement_path(path):
            return self._removal(path.split("/")[1], revision)
        shown = self._named(path) or markup.code(path)
        if revision.change == "removed":
            shown = shown.replace(" (gone)]", "]", 1)
        if revision.change != "changed":
            return f"{shown} ({revision.change})"
        target = self._redlines.get((revision.commit, path), "")
        return f"{shown} ({markup.link('what changed', target, self._origin)})" if target else shown

    def _named(self, path: str) -> str:
        """A link to the page of a file, empty when it has none."""
        content = self._content
        fixed = next((one for one in content.baselines if one.path == path and one.has_page), None)
        if fixed:
            name = f"Baseline {markup.inline(fixed.name)}"
            return markup.link(name, baseline.place(fixed), self._origin)
        target = content.place(path)
        words = markup.inline(content.label(path))
        return markup.link(words, target, self._origin) if target else ""

    def _statement(self, statement: re.Match[str], revision: Revision) -> str:
        """What a statement speaks of and says, as its path tells."""
        name, version, meaning = statement.groups()
        path = self._content.path_of(name)
        is_list = path.endswith((".yaml", ".yml")) and path in self._content.titles
        called = self._content.titles[path] if is_list else name
        words = markup.inline(f"{called} version {version}")
        shown = markup.link(words, self._content.place(path), self._origin)
        removed = ", removed" if revision.change == "removed" else ""
        return f"{shown} ({meaning.replace('-', ' ')}{removed})"

    def _removal(self, name: str, revision: Revision) -> str:
        """The statement that tells who took something out, and why."""
        target = self._content.place(self._content.path_of(name))
        shown = markup.link(markup.inline(f"Removal of {name}"), target, self._origin)
        return shown if revision.change == "added" else f"{shown} ({revision.change})"
