"""What the files on disk would say if some of them had other texts: made from what was read of all.

What comes out is what `load` makes of the same texts with those judged. Thousands of other
files are not looked at again while somebody types in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from ims_docs.adapters.disk.tree import Overlay, Tree, blob_name, encoded
from ims_docs.adapters.git import History
from ims_docs.adapters.git.changes import Changes, first_bytes
from ims_docs.formats.schemas import Schemas
from ims_docs.model.defect import Defect, DefectKind
from ims_docs.model.repository import Repository
from ims_docs.model.tree_entry import EntryKind, TreeEntry
from ims_docs.services.loading.configuration import is_configuration
from ims_docs.services.loading.content import Loaded
from ims_docs.services.loading.copies import may_be_copy, strays
from ims_docs.services.loading.elders import with_elders
from ims_docs.services.loading.former import changes, is_record
from ims_docs.services.loading.incremental_step import State, Step, is_of_content
from ims_docs.services.loading.paths import unsafe
from ims_docs.services.loading.recent import Recent
from ims_docs.services.loading.removals import broken_removals, gone_things

_WHOLE = ("approvals/", "baselines/", "trust/")
"""Folders whose change is judged in a whole reading."""


@dataclass(frozen=True, eq=False)
class Standing:
    """The files on disk as they were read, to go on from."""

    repository: Repository
    schemas: Schemas
    files: Mapping[str, TreeEntry]
    """Every name that is looked at, in order of path."""
    tree: Tree

    def with_texts(
        self,
        texts: Mapping[str, str | bytes | None],
        focus: frozenset[str],
        former: Mapping[str, str],
        history: History,
    ) -> Repository | None:
        """With these texts, None for a file that goes, and some of them judged.

        `former` names the bytes that those had in the last commit. Nothing where it is not so easy: where how things are read changes, or a name is doubtful.
        """
        if self._is_doubtful or not all(map(_is_easy, texts)):
            return None
        tree = _Texts(self.tree, texts, self.files)
        present = {path: tree.files[path] for path, text in texts.items() if text is not None}
        known = {path: one.blob for path in texts if (one := self.files.get(path))}
        way = Changes(frozenset(texts), known, present)
        step = Step(self._state, way, focus, tree)
        odd: Iterable[Defect] = (
            one for one in self.repository.defects if one.kind is DefectKind.UNSAFE_PATH
        )
        if step.names_change:
            odd = unsafe(tuple(tree.files.values()))
        whole = with_elders(step.repository(tuple(odd)), history, "HEAD")
        kept = {path: blob for path, blob in former.items() if is_record(path)}
        changed = changes(kept, whole.records, tree.files, tree, history.blobs, self.schemas)
        first = partial(first_bytes, history, "HEAD")
        return replace(
            whole,
            changes=tuple(changed),
            gone=tuple(gone_things(former, history.blobs, self.schemas, whole, first)),
            broken_removals=broken_removals(former, history.blobs, whole, tree, tree.files),
        )

    @cached_property
    def _is_doubtful(self) -> bool:
        """Whether a name is one of a copy, or an id is held twice."""
        return bool(self.repository.seconds) or any(map(may_be_copy, self.files))

    @cached_property
    def _state(self) -> State:
        one = self.repository
        found: list[Loaded] = [*one.controlled, *one.pages]
        found += [defect for defect in one.defects if is_of_content(defect)]
        before = replace(
            one,
            defects=tuple(defect for defect in one.defects if defect.kind is not DefectKind.HIDDEN),
            held_by=one.holders,
            saved={},
            written={},
            changed_files={},
            changed_values={},
        )
        return State(
            commit="HEAD",
            files=self.files,
            content={loaded.path: loaded for loaded in found},
            unread=0,
            repository=before,
            schemas=self.schemas,
            recent=Recent(),
        )


class _Texts(Overlay):
    """The files with other texts, where their names are known already."""

    def __init__(
        self,
        tree: Tree,
        texts: Mapping[str, str | bytes | None],
        files: Mapping[str, TreeEntry],
    ) -> None:
        super().__init__(tree, texts)
        here = {
            path: TreeEntry(path, EntryKind.FILE, blob_name(encoded(text)))
            for path, text in texts.items()
            if text is not None
        }
        rest = {path: one for path, one in files.items() if path not in texts}
        is_longer = any(path not in files for path in here)
        found = {**rest, **here} if is_longer else {
            path: here.get(path, one) for path, one in files.items() if path in here or path in rest
        }  # fmt: skip
        self.files = dict(sorted(found.items())) if is_longer else found

    def entries(self) -> Iterator[TreeEntry]:
        """Every name, in order of path."""
        yield from self.files.values()


def _is_easy(path: str) -> bool:
    """Whether a text at this path changes nothing in how others are read."""
    return not (
        path.startswith(_WHOLE)
        or is_configuration(path)
        or may_be_copy(path)
        or path.endswith(".gitattributes")
        or any(strays((path,)))
    )
