"""What was kept once and is gone without a word: deleted by a commit, or taken out of the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ims_docs.adapters.git.ledger import Ledger, Touch
from ims_docs.model.finding import Location
from ims_docs.model.removal import Removal, is_statement_path, statement_path
from ims_docs.services.verification.changes import person_name
from ims_docs.services.verification.control_facts import PEOPLE
from ims_docs.services.verification.identities import Identities, is_register, plain
from ims_docs.services.verification.losses import Loss, Losses
from ims_docs.services.verification.result import Check, Irregularity, Kind
from ims_docs.services.verification.rows import lost_rows
from ims_docs.services.verification.texts import text_name

GONE, CLOSED_AND_GONE, TAKEN_BACK = "HIS004", "HIS002", "HIS006"
"""The rules by which gates refuse the same."""
FORBIDDEN = " may not be removed: "
"""Between an id and the reason, where its type does not let it go."""
_BACK = "Bring it back from the commit before, or say why it went: ims remove {} --reason TEXT."
_RECORDS = "docs/records/"


@dataclass(frozen=True, kw_only=True)
class Removals:
    """A history, what its files held, and what of it is there now."""

    ledger: Ledger
    identities: Identities
    statements: Mapping[str, Removal] = field(default_factory=dict)
    """By git's name for the bytes: what a removal statement says."""

    def beside(
        self, found: Sequence[Irregularity]
    ) -> tuple[list[Irregularity], list[Irregularity]]:
        """What is gone; and of what a judge of commits found, all that this does not say again."""
        told = {_key(one): one for one in found if one.code in (GONE, CLOSED_AND_GONE)}
        named = {(one.commit, one.path, plain(one.id)): one for one in self._unexplained()}
        last = {one.id: one for one in named.values()}
        mine = [
            self._unsaid(loss, told.get(key), is_last=last[loss.id] is loss)
            for key, loss in named.items()
        ]
        known = {(one.commit, one.path, plain(one.id)) for one in self._losses.found} - named.keys()
        others = [
            one
            for one in found
            if one.code != TAKEN_BACK
            if one.code not in (GONE, CLOSED_AND_GONE)
            or _key(one) in known
            or (_key(one) not in named and not self._is_merge(one.commit))
        ]
        altered = {(one.commit, one.where.path) for one in found if one.code.startswith("HIS")}
        rows = [
            one
            for one in lost_rows(self.ledger, self.identities)
            if (one.commit, one.where.path) not in altered
        ]
        return [*mine, *self._statements_gone(), *self._of_nothing(), *rows], others

    def _is_merge(self, commit: str) -> bool:
        """A judge blames a merge for what one of its sides had taken away."""
        return len(self.ledger.by_name[commit].parents) > 1

    def _unexplained(self) -> Iterator[Loss]:
        for loss in self._losses.found:
            if statement_path(plain(loss.id)) not in self._stated[loss.commit]:
                yield loss

    def _unsaid(self, loss: Loss, told: Irregularity | None, *, is_last: bool) -> Irregularity:
        """What is gone; `told` is what a judge of commits said of it, who knows what may go."""
        name = plain(loss.id)
        forbidden = told.message.partition(FORBIDDEN)[2] if told else ""
        code = told.code if told else GONE
        repaired, is_back = self._made_good(loss)
        is_good = loss.is_form or (repaired and code == GONE and (is_back or not forbidden))
        is_person = loss.path == PEOPLE and not is_register(loss.id)
        was = ", a form that nobody had filled in" if loss.is_form else ""
        return Irregularity(
            check=Check.COMMITS,
            kind=Kind.DATES if is_good else Kind.INTEGRITY,
            message=f"{_named(loss)}{was} was deleted, and no removal statement says why"
            + (f"; it{FORBIDDEN}{forbidden}" if forbidden else ""),
            hint="Bring it back from the commit before." if forbidden else _BACK.format(name),
            where=Location(loss.path),
            commit=loss.commit,
            code=code,
            repaired=repaired,
            brings=text_name(name) if is_last and not is_person else "",
            cause=person_name(name) if is_person else "",
            lost=name,
        )

    @cached_property
    def _losses(self) -> Losses:
        return Losses(ledger=self.ledger, identities=self.identities)

    @cached_property
    def _stated(self) -> Mapping[str, set[str]]:
        """By commit: the removal statements that it brought, against any parent."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, groups in self.ledger.touches.items():
            for group in groups:
                found[name] |= {
                    one.path
                    for one in group
                    if one.after in self.statements
                    and statement_path(self.statements[one.after].removed) == one.path
                }
        return found

    def _made_good(self, loss: Loss) -> tuple[str, bool]:
        """The later commit that said why it went or brought it back, and whether it is back."""
        path = statement_path(plain(loss.id))
        for name in self.ledger.after(loss.commit):
            for touch in self.ledger.touches[name][0]:
                held = self.identities.of(touch.path, touch.after)
                if loss.id in held and loss.id not in self.identities.of(touch.path, touch.before):
                    return name, True
            if path in self._stated[name]:
                return name, False
        return "", False

    def _statements_gone(self) -> Iterator[Irregularity]:
        """Removal statements that a commit changed, or took away without bringing back what went."""
        for one in self.ledger.commits:
            for touch in sorted(
                {each for group in self.ledger.touches[one.name] for each in group}
            ):
                if not is_statement_path(touch.path) or not touch.before:
                    continue
                name = touch.path.split("/")[1]
                back = self._came_back(one.name, name)
                is_known = name in map(plain, self._losses.places)
                if touch.after or (is_known and not self._is_same(name, back, touch.before)):
                    deed = "changed" if touch.after else "deleted"
                    used = ", and its id is used again for something else" if back else ""
                    yield Irregularity(
                        check=Check.COMMITS,
                        message=f"The removal statement of {name} was {deed}{used}",
                        hint="Bring it back from the history: it says what became of something.",
                        where=Location(touch.path),
                        commit=one.name,
                        code=TAKEN_BACK,
                        repaired=self.ledger.brought_back(touch, one.name),
                    )

    def _is_same(self, name: str, back: Sequence[Touch], statement: str) -> bool:
        """Whether what came back is what a statement says went."""
        said = self.statements.get(statement)
        return said is not None and any(
            self.identities.digest(one.path, one.after, held) == said.digest
            for one in back
            for held in self.identities.of(one.path, one.after)
            if plain(held) == name
        )

    def _of_nothing(self) -> Iterator[Irregularity]:
        """Removal statements about what this history never held."""
        known = set(map(plain, self._losses.places))
        for one in self.ledger.commits:
            for touch in self.ledger.own(one.name):
                name = (
                    self.statements[touch.after].removed if touch.after in self.statements else ""
                )
                if name and is_statement_path(touch.path) and name not in known:
                    yield Irregularity(
                        check=Check.COMMITS,
                        message=f"It says that {name} was removed, and this history never held it",
                        hint="Ask who wrote it. If nothing is missing, delete it.",
                        where=Location(touch.path),
                        commit=one.name,
                    )

    def _came_back(self, commit: str, name: str) -> list[Touch]:
        return [
            touch
            for group in self.ledger.touches[commit]
            for touch in group
            if name in map(plain, self.identities.of(touch.path, touch.after))
        ]


def _named(loss: Loss) -> str:
    title = f" “{loss.title}”" if loss.title else ""
    if is_register(loss.id):
        number = "1 entry" if loss.entries == 1 else f"{loss.entries} entries"
        return f"The register {plain(loss.id)}{title} with {number}"
    if not loss.path.endswith(".md"):
        return f"The entry {loss.id}{title}"
    return f"The {'record' if loss.path.startswith(_RECORDS) else 'document'} {loss.id}{title}"


def _key(found: Irregularity) -> tuple[str, str, str]:
    """Commit, file and id: both rules begin with the id of what is gone."""
    return found.commit, found.where.path, found.message.split(" ", 1)[0]
