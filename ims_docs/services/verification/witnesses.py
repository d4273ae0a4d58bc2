"""What speaks of this history from outside of it: names that lead to commits it ought to hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.ledger import Ledger
from ims_docs.adapters.git.refs import files_at, leading_back, lineage, refs
from ims_docs.model.baseline import FOLDER, TAG
from ims_docs.model.finding import Location
from ims_docs.services.verification.past import Past
from ims_docs.services.verification.result import Check, Irregularity, Witnessed

REWRITTEN = "history"
"""The name under which rewriting or rolling back is the cause of what follows from it."""

_REMOTES, _BEFORE_FILTER = "refs/remotes/", "refs/original/refs/heads/"
_MAIN = ("HEAD", "main", "master")
_LATER = "Ask for the newest copy. If you only have not taken it yet: `ims get`, and verify again."
_MOST = 100
"""So many names that lead to unknown commits are asked one by one; the others are counted."""
_OTHER = (
    "Ask who wrote the history anew, and why. Believe nothing here that the two have not in common."
)


class Copy(NamedTuple):
    """Another copy of the repository, to compare this one with."""

    name: str
    history: History
    must_fit: bool = True
    """Whether it is a finding when the two have nothing in common."""


class _Claim(NamedTuple):
    name: str
    """As a person would call it."""
    history: History
    """Where the commit lies."""
    commit: str
    must_fit: bool = True
    belongs_to: str = ""
    """The baseline that it was put beside and that is not here."""


@dataclass(frozen=True, kw_only=True)
class Witnesses:
    """A history, and who else knows of it."""

    history: History
    ledger: Ledger
    past: Past
    branch: str
    kept: frozenset[str]
    """Names of the baselines that HEAD holds; what their tags say is asked with them."""
    copies: Sequence[Copy]

    def irregularities(self) -> Iterator[Irregularity]:
        """Commits that somebody else knows and this history has not."""
        for one, said in self._heard:
            if said.missing:
                yield self._missing(one, said)
        if self._uncounted:
            first = _lower(self._uncounted[0].name)
            yield _found(
                f"Rewritten: {len(self._uncounted)} more names, such as {first}, lead to commits "
                "that this history has not",
                _OTHER,
            )
        for name, commit in sorted(self._tags.items()):
            if commit in self.ledger.by_name and not self._is_waiting(name):
                yield _found(
                    f"The tag baseline/{name} is here, and the baseline that it belongs to is not: "
                    "what came after it was dropped, or the baseline was taken out of the history",
                    _LATER,
                    f"{FOLDER}/{name}.txt",
                )

    def _is_waiting(self, name: str) -> bool:
        """Whether the baseline of a tag lies in the folder and is not saved yet."""
        return (self.history.root / FOLDER / f"{name}.txt").is_file()

    def heard(self) -> tuple[Witnessed, ...]:
        """What each of them says."""
        return tuple(said for _, said in self._heard)

    @cached_property
    def _heard(self) -> list[tuple[_Claim, Witnessed]]:
        left = {one.name for one in self._uncounted}
        asked = (one for one in self._said if one.name not in left)
        return [pair for one in asked for pair in self._ask(one)]

    @cached_property
    def _said(self) -> tuple[_Claim, ...]:
        return tuple(self._claims())

    @cached_property
    def _uncounted(self) -> tuple[_Claim, ...]:
        """Names in this folder that lead to unknown commits, after so many that were looked at each."""
        known = self.ledger.by_name
        mine = (one for one in self._said if one.history is self.history)
        return tuple(one for one in mine if one.commit not in known)[_MOST:]

    def _claims(self) -> Iterator[_Claim]:
        for name, commit in sorted(self._tags.items()):
            path = "" if self._is_waiting(name) else f"{FOLDER}/{name}.txt"
            yield _Claim(f"The tag baseline/{name}", self.history, commit, belongs_to=path)
        for name, commit in refs(self.history, _REMOTES, _BEFORE_FILTER).items():
            if self._is_about_this(name) or self._goes_on(name, commit):
                shown = name.removeprefix(_REMOTES)
                yield _Claim(f"The branch {shown}", self.history, commit)
        for copy in self.copies:
            head = copy.history.head()
            if head:
                yield _Claim(copy.name, copy.history, head, copy.must_fit)

    @cached_property
    def _ahead(self) -> frozenset[str]:
        """The branches of elsewhere that go on from what is looked at."""
        return leading_back(self.history, self.ledger.commits[-1].name, _REMOTES)

    @cached_property
    def _tags(self) -> Mapping[str, str]:
        found = refs(self.history, TAG)
        names = {name.removeprefix(TAG): commit for name, commit in found.items()}
        return {name: commit for name, commit in names.items() if name not in self.kept}

    def _is_about_this(self, name: str) -> bool:
        """Whether a branch of elsewhere speaks of the branch that is looked at."""
        branch = name.removeprefix(_BEFORE_FILTER)
        if name.startswith(_REMOTES):
            branch = name.removeprefix(_REMOTES).partition("/")[2]
        return branch == self.branch or (self._is_main and branch in _MAIN)

    def _goes_on(self, name: str, commit: str) -> bool:
        """Whether it is the main branch of elsewhere, and ahead of what is looked at."""
        is_main = name.startswith(_REMOTES) and name.rpartition("/")[2] in _MAIN
        return is_main and name in self._ahead and commit != self.ledger.commits[-1].name

    @property
    def _is_main(self) -> bool:
        return not self.branch or self.branch in _MAIN

    def _ask(self, one: _Claim) -> Iterator[tuple[_Claim, Witnessed]]:
        known, head = self.ledger.by_name, self.ledger.commits[-1].name
        if one.commit in known:
            later = len(known) - len(self.ledger.leading_to(one.commit))
            yield one, Witnessed(one.name, one.commit, later=later)
            return
        theirs = lineage(one.history, one.commit)
        missing = sum(name not in known for name in theirs)
        if one.must_fit or missing < len(theirs):
            yield one, Witnessed(one.name, one.commit, missing, is_ahead=head in theirs)

    def _missing(self, one: _Claim, said: Witnessed) -> Irregularity:
        commits = "1 commit" if said.missing == 1 else f"{said.missing} commits"
        unlike = self.past.unlike(files_at(one.history, one.commit))
        effects = tuple(
            _found(f"No commit here holds it as {_lower(one.name)} does", _OTHER, path)
            for path in unlike
        )
        if one.belongs_to:
            gone = _found(
                "The baseline that the tag belongs to is not here", _LATER, one.belongs_to
            )
            effects = (*effects, gone)
        if said.is_ahead:
            message = f"Rolled back: {_lower(one.name)} is {commits} ahead of what is looked at"
        else:
            message = f"Rewritten: {_lower(one.name)} holds {commits} that this history has not"
        return _found(
            f"{message}, up to {one.commit[:10]}{self.past.named(unlike)}",
            _LATER if said.is_ahead else _OTHER,
            effects=effects,
        )


def _lower(name: str) -> str:
    return f"{name[0].lower()}{name[1:]}"


def _found(
    message: str, hint: str, path: str = "", effects: tuple[Irregularity, ...] = ()
) -> Irregularity:
    return Irregularity(
        check=Check.ANCHORS,
        message=message,
        hint=hint,
        where=Location(path),
        brings="" if path else REWRITTEN,
        effects=effects,
    )
