"""The whole examination of one repository: every part runs, whatever the others find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from ims_docs.adapters.git import History, RevisionTree
from ims_docs.adapters.git.branches import current_branch
from ims_docs.adapters.git.commits import require_store
from ims_docs.adapters.git.ledger import Ledger, ledger
from ims_docs.errors import HistoryUnavailableError, ImsDocsError
from ims_docs.model.repository import Repository
from ims_docs.services.baselines import stored_baselines
from ims_docs.services.commit_gate import Judge
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.loading.shared import Memory
from ims_docs.services.verification.anchors import Anchors
from ims_docs.services.verification.causes import cause_first
from ims_docs.services.verification.changes import Changes
from ims_docs.services.verification.closings import Closings
from ims_docs.services.verification.commits import Commits
from ims_docs.services.verification.controls import began, controls, examine_controls
from ims_docs.services.verification.dates import examine_dates
from ims_docs.services.verification.detours import Detours
from ims_docs.services.verification.identities import Identities, said
from ims_docs.services.verification.judged_before import JudgedBefore
from ims_docs.services.verification.keys import Keys
from ims_docs.services.verification.moved import moved_deadlines
from ims_docs.services.verification.objects import examine_objects
from ims_docs.services.verification.past import Past
from ims_docs.services.verification.question import Question
from ims_docs.services.verification.removals import Removals
from ims_docs.services.verification.result import (
    Anchor,
    Check,
    Control,
    Irregularity,
    Kind,
    Root,
    Unchecked,
    Verification,
    Witnessed,
)
from ims_docs.services.verification.statements import Statements
from ims_docs.services.verification.store import examine_store, require_complete
from ims_docs.services.verification.texts import Texts
from ims_docs.services.verification.tool import described
from ims_docs.services.verification.type_states import TypeStates
from ims_docs.services.verification.witnesses import Witnesses

_LOST = "since {} it cannot be read; `ims check` says why"
Argument = TypeVar("Argument")
Value = TypeVar("Value")


def verify(history: History, question: Question, judged: str) -> Verification:
    """Look at everything. Raises HistoryUnavailableError where the history is not all here."""
    require_store(history)
    require_complete(history)
    if not history.has_commits:
        raise HistoryUnavailableError(
            "There is no commit yet", hint="Verify again when something has been saved to git."
        )
    return _Examination(history, question, judged).verdict()


def not_seen(question: Question, judged: str, why: str) -> Verification:
    """What is said where nothing could be looked at."""
    return Verification(
        judged=judged,
        as_of=question.as_of,
        head="",
        branch="",
        root=Root(pinned=question.root),
        counts={},
        tool=described(),
        unchecked=(Unchecked("the history", why),),
    )


@dataclass
class _Examination:
    history: History
    question: Question
    judged: str
    found: list[Irregularity] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    anchors: tuple[Anchor, ...] = ()
    anchored: dict[str, str] = field(default_factory=dict)
    witnesses: tuple[Witnessed, ...] = ()

    def verdict(self) -> Verification:
        """Every part in turn."""
        head = self.history.head()
        self._take("objects", self._objects, head)
        self._add("what git is told", lambda: examine_store(self.history))
        known = self._take("commits, dates, approvals and controls", ledger, self.history)
        memory = Memory()
        repository = self._take("the newest commit", self._load, memory) if known else None
        followed: tuple[Control, ...] = ()
        held: Identities | None = None
        root = Root(pinned=self.question.root)
        if known:
            self.counts["commits"] = len(known.commits)
            held = self._take("what files held", lambda _: Identities(self.history, known), None)
            self._judge(known, held, memory)
            followed = controls(known)
            self._add("controls", lambda: examine_controls(followed))
            changes = Changes(history=self.history, ledger=known, identities=held)
            self._add("changes of controls", changes.irregularities)
            if held:
                self._add("what is gone", lambda: self._removals(known, held))
            when = self.question.as_of, self.question.late_after
            self._add("dates", lambda: examine_dates(known, repository, *when))
        if repository:
            self._add("moved deadlines", lambda: moved_deadlines(self.history, repository))
        if known and repository:
            root = Root(repository.trust.root, self.question.root)
            self._statements(known, repository, root)
            self._add("baselines", lambda: self._anchors(known, repository))
        if known and repository and held:
            self._add("closings", Closings(self.history, known, held, repository).irregularities)
        if known:
            self._add("what others know", lambda: self._witnesses(known))
        named = {one.where.path for one in self.found if one.kind is Kind.INTEGRITY}
        for path in [one for one in repository.lost if one not in named] if repository else ():
            since = known.last_change(path)[:10] if known else ""
            self.unchecked.append(Unchecked(path, _LOST.format(since)))
        return self._written(head, root, known, followed)

    def _objects(self, head: str) -> bool:
        number, found = examine_objects(self.history, head)
        self.counts["objects"] = number
        self.found += found
        return True

    def _load(self, memory: Memory) -> Repository:
        day, tree = self.question.as_of, RevisionTree(self.history, "HEAD")
        repository = load(LoadRequest(tree=tree, as_of=day, history=self.history, memory=memory))
        self.counts |= {
            "documents": len(repository.documents),
            "records": len(repository.records),
            "registers": len(repository.registers),
            "statements": len(repository.statements),
        }
        return repository

    def _judge(self, known: Ledger, held: Identities | None, memory: Memory) -> None:
        judge = Judge(history=self.history, as_of=self.question.as_of, memory=memory, waives=False)
        is_sound = not any(one.check is Check.OBJECTS for one in self.found)
        before = JudgedBefore(folder=self.question.memory if is_sound else None, tool=described())
        commits = Commits(judge=judge, ledger=known, as_of=self.question.as_of, before=before)
        self._add("commits", commits.irregularities)
        if held:
            self._add("closed records", lambda: self._detours(known, held, memory))

    def _detours(self, known: Ledger, held: Identities, memory: Memory) -> Iterable[Irregularity]:
        told = ((one.commit, one.where.path) for one in self.found if one.code.startswith("HIS"))
        types = TypeStates(history=self.history, ledger=known, memory=memory)
        return Detours(
            history=self.history, ledger=known, types=types, identities=held, told=frozenset(told)
        ).irregularities()

    def _removals(self, known: Ledger, held: Identities) -> Iterable[Irregularity]:
        """What is gone; what the judge of commits said of the same is not told twice."""
        statements = said(self.history, known)
        self.counts |= {"removal statements": len(statements)} if statements else {}
        removals = Removals(ledger=known, identities=held, statements=statements)
        found, self.found = removals.beside(self.found)
        return found

    def _statements(self, known: Ledger, repository: Repository, root: Root) -> None:
        keys = Keys(history=self.history, ledger=known)
        brought = frozenset(name for one in self.found if one.changed for name in one.deeds)
        statements = Statements(ledger=known, repository=repository, keys=keys, brought=brought)
        told = {(one.where.path, one.message) for one in statements.refused()}
        self.found = [  # what is told of the statements themselves is not told twice
            one
            for one in self.found
            if not (one.code.startswith("APR") and (one.where.path, one.message) in told)
        ]
        self._add("approvals", lambda: statements.irregularities(root))
        texts = Texts(history=self.history, ledger=known, repository=repository)
        self._add("approved texts", texts.irregularities)

    def _anchors(self, known: Ledger, repository: Repository) -> Iterable[Irregularity]:
        anchors = Anchors(
            history=self.history,
            ledger=known,
            stored=stored_baselines(self.history, repository.settings.approval_level),
            codes=self.question.codes,
        )
        self.anchors, self.anchored = anchors.anchors(), anchors.anchored()
        return anchors.irregularities()

    def _witnesses(self, known: Ledger) -> Iterable[Irregularity]:
        witnesses = Witnesses(
            history=self.history,
            ledger=known,
            past=Past(history=self.history, ledger=known),
            branch=self._branch,
            kept=frozenset(one.name for one in self.anchors),
            copies=self.question.against,
        )
        self.witnesses = witnesses.heard()
        return witnesses.irregularities()

    @property
    def _branch(self) -> str:
        """Empty where no branch is checked out."""
        return current_branch(self.history)

    def _add(self, what: str, examine: Callable[[], Iterable[Irregularity]]) -> None:
        found = self._take(what, lambda _: list(examine()), None)
        self.found += found or []

    def _take(
        self, what: str, act: Callable[[Argument], Value], argument: Argument
    ) -> Value | None:
        """The answer of one part; a part that cannot work is named, and the others go on."""
        try:
            return act(argument)
        except ImsDocsError as error:
            self.unchecked.append(Unchecked(what, error.message))
            return None

    def _written(
        self, head: str, root: Root, known: Ledger | None, followed: tuple[Control, ...]
    ) -> Verification:
        return Verification(
            judged=self.judged,
            as_of=self.question.as_of,
            head=head,
            branch=self._branch,
            root=root,
            counts=self.counts,
            tool=described(),
            start=began(known) if known else "",
            anchors=self.anchors,
            anchored=self.anchored,
            witnesses=self.witnesses,
            controls=followed,
            unchecked=tuple(self.unchecked),
            found=cause_first(self.found),
            commits=known.by_name if known else {},
        )
