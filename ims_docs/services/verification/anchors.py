"""Baselines as anchors: whether the history still holds exactly what each of them lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ims_docs.adapters.git import History
from ims_docs.adapters.git.commits import commit_of
from ims_docs.adapters.git.ledger import Ledger
from ims_docs.model.approval import NO_PREVIOUS
from ims_docs.model.baseline import FOLDER, TAG, Baseline, plain_code, stamp_of
from ims_docs.model.finding import Location
from ims_docs.services.baselines import StoredBaseline, other_files
from ims_docs.services.verification.keys import key_name
from ims_docs.services.verification.past import Past
from ims_docs.services.verification.result import Anchor, Check, Irregularity
from ims_docs.services.verification.witnesses import REWRITTEN

_REWRITTEN = "Ask for a copy that still holds it, and believe nothing here that is older."
_MOVED = "Ask who moved the tag. The file counts; put the tag back: git tag --force NAME COMMIT."
_KEPT = (".txt", ".txt.sig", ".tsr")
_MOST = 10
"""So many files of one baseline are named."""


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """The baselines of HEAD, and the codes that somebody has from elsewhere."""

    history: History
    ledger: Ledger
    stored: tuple[StoredBaseline, ...]
    codes: tuple[str, ...]

    def irregularities(self) -> Iterator[Irregularity]:
        """Everything about baselines that is not right."""
        known = {one.baseline.sha256 for one in self.stored if one.baseline}
        for one in self.stored:
            if one.refused:
                yield _found(one.path, one.refused, one.hint, cause=key_name(one.key))
            if one.stamp and not one.stamp.fits:
                message = "This time stamp is of something else than the baseline beside it"
                yield _found(stamp_of(one.path), message, "Ask for the right one, and judge that.")
            if one.baseline is not None and self._is_gone(one.baseline):
                yield self._rewritten(one.baseline)
            elif one.baseline is not None:
                for message in self._broken[one.baseline.sha256]:
                    hint = _MOVED if message.startswith("The tag") else _REWRITTEN
                    yield _found(one.path, message, hint)
            if one.baseline is not None and one.baseline.previous not in {NO_PREVIOUS, *known}:
                message = "The baseline before it is gone"
                yield _found(one.path, message, "Bring it back from the history.")
        yield from self._unknown_codes()
        yield from self._taken_away()

    def anchors(self) -> tuple[Anchor, ...]:
        """Each baseline, and whether it holds."""
        return tuple(
            Anchor(
                name=one.baseline.name,
                code=one.baseline.code,
                commit=one.baseline.commit,
                commits=one.baseline.commits,
                is_pinned=self._is_pinned(one.baseline),
                is_kept=not one.refused and not self._broken[one.baseline.sha256],
                has_timestamp=one.has_timestamp,
            )
            for one in self.stored
            if one.baseline
        )

    def anchored(self) -> dict[str, str]:
        """By commit: the first baseline with a code from elsewhere that the commit leads to."""
        found: dict[str, str] = {}
        for one in self.anchors():
            if one.is_pinned and one.is_kept:
                for name in self.ledger.leading_to(one.commit):
                    found.setdefault(name, one.name)
        return found

    @cached_property
    def _broken(self) -> Mapping[str, tuple[str, ...]]:
        """How the history contradicts each baseline. Every file of its commit is hashed, so it is asked once."""
        found = [one.baseline for one in self.stored if one.baseline]
        return {one.sha256: tuple(self._contradictions(one)) for one in found}

    def _is_gone(self, baseline: Baseline) -> bool:
        return baseline.commit not in self.ledger.by_name

    def _rewritten(self, baseline: Baseline) -> Irregularity:
        """A commit that is gone, with the files whose bytes no commit here holds."""
        unlike = Past(history=self.history, ledger=self.ledger).unlike_listed(baseline.files)
        (message,) = self._broken[baseline.sha256]
        found = _found(baseline.path, message + (Past.named(unlike) if unlike else ""), _REWRITTEN)
        why = f"No commit here holds it as the baseline {baseline.name} fixed it"
        effects = tuple(_found(path, why, _REWRITTEN) for path in unlike)
        return replace(found, brings=REWRITTEN, effects=effects)

    def _contradictions(self, baseline: Baseline) -> Iterator[str]:
        if self._is_gone(baseline):
            yield f"Its commit {baseline.commit[:10]} is not in this history: it was written anew"
            return
        number = len(self.ledger.leading_to(baseline.commit))
        if number != baseline.commits:
            yield f"It counts {baseline.commits} commits, and there are {number}"
        if named := other_files(self.history, baseline, _MOST):
            yield f"It lists other files than its commit: {named}"
        tagged = commit_of(self.history, f"{TAG}{baseline.name}")
        if tagged and tagged != baseline.commit:
            yield f"The tag baseline/{baseline.name} leads to another commit, {tagged[:10]}"

    def _is_pinned(self, baseline: Baseline) -> bool:
        return plain_code(baseline.code) in map(plain_code, self.codes)

    def _unknown_codes(self) -> Iterator[Irregularity]:
        known = {plain_code(one.baseline.code) for one in self.stored if one.baseline}
        for code in self.codes:
            if plain_code(code) not in known:
                yield _found(
                    FOLDER,
                    f"No baseline here has the code {code}",
                    "Compare it with the minutes. If it is right, the baseline was changed or "
                    "deleted, or the history was written anew.",
                    cause=REWRITTEN,
                )

    def _taken_away(self) -> Iterator[Irregularity]:
        """Baselines that a commit changed or deleted."""
        for one in self.ledger.commits:
            touches = {touch for group in self.ledger.touches[one.name] for touch in group}
            for touch in sorted(touches):
                is_one = touch.path.startswith(f"{FOLDER}/") and touch.path.endswith(_KEPT)
                if is_one and touch.before:
                    deed = "changed" if touch.after else "deleted"
                    yield Irregularity(
                        check=Check.ANCHORS,
                        message=f"The baseline was {deed}",
                        hint="Bring it back from the history: a baseline is never changed.",
                        where=Location(touch.path),
                        commit=one.name,
                        repaired=self.ledger.brought_back(touch, one.name),
                    )


def _found(path: str, message: str, hint: str, cause: str = "") -> Irregularity:
    return Irregularity(
        check=Check.ANCHORS, message=message, hint=hint, where=Location(path), cause=cause
    )
