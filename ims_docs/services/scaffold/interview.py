"""The conversation that leads to a new repository: what is asked, proposed and taken, wherever it is held."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ims_docs.adapters.cache import cache_folder
from ims_docs.adapters.git import History
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.questions import QUESTIONS, Question, default_profile
from ims_docs.services.scaffold.roadmap import room
from ims_docs.services.workspace.kept import Kept

TARGET = "certification_target"
EXAMPLES = (
    "organisation",
    "top_management_name",
    "top_management_email",
    "manager_name",
    "manager_email",
)
"""Answers whose default is nobody's."""
_KEY = "answers"


def kept_answers(folder: Path) -> Kept:
    """Where the answers of a conversation that was broken off lie; never in this folder."""
    place = cache_folder(os.environ, folder)
    return Kept((place or Path(os.devnull)) / "answers-of-new.json")


def former_answers(kept: Kept) -> dict[str, str]:
    """What was answered the last time."""
    found = kept.answers().get(_KEY, {})
    return {name: one for name, one in found.items() if isinstance(one, str)}


def keep_answers(kept: Kept, answers: Mapping[str, str]) -> bool:
    """Keep answers for the next time; says whether that worked."""
    return kept.keep({_KEY: dict(answers)})


def is_asked(question: Question, answered: Mapping[str, str]) -> bool:
    """Whether somebody who gave these answers is asked; the first steps lead to no certificate."""
    return question.name != TARGET or answered.get("profile") != "starter"


def usual(question: Question, answered: Mapping[str, str]) -> str:
    """What is taken where nobody says anything; the profile follows from size and sector."""
    return default_profile(answered) if question.name == "profile" else question.default


def proposed(question: Question, answered: Mapping[str, str], folder: Path) -> str:
    """What is offered: who works here, or what is usual."""
    own = {"manager_name": History.user_name, "manager_email": History.user_email}
    known = own[question.name](History(folder)) if question.name in own else ""
    return known or usual(question, answered)


def taken(question: Question, answer: str, answered: Mapping[str, str], today: date) -> str:
    """An answer as it is kept. Raises AnswerError, also for a target that has no room."""
    judged = question.judge(answer)
    if question.name == TARGET:
        room(complete({**answered, TARGET: judged}), today)
    return judged


def examples_left(answers: Mapping[str, str]) -> list[Question]:
    """Questions whose answer is still the example, so that nobody becomes the chief unnoticed."""
    return [one for one in QUESTIONS if one.name in EXAMPLES and answers[one.name] == one.default]
