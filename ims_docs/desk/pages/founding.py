"""A new system: the questions of `ims new`, one on a page, a place for it, and a summary before it is made."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ims_docs.desk.asking import Answer, Call, Elsewhere, NoPageError, Page
from ims_docs.desk.folders import Folders
from ims_docs.desk.pages.placing import Placing, arrived
from ims_docs.errors import ImsDocsError
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.interview import (
    TARGET,
    examples_left,
    former_answers,
    is_asked,
    keep_answers,
    kept_answers,
    proposed,
    taken,
    usual,
)
from ims_docs.services.scaffold.judging import AnswerError
from ims_docs.services.scaffold.place import require_place
from ims_docs.services.scaffold.questions import QUESTIONS, STARTED, Question
from ims_docs.services.scaffold.roadmap import room
from ims_docs.services.workspace import Clock, Workspace
from ims_docs.services.workspace.kept import Kept

_DECIDING = ("sector", "size")
"""Answers from which the proposed profile follows."""


@dataclass(frozen=True)
class Founding:
    """One conversation. Its answers are kept after each page, and offered again after a crash."""

    folder: Path
    folders: Folders
    enter: Callable[[Path], Workspace]
    clock: Clock = field(default_factory=Clock)
    _chosen: dict[str, str] = field(default_factory=dict, init=False)
    """The place that was chosen, for as long as the desk is open."""

    @cached_property
    def _kept(self) -> Kept:
        return kept_answers(self.folder)

    @cached_property
    def answered(self) -> dict[str, str]:
        """What was answered so far, also before the desk was started."""
        return former_answers(self._kept)

    @property
    def _asked(self) -> list[Question]:
        return [one for one in QUESTIONS if is_asked(one, self.answered)]

    def asking(self, call: Call) -> Answer:
        """One question; when it was answered, the next."""
        asked = self._asked
        at = next((n for n, one in enumerate(asked) if one.name == call.path["question"]), None)
        if at is None:
            raise NoPageError
        question = asked[at]
        if not call.is_writing:
            return self._page(call, at, self._offered(question))
        answer = call.form.text("answer")
        try:
            said = taken(question, answer, self.answered, self.clock.today())
        except AnswerError as error:
            return self._page(call, at, answer, f"{str(error)[:1].upper()}{str(error)[1:]}.")
        self._take(question, said)
        after = self._asked[at + 1].name if at + 1 < len(self._asked) else ""
        is_last = call.form.text("then") == "summary" or not after
        return Elsewhere("/make" if is_last else f"/start/{after}", self._near(question))

    def _take(self, question: Question, said: str) -> None:
        answered = self.answered
        profile = next(one for one in QUESTIONS if one.name == "profile")
        if question.name in _DECIDING and answered.get("profile") == usual(profile, answered):
            answered.pop("profile", None)  # it followed from what is different now
        answered[question.name] = said
        keep_answers(self._kept, answered)

    def _offered(self, question: Question) -> str:
        said = self.answered.get(question.name)
        return said if said is not None else proposed(question, self.answered, self.folder)

    def _page(self, call: Call, at: int, answer: str, error: str = "") -> Page:
        asked = self._asked
        back = f"/start/{asked[at - 1].name}" if at else "/"
        return Page(
            "question.html",
            {
                "question": asked[at],
                "number": at + 1,
                "of": len(asked),
                "answer": "" if asked[at].name == TARGET and answer == "none" else answer,
                "is_date": asked[at].name == TARGET,
                "is_known": asked[at].name in self.answered,
                "back": "/make" if call.query.get("then") == "summary" else back,
                "then": call.query.get("then", "") or call.form.text("then"),
                "error": error,
            },
            422 if error else 200,
        )

    def _near(self, question: Question) -> str:
        """What a near target goes without."""
        if question.name != TARGET:
            return ""
        return room(self._complete(), self.clock.today())

    def _complete(self) -> dict[str, str]:
        said = {**self.answered, STARTED.name: self.clock.today().isoformat()}
        for one in QUESTIONS:
            if one.name in ("manager_name", "manager_email") and not said.get(one.name):
                said[one.name] = proposed(one, said, self.folder)
        return complete({name: one for name, one in said.items() if self._is_asked(name)})

    def _is_asked(self, name: str) -> bool:
        return all(is_asked(one, self.answered) for one in QUESTIONS if one.name == name)

    def placing(self, call: Call) -> Answer:
        """Where it goes; when that was chosen, the summary."""
        placing = self._placing(call)
        if not call.is_writing:
            return Page("place.html", {**placing.values(), "call": call})
        try:
            require_place(placing.target())
        except ImsDocsError as error:
            return Page("place.html", placing.values(f"{error.message}. {error.hint}"), 422)
        self._chosen.update(at=placing.steps, name=placing.name)
        return Elsewhere("/make")

    def _placing(self, call: Call) -> Placing:
        name = self._chosen.get("name", f"{self._complete()['slug']}-ims")
        return Placing(self.folders, call, name, self._chosen.get("at", ""))

    def _summary(self, placing: Placing, error: str = "") -> Page:
        answers, wrong, near = self._complete(), "", ""
        try:
            near = room(answers, self.clock.today())
        except AnswerError as refused:
            wrong = f"{str(refused)[:1].upper()}{str(refused)[1:]}."
        return Page(
            "summary.html",
            {
                "rows": [(one, answers[one.name]) for one in self._asked],
                "target": placing.target(),
                "at": placing.steps,
                "name": placing.name,
                "near": near,
                "wrong": wrong,
                "error": error,
                "examples": [one.name for one in examples_left(answers)],
                "once": secrets.token_urlsafe(12),
            },
            422 if error or (wrong and placing.call.is_writing) else 200,
        )

    def making(self, call: Call) -> Answer:
        """Make it, all or nothing, and go to its desk."""
        placing = self._placing(call)
        if not call.is_writing:
            return self._summary(placing) if self._chosen else Elsewhere("/place")
        answers = self._complete()
        try:
            room(answers, self.clock.today())
            target = placing.target()
        except AnswerError:
            return self._summary(placing)
        except ImsDocsError as error:
            return Page("place.html", placing.values(f"{error.message}. {error.hint}"), 422)
        try:
            made = create(target, answers)
        except ImsDocsError as error:
            return self._summary(placing, f"{error.message}. {error.hint}".strip())
        self._kept.forget()
        workspace = self.enter(made.root)
        return arrived(workspace, _made(made.root, made.files))


def _made(root: Path, files: int) -> str:
    return f"Your system is made: {files} files in {root}. Everything in it is yours to change."
