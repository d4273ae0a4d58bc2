"""A whole standard on the ladder: items from their types, clauses from their items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ims_docs.domain.analysis import derived
from ims_docs.domain.coverage.exclusions import exclusions
from ims_docs.domain.coverage.ladder import ClauseCoverage, Coverage, ItemCoverage, Reach, Rung
from ims_docs.domain.coverage.questions import questions
from ims_docs.domain.coverage.types import reaches, serving
from ims_docs.model.clause import Clause
from ims_docs.model.repository import Repository
from ims_docs.model.settings import Settings
from ims_docs.model.standard import ClauseText, Item, Keep, Standard
from ims_docs.model.type import Kind

_LAST_MONTHS = 92
"""Days before the certification target in which records have to show that the system runs."""


def cover(repository: Repository, standard: Standard) -> Coverage:
    """Every clause and item of a standard on the ladder."""
    known = _known(repository)
    found = known.get(standard.id)
    if found is None or found.standard is not standard:
        found = known[standard.id] = _cover(repository, standard)
    return found


@derived
def _known(_: Repository) -> dict[str, Coverage]:
    """What was covered already, by the id of the standard: rules and pages ask the same."""
    return {}


def _cover(repository: Repository, standard: Standard) -> Coverage:
    covering = _Covering(repository, standard)
    clauses: dict[Clause, ClauseCoverage] = {}
    for text in sorted(standard.clauses, key=lambda one: one.clause, reverse=True):
        clauses[text.clause] = covering.clause(text, clauses)
    return Coverage(
        standard=standard,
        as_of=repository.as_of,
        level=repository.settings.approval_level,
        items=covering.items,
        exclusions=covering.exclusions,
        clauses=tuple(clauses[text.clause] for text in standard.clauses),
    )


def asked_rung(settings: Settings, as_of: date, item: Item) -> Rung:
    """The rung that a required item has to reach.

    ims.yml may say it. Otherwise: completed; and in the three months before the
    certification target, records have to show that the system runs.
    """
    if not item.required:
        return Rung.MISSING
    if settings.required_rung is not None:
        return Rung(settings.required_rung)
    target = settings.certification_target
    if target and item.keep is Keep.RETAIN and (target - as_of).days <= _LAST_MONTHS:
        return Rung.EVIDENCED
    return Rung.COMPLETED


class _Covering:
    """One standard over one repository."""

    def __init__(self, repository: Repository, standard: Standard) -> None:
        self.repository = repository
        self.standard = standard
        self.reaches = reaches(repository)
        self.questions = questions(repository).of(standard)
        is_leading = standard.id == repository.settings.leading
        self.exclusions = exclusions(repository) if is_leading else ()
        self.serving = serving(repository, standard)
        self.items = tuple(self._item(item) for item in standard.items)
        self._at: dict[Clause, list[ItemCoverage]] = {}
        for one in self.items:
            for clause in dict.fromkeys((one.item.clause, *one.item.also)):
                self._at.setdefault(clause, []).append(one)

    def clause(self, text: ClauseText, below: Mapping[Clause, ClauseCoverage]) -> ClauseCoverage:
        """One clause, when all clauses below it are known."""
        own = tuple(self._at.get(text.clause, ()))
        all_children = [below[one.clause] for one in self.standard.children(text.clause)]
        children = [child for child in all_children if child.applicable]
        said = self.questions(text.clause)
        questions = tuple(one for one in said if one.stands)
        settled = tuple(one for one in said if not one.stands)
        justification = self._excluded(text.clause)
        if all_children and not children and not justification:
            justification = "every clause below it is declared not applicable"
        if justification:
            reach = Reach(rung=Rung.MISSING, reason=f"Not applicable: {justification}", raise_by="")
            return ClauseCoverage(
                text=text,
                applicable=False,
                reach=reach,
                items=own,
                questions=questions,
                settled=settled,
            )
        reach = _parent(children, own) if children else self._leaf(text.clause, own)
        parts = (*own, *(item for child in children for item in child.lower))
        asked = parts if children else own or self._inherited(text.clause)
        return ClauseCoverage(
            text=text,
            applicable=True,
            reach=reach,
            items=own,
            lower=_lower(asked, reach.rung),
            questions=questions,
            settled=settled,
        )

    def _item(self, item: Item) -> ItemCoverage:
        each = {name: self.reaches.of(name) for name in item.types}
        choose = min if item.needs_all else max
        name, deciding = choose(each.items(), key=lambda pair: pair[1].rung)
        reach = Reach(
            rung=deciding.rung,
            reason=deciding.reason,
            raise_by=deciding.raise_by,
            evidence=tuple(dict.fromkeys(path for one in each.values() for path in one.evidence)),
            place=deciding.place,
        )
        applicable = not self._excluded(item.clause)
        asked = asked_rung(self.repository.settings, self.repository.as_of, item)
        return ItemCoverage(
            item=item,
            reach=reach,
            asked=asked if applicable else Rung.MISSING,
            place=deciding.place or self._new_place(name),
            applicable=applicable,
        )

    def _new_place(self, type_name: str) -> str:
        """Where the first one of a type would be kept."""
        known = self.repository.types.get(type_name)
        if known is None:
            return "schemas"
        return f"docs/{known.folder}" if known.kind is Kind.RECORD else known.path("")

    def _excluded(self, clause: Clause) -> str:
        """The justification when a clause was declared not applicable, otherwise empty.

        The numbers in ims.yml are those of the leading standard: the same number may be
        the strategy in one standard and something else in another.
        """
        for one in self.exclusions:
            if one.counts and one.clause.contains(clause):
                waived = "" if one.allowed else f" {one.waived}"
                return f"{one.justification}{waived}"
        return ""

    def _inherited(self, clause: Clause) -> tuple[ItemCoverage, ...]:
        """Items of the nearest clause above that has any."""
        above = clause.parent
        while above is not None:
            found = tuple(self._at.get(above, ()))
            if found:
                return found
            above = above.parent
        return ()

    def _leaf(self, clause: Clause, own: Sequence[ItemCoverage]) -> Reach:
        """The lowest of its required items; without any, of its expected ones.

        Without either, the best of what serves it. No higher than the document that says how it
        is done lets it stand.
        """
        items = own or self._inherited(clause)
        serving = self.serving.get(clause, ())
        deciding = _required(items) or [one.reach for one in items]
        if deciding:
            decided = min(deciding, key=lambda reach: reach.rung)
        elif serving:
            decided = max(map(self.reaches.of, serving), key=lambda reach: reach.rung)
        else:
            decided = Reach(
                rung=Rung.MISSING,
                reason="Nothing serves this clause",
                raise_by="Add a type that serves it under schemas/",
            )
        decided = min(decided, self._held_down(clause), key=lambda reach: reach.rung)
        return Reach(
            rung=decided.rung,
            reason=decided.reason,
            raise_by=decided.raise_by,
            evidence=tuple(dict.fromkeys(self._evidence(items, serving))),
            place=decided.place,
        )

    def _held_down(self, clause: Clause) -> Reach:
        """How high the documents let it stand that say how it is done.

        Completed while one of them is there and not approved. What nobody wrote holds nothing
        down.
        """
        for name in self.serving.get(clause, ()):
            if self.repository.types[name].kind is Kind.DOCUMENT:
                reach = self.reaches.of(name)
                if Rung.MISSING < reach.rung < Rung.APPROVED:
                    return Reach(
                        rung=Rung.COMPLETED,
                        reason=f"{reach.reason}; it says how this is done",
                        raise_by=reach.raise_by,
                        place=reach.place,
                    )
        return Reach(rung=Rung.EVIDENCED, reason="", raise_by="")

    def _evidence(self, items: Sequence[ItemCoverage], serving: Sequence[str]) -> Iterator[str]:
        for one in items:
            yield from one.reach.evidence
        for name in serving:
            yield from self.reaches.of(name).evidence


def _parent(children: Sequence[ClauseCoverage], own: Sequence[ItemCoverage]) -> Reach:
    """No higher than its lowest child, and no higher than what it requires itself."""
    lowest = min(children, key=lambda child: (child.reach.rung, child.text.clause))
    reach = lowest.reach
    reason = f"{lowest.text.clause} {lowest.text.title}: {reach.reason}"
    for required in _required(own):
        if required.rung < reach.rung:
            reach, reason = required, required.reason
    paths = [path for child in children for path in child.reach.evidence]
    paths += [path for one in own for path in one.reach.evidence]
    return Reach(
        rung=reach.rung,
        reason=reason,
        raise_by=reach.raise_by,
        evidence=tuple(dict.fromkeys(paths)),
        place=reach.place,
    )


def _lower(items: Sequence[ItemCoverage], rung: Rung) -> tuple[ItemCoverage, ...]:
    """Expected items that stand lower than a rung, the first ones first."""
    found = (one for one in items if one.applicable and not one.item.required)
    return tuple(dict.fromkeys(one for one in found if one.reach.rung < rung))


def _required(items: Sequence[ItemCoverage]) -> list[Reach]:
    return [one.reach for one in items if one.item.required]
