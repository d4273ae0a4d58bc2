"""What one edition of the site leaves out: everything that is classified above its audience.

What is judged is judged with everything that is kept, and then what would tell of something
left out is taken away. So no text looks worse, or better, to those who may see less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from ims_docs.model.attachment import is_attachment
from ims_docs.model.classification import Classification
from ims_docs.model.removal import StoredRemoval
from ims_docs.model.repository import Repository
from ims_docs.model.revision import Revision
from ims_docs.model.trust import Trust
from ims_docs.site.build.classes import Classes, Named
from ims_docs.site.build.cutting import cut_register, hidden_lines, is_shown
from ims_docs.site.pages import Edition

_SHORTEST = 5
"""Characters from which on a title is looked for in sentences of ours."""
_UNSAID = Classification.INTERNAL


class Cut:
    """Decides for one audience what is shown of one repository and its history."""

    def __init__(
        self,
        repository: Repository,
        revisions: Mapping[str, tuple[Revision, ...]],
        known: Classes,
        audience: Classification,
    ) -> None:
        self.whole = repository
        self.audience = audience
        self._revisions = revisions
        self._known = known

    def is_hidden(self, path: str) -> bool:
        """Whether a file that is there, or was there last, is left out."""
        if path.startswith("approvals/"):
            name = path.split("/")[1]
            return self._classes_of_names.get(name, _UNSAID) > self.audience
        return self._known.of(path) > self.audience

    @cached_property
    def hides_settings(self) -> bool:
        """Whether what nobody classifies is left out: settings, baselines, keys, drafts of pages."""
        return self.audience < _UNSAID

    @cached_property
    def hides_people(self) -> bool:
        """Whether names of people are left out, as the register that holds them is."""
        people = self.whole.register("people")
        return self.is_hidden(people.path) if people else self.hides_settings

    @cached_property
    def partly(self) -> frozenset[str]:
        """Files that are shown, and of which some entry is or was left out."""
        found = {path for path, said in self._known.today.items() if said.strictest > self.audience}
        for path, revisions in self._revisions.items():
            if any(self.strictest(one.blob) > self.audience for one in revisions):
                found.add(path)
        return frozenset(path for path in found if not self.is_hidden(path))

    def strictest(self, blob: str) -> Classification:
        """Who could read all of a text as a revision held it."""
        return self._known.texts[blob].strictest if blob in self._known.texts else _LEAST

    def own(self, blob: str) -> Classification:
        """Who could read a text as a whole, whatever single entries say."""
        return self._known.texts[blob].own if blob in self._known.texts else _LEAST

    def is_shown(self, one: Revision) -> bool:
        """Whether a saved change of a file may be named."""
        if self.is_hidden(one.current_path or one.path):
            return False
        return self.own(one.blob or one.former_blob) <= self.audience

    def touches_hidden(self, one: Revision) -> bool:
        """Whether the reason of a change may speak of something that is left out."""
        return (
            not self.is_shown(one)
            or self.strictest(one.blob) > self.audience
            or self.strictest(one.former_blob) > self.audience
        )

    @cached_property
    def hidden_lines(self) -> Mapping[str, list[range]]:
        """The lines of entries that are left out, by register."""
        return {
            one.path: hidden_lines(one, self.audience)
            for one in self.whole.registers
            if one.path in self.partly
        }

    def is_line_shown(self, path: str, line: int) -> bool:
        """Whether a place is shown, and lies in no entry that is left out."""
        return not self.is_hidden(path) and is_shown(line, self.hidden_lines.get(path, []))

    @cached_property
    def edition(self) -> Edition:
        """What is left out, by all its names."""
        hidden = {path for path in (*self.whole.paths, *self._revisions) if self.is_hidden(path)}
        for revisions in self._revisions.values():
            for one in revisions:
                if not self.is_shown(one):
                    hidden.update((one.path, one.current_path or one.path))
                if self.own(one.former_blob) > self.audience:
                    hidden.add(one.former_path or one.path)
        shown = {path for path in self.whole.paths if not self.is_hidden(path)}
        paths = frozenset(hidden - shown)
        return Edition(
            audience=self.audience,
            paths=paths,
            names=frozenset(
                name for name, one in self._classes_of_names.items() if one > self.audience
            ),
            words=tuple(sorted({*self._titles(), *_names_of(paths)})),
            left_out=self._counted(),
        )

    @cached_property
    def _classes_of_names(self) -> Mapping[str, Classification]:
        """By id or type of register: as what holds it today says, otherwise the strictest there was."""
        found: dict[str, Classification] = {}
        past: dict[str, Classification] = {}
        for path, said in self._known.today.items():
            into = found if path in self.whole.paths else past
            _note(into, said.named)
        for said in self._known.texts.values():
            _note(past, said.named)
        return {**past, **found}

    def _titles(self) -> Iterator[str]:
        """What is left out is called so, and nothing that is shown is."""
        hidden: set[str] = set()
        shown = {one.title.casefold() for one in self.whole.types.values()}
        for path, said in self._known.today.items():
            for one in said.named:
                is_shown = one.classification <= self.audience and path in self.whole.paths
                (shown if is_shown else hidden).update(map(str.casefold, one.titles))
        for said in self._known.texts.values():
            for one in said.named:
                if one.classification > self.audience:
                    hidden.update(map(str.casefold, one.titles))
        yield from (one for one in hidden - shown if len(one) >= _SHORTEST)

    def _counted(self) -> Mapping[str, int]:
        whole = self.whole
        entries = sum(
            one.classification > self.audience
            for register in whole.registers
            if not self.is_hidden(register.path) and register.path in self._known.today
            for one in self._known.today[register.path].named[1:]
        )
        return {
            "document": self._hidden(one.path for one in whole.documents),
            "register": self._hidden(one.path for one in whole.registers),
            "entry": entries,
            "record": self._hidden(one.path for one in whole.records),
            "attachment": self._hidden(filter(is_attachment, whole.paths)),
        }

    def _hidden(self, paths: Iterable[str]) -> int:
        return sum(map(self.is_hidden, paths))

    def repository(self) -> Repository:
        """The part that is shown."""
        whole, edition = self.whole, self.edition
        hides = self.is_hidden
        return replace(
            whole,
            whole=whole,
            settings=replace(whole.settings, waivers=(), not_applicable=())
            if self.hides_settings
            else whole.settings,
            documents=tuple(one for one in whole.documents if not hides(one.path)),
            records=tuple(one for one in whole.records if not hides(one.path)),
            registers=tuple(
                cut_register(one, self.audience) for one in whole.registers if not hides(one.path)
            ),
            pages=tuple(one for one in whole.pages if not hides(one.path)),
            defects=tuple(one for one in whole.defects if not hides(one.path)),
            paths=frozenset(path for path in whole.paths if not hides(path)),
            unsafe_drawings={k: v for k, v in whole.unsafe_drawings.items() if not hides(k)},
            saved={path: one for path, one in whole.saved.items() if not hides(path)},
            changes=tuple(one for one in whole.changes if not hides(one.before.record.path)),
            gone=tuple(
                one for one in whole.gone if not hides(one.path) and one.id not in edition.names
            ),
            removals=self._told_of(whole.removals),
            broken_removals=self._told_of(whole.broken_removals),
            stored_statements={
                name: some
                for name, some in whole.stored_statements.items()
                if name not in edition.names
            },
            baselines=() if self.hides_settings else whole.baselines,
            trust=Trust() if self.hides_settings else whole.trust,
            digests={path: one for path, one in whole.digests.items() if not hides(path)},
            changed_files={k: one for k, one in whole.changed_files.items() if not hides(k[1])},
            written={path: one for path, one in whole.written.items() if not hides(path)},
            held_by=None,
            waivers=() if self.hides_settings else whole.waivers,
        )

    def _told_of(self, some: tuple[StoredRemoval, ...]) -> tuple[StoredRemoval, ...]:
        return tuple(one for one in some if self._is_told(one.named, one.path))

    def _is_told(self, name: str, path: str) -> bool:
        """Whether the removal of something may be told."""
        if name in self.edition.names or self.is_hidden(path):
            return False
        removal = self.whole.removed.get(name)
        return removal is None or not (self.is_hidden(removal.path) or removal.path in self.partly)


_LEAST = Classification.PUBLIC


def _note(into: dict[str, Classification], named: Iterable[Named]) -> None:
    for one in named:
        if one.id:
            into[one.id] = max(one.classification, into.get(one.id, one.classification))


def _names_of(paths: Iterable[str]) -> Iterator[str]:
    """A path as a sentence may spell it, in small letters."""
    for path in paths:
        if path.startswith("docs/"):
            small = path.casefold()
            yield small
            page = small.removeprefix("docs/").rpartition(".")[0]
            if "/" in page:
                yield page
