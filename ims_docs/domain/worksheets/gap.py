"""A gap analysis: what people judged beside what the evidence shows, and what to close first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ims_docs.domain.coverage import ClauseCoverage, Rung, cover
from ims_docs.domain.worksheets.sheet import Around, Sheet, groups, said, whole
from ims_docs.model.clause import Clause
from ims_docs.model.content import Value
from ims_docs.model.type import Type

RESULTS = "results"
BEST, IN_PLACE = 5, 3
WEIGHTS = {"blocks stage 1": 3, "blocks stage 2": 2, "weakens the system": 1}
_WORDS = {"missing": 0, "partly in place": 2, "in place": 3}
"""What a state in words amounts to where no number was given."""
AGREE = {"missing": (0,), "partly in place": (1, 2), "in place": (3, 4, 5)}
"""The levels that a state in words fits."""
_APART = 2
"""So far a judgement and the evidence are apart before somebody should ask."""
_FIRST = 20
"""So many gaps are listed; the rows hold them all."""


class Judgement(NamedTuple):
    """One row of the workbook."""

    place: int
    clause: Clause
    question: str
    level: int | None
    """What was judged by number; None where nothing was."""
    state: str
    weight: str
    values: Mapping[str, Value]

    @property
    def amounts_to(self) -> int | None:
        """The level, or what the state in words amounts to."""
        return self.level if self.level is not None else _WORDS.get(self.state)

    @property
    def gap(self) -> int:
        """Steps that are missing until it is in place."""
        return max(IN_PLACE - (IN_PLACE if self.amounts_to is None else self.amounts_to), 0)

    @property
    def is_owned(self) -> bool:
        """Whether something closes the gap, or somebody until a day."""
        if said(self.values, "action"):
            return True
        return bool(said(self.values, "owner") and said(self.values, "due"))

    @property
    def urgency(self) -> int:
        """Gap times weight; a gap that nobody weighed counts as one that blocks stage 2."""
        return self.gap * WEIGHTS.get(self.weight, 2)


def judgements(values: Mapping[str, Value]) -> Iterator[Judgement]:
    """Every row that names a clause, in the order in which they stand."""
    for place, one in groups(values, RESULTS):
        try:
            clause = Clause.parse(said(one, "clause"))
        except ValueError:
            continue
        yield Judgement(
            place=place,
            clause=clause,
            question=said(one, "question"),
            level=whole(one.get("level"), 0, BEST),
            state=said(one, "state"),
            weight=said(one, "weight"),
            values=one,
        )


def sheets(around: Around, _: Type, values: Mapping[str, Value]) -> tuple[Sheet, ...]:
    """The scores by clause group, where judgement and evidence differ, and what to close first."""
    rows = list(judgements(values))
    if not rows:
        return ()
    repository = around.repository
    standard = repository.standards.get(repository.settings.leading)
    coverage = around.coverage or (cover(repository, standard) if standard else None)
    covered = {one.text.clause: one for one in coverage.clauses} if coverage else {}
    day = f"Judged on {said(values, 'date')}, " if said(values, "date") else ""
    of_when = f"{day}evidence of {repository.as_of}."
    found = [_scores(rows, covered, of_when), _apart(rows, covered, of_when), _first(rows)]
    return tuple(one for one in found if one)


def _scores(
    rows: Sequence[Judgement], covered: Mapping[Clause, ClauseCoverage], of_when: str
) -> Sheet:
    tops = sorted({Clause(one.clause.parts[:1]) for one in rows})
    lines = [_line(top, [one for one in rows if top.contains(one.clause)], covered) for top in tops]
    judged = [one.level for one in rows if one.level is not None]
    lines.append(("Total", *_counts(rows), _points(judged), None))
    left = sum(one.amounts_to is None and one.state != "not applicable" for one in rows)
    notes = [f"{len(judged)} of {len(rows)} rows are judged by number; {left} are open."]
    if judged:
        notes.append(
            "Points are the sum of the levels. Look at the lowest levels first: a sum hides them."
        )
    notes.append(f"Evidence is the rung of the clause, from 0 to 5, in this repository. {of_when}")
    return Sheet(
        name="gap",
        title="Scores by clause",
        head=("Clause", "0", "1", "2", "3", "4", "5", "Open", "Points", "Evidence"),
        rows=tuple(lines),
        notes=tuple(notes),
        figures={
            "judged": len(judged),
            "rows": len(rows),
            "points": sum(judged),
            "possible": BEST * len(judged),
        },
    )


def _line(
    top: Clause, rows: Sequence[Judgement], covered: Mapping[Clause, ClauseCoverage]
) -> tuple[Value, ...]:
    judged = [one.level for one in rows if one.level is not None]
    known = covered.get(top)
    name = f"{top} {known.text.title}" if known else str(top)
    return (name, *_counts(rows), _points(judged), _rung(known))


def _points(judged: Sequence[int]) -> str:
    return f"{sum(judged)} of {BEST * len(judged)}" if judged else ""


def _counts(rows: Sequence[Judgement]) -> Iterator[Value]:
    """How many rows have each level, then how many have none."""
    found = Counter(one.level for one in rows)
    yield from (found[level] or None for level in range(BEST + 1))
    yield sum(one.amounts_to is None and one.state != "not applicable" for one in rows) or None


def _rung(known: ClauseCoverage | None, *, in_words: bool = False) -> str:
    if known is None or not known.applicable:
        return ""
    word = f" {known.reach.rung.word}" if in_words else ""
    return f"{int(known.reach.rung)}{word}{', questioned' if known.questions else ''}"


def _apart(
    rows: Sequence[Judgement], covered: Mapping[Clause, ClauseCoverage], of_when: str
) -> Sheet | None:
    """Where people judge well and nothing shows it, or the other way round; the widest first."""
    levels: dict[Clause, list[int]] = {}
    for one in rows:
        if one.level is not None:
            levels.setdefault(one.clause, []).append(one.level)
    found = []
    for clause, some in levels.items():
        known, lowest = covered.get(clause), min(some)
        if known and known.applicable and abs(lowest - known.reach.rung) >= _APART:
            found.append((lowest - int(known.reach.rung), clause, lowest, known))
    if not found:
        return None
    found.sort(key=lambda one: (-one[0], one[1]))
    return Sheet(
        name="gap",
        title="Judgement and evidence differ",
        head=("Clause", "Judged", "Evidence", "Why the evidence is at this level"),
        rows=tuple(
            (f"{clause} {known.text.title}", lowest, _rung(known, in_words=True), _why(known))
            for _, clause, lowest, known in found
        ),
        notes=(
            f"Judged is the lowest level of the clause. {of_when}",
            "Judged high and shown low: ask to see it.",
        ),
        figures={
            str(clause): [lowest, int(known.reach.rung)] for _, clause, lowest, known in found
        },
    )


def _why(known: ClauseCoverage) -> str:
    return known.reach.reason if known.reach.rung < Rung.EVIDENCED else "Records show that it runs."


def _first(rows: Sequence[Judgement]) -> Sheet | None:
    """The gaps by gap times weight."""
    gaps = [one for one in rows if one.gap]
    if not gaps:
        return None
    gaps.sort(key=lambda one: (-one.urgency, one.clause, one.place))
    more = f" {len(gaps) - _FIRST} more are in the rows." if len(gaps) > _FIRST else ""
    open_ends = sum(not one.is_owned for one in gaps)
    notes = [f"{len(gaps)} gaps, by the steps that are missing times the weight.{more}"]
    if open_ends:
        notes.append(f"{open_ends} of them have neither an action nor an owner with a date.")
    return Sheet(
        name="gap",
        title="What to close first",
        head=("Clause", "Level", "Gap", "Weight", "Owner", "Due", "Action"),
        rows=tuple(_gap(one) for one in gaps[:_FIRST]),
        notes=tuple(notes),
        figures={"gaps": len(gaps), "of_nobody": open_ends},
    )


def _gap(one: Judgement) -> tuple[Value, ...]:
    about = said(one.values, "gap") or one.question or one.state
    keys = ("owner", "due", "action")
    return (
        str(one.clause),
        one.amounts_to,
        about,
        one.weight,
        *(said(one.values, key) for key in keys),
    )
