"""Making a baseline: of what is saved, by a person, under a name that is free."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters import ssh_keygen
from ims_docs.adapters.disk import writing
from ims_docs.adapters.git.commits import count
from ims_docs.adapters.git.digests import files_of
from ims_docs.adapters.git.tags import tag_as_user
from ims_docs.adapters.git.unfinished import under_way
from ims_docs.adapters.git.unsaved import unsaved
from ims_docs.errors import ConfigurationError, RefusedError, UnreadableError
from ims_docs.formats.signatures import BASELINES, read_list
from ims_docs.model.approval import NO_PREVIOUS
from ims_docs.model.baseline import FOLDER, NAME, Baseline
from ims_docs.model.trust import LIST, Level
from ims_docs.services.baselines.stored import newest, stored_baselines
from ims_docs.services.workspace import Workspace

_ORDINARY = ("100644", "100755", "120000")


class Made(NamedTuple):
    """What came of it."""

    baseline: Baseline
    again: bool = False
    """Whether it was there already, of the same files."""
    tagged: bool = False


@dataclass(frozen=True, kw_only=True)
class Maker:
    """One person who makes baselines in one repository."""

    workspace: Workspace
    level: Level
    person: str
    key: Path | None = None

    def make(self, name: str) -> Made:
        """Write the baseline, its signature and its tag. Raises RefusedError."""
        if not NAME.fullmatch(name):
            raise ConfigurationError(
                f"{name!r} is no name for a baseline",
                hint="Use small letters, digits, hyphens and full stops, such as 2026-review.",
            )
        self._require_quiet()
        head = self.workspace.history.head()
        known = self._known(name)
        if known is not None:
            return self._again(known, head)
        self._require_saved()
        baseline = self._of(name, head)
        self._write(baseline)
        return Made(baseline, tagged=self._tag(baseline))

    def _require_quiet(self) -> None:
        if what := under_way(self.workspace.history):
            raise RefusedError(
                f"{what} is under way and not finished, so there is no state to keep",
                hint="Finish it first: `git status` says how.",
            )
        if not self.workspace.history.has_commits:
            raise RefusedError(
                "Nothing is saved to git yet, so there is nothing to keep",
                hint='Save it first: ims save --reason "Begin the system"',
            )
        self.workspace.history.require_whole(lost=", so its commits cannot be counted")

    def _known(self, name: str) -> Baseline | None:
        """The baseline of that name on disk."""
        path = self.workspace.root / FOLDER / f"{name}.txt"
        try:
            return Baseline.parse(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise UnreadableError(
                f"{FOLDER}/{name}.txt cannot be read: {error}",
                hint="Bring the file back from the history, or choose another name.",
            ) from error

    def _again(self, known: Baseline, head: str) -> Made:
        here = [one for one in files_of(self.workspace.history, head) if not _is_own(one.path)]
        if here == [one for one in known.files if not _is_own(one.path)]:
            return Made(known, again=True)
        raise RefusedError(
            f"There is a baseline {known.name} already, of the commit {known.commit[:10]}",
            hint="A baseline is never changed. Choose another name.",
        )

    def _require_saved(self) -> None:
        paths = list(unsaved(self.workspace.history))
        if paths:
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            raise RefusedError(
                f"Not everything is saved to git: {paths[0]}{more}",
                hint="Save it or undo it first; a baseline is of what is saved.",
            )

    def _of(self, name: str, head: str) -> Baseline:
        files = files_of(self.workspace.history, head)
        for one in files:
            if one.mode not in _ORDINARY or not one.path.isprintable():
                raise RefusedError(
                    f"{one.path!r} cannot be listed in a baseline",
                    hint="`ims check` says what is wrong with its name or kind.",
                )
        last = newest(
            [
                one.baseline
                for one in stored_baselines(self.workspace.history, self.level)
                if one.baseline
            ]
        )
        return Baseline(
            name=name,
            commit=head,
            commits=count(self.workspace.history, head),
            previous=last.sha256 if last else NO_PREVIOUS,
            made_by=self.person,
            made_at=self.workspace.clock.now(),
            files=files,
        )

    def _write(self, baseline: Baseline) -> None:
        """The signature first: a baseline is there when its signature is."""
        signature = ""
        if self.key is not None:
            self._require_listed(self.key)
            signature = ssh_keygen.sign(baseline.text.encode(), self.key, BASELINES)
        with writing.locked(self.workspace.lock):
            is_free = not (self.workspace.root / baseline.path).exists()
            if signature and is_free:
                writing.replace(self.workspace.root, f"{baseline.path}.sig", signature)
            if not is_free or not writing.create(self.workspace.root, baseline.path, baseline.text):
                raise RefusedError(
                    f"Somebody else made a baseline {baseline.name} just now",
                    hint="Choose another name.",
                )

    def _require_listed(self, key: Path) -> None:
        """Raise unless the list lets this key sign baselines too."""
        public = ssh_keygen.read_public(key)
        path = self.workspace.root / LIST
        keys, _ = read_list(path.read_bytes() if path.is_file() else b"", BASELINES)
        if not any(
            one.fingerprint == public.fingerprint and one.person == self.person for one in keys
        ):
            raise RefusedError(
                f"The list of signers lets {self.person} sign approvals, and no baselines",
                hint=f'Whoever keeps {LIST} adds ,{BASELINES} to namespaces="…" in that line.',
            )

    def _tag(self, baseline: Baseline) -> bool:
        """Put a tag on the commit. It is for convenience: the file is what counts."""
        return tag_as_user(
            self.workspace.history,
            baseline.tag,
            baseline.commit,
            baseline.remark,
            self.workspace.identity,
        )


def _is_own(path: str) -> bool:
    return path.startswith(f"{FOLDER}/")
