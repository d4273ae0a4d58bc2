"""REG: what a register proposes can be done: tasks in their order, methods with their artefact."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from ims_docs.domain.rules._remedy import for_text
from ims_docs.domain.rules._rule import rule
from ims_docs.domain.worksheets.sheet import groups, said
from ims_docs.domain.worksheets.tasks import Task, circles, is_too_early, tasks
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository


@rule(
    "REG010",
    title="No task of a plan waits for itself",
    severity=Severity.ERROR,
    hint="Take one of the tasks out of `depends_on`.",
    clause="6.2.2",
)
def no_task_waits_for_itself(repository: Repository) -> Iterator[Problem]:
    """Tasks that wait for each other in a circle are never begun."""
    for register in _plans(repository):
        for circle in circles(list(tasks(register.content.values))):
            names = " → ".join(one.id for one in (*circle, circle[0]))
            yield _problem(
                repository,
                register,
                (circle[0], "depends_on"),
                f"{circle[0].id} waits for itself: {names}",
                "Take one of them out of `depends_on`.",
            )


@rule(
    "REG011",
    title="No task of a plan is due before it starts",
    severity=Severity.ERROR,
    hint="Correct `start` or `due`.",
    clause="6.2.2",
)
def no_task_is_due_before_it_starts(repository: Repository) -> Iterator[Problem]:
    """Dates that cannot be kept were not thought through.

    A task that waits for another is not due before that one, as long as both are open.
    """
    for register in _plans(repository):
        every = list(tasks(register.content.values))
        by_id = {one.id: one for one in every}
        for one in every:
            if one.start and one.due and one.due < one.start:
                said = f"{one.id} is due on {one.due}, before it starts on {one.start}"
                hint = "Correct `start` or `due`."
                yield _problem(repository, register, (one, "due"), said, hint)
            for first in (by_id[name] for name in one.after if name in by_id):
                if is_too_early(one, first):
                    said = f"{one.id} is due on {one.due}, before {first.id} on {first.due}, for which it waits"
                    hint = f"Correct one of the dates, or take {first.id} out of `depends_on`."
                    yield _problem(repository, register, (one, "due"), said, hint)


@rule(
    "REG012",
    title="The artefact of a method is there",
    severity=Severity.WARNING,
    hint="Name a record type, a register or a page that exists.",
    clause="7.1.8",
)
def artefacts_are_there(repository: Repository) -> Iterator[Problem]:
    """A method is used when people find the form, the list or the page to work with.

    An artefact is a record type or a register by its name, or a file by its path.
    """
    tools = repository.register("tools")
    known = [*repository.types, *repository.paths]
    for place, one in groups(tools.content.values, "entries") if tools else ():
        name = said(one, "artefact")
        if not tools or not name or name in repository.types or name in repository.paths:
            continue
        close = difflib.get_close_matches(name, known, 1)
        near = f"Did you mean `{close[0]}`? " if close else ""
        hint = f"{near}`ims explain` lists the types. Name one, or a page that is there."
        yield Problem(
            where=Location(tools.path, *tools.content.position("entries", place, "artefact")),
            message=f"There is no artefact {name}",
            hint=for_text(repository, tools, hint),
        )


def _plans(repository: Repository) -> Iterator[Register]:
    for register in repository.judged_registers:
        if "plan" in repository.types[register.type].sheets:
            yield register


def _problem(
    repository: Repository, register: Register, at: tuple[Task, str], said: str, hint: str
) -> Problem:
    task, key = at
    return Problem(
        where=Location(register.path, *register.content.position("entries", task.place, key)),
        message=said,
        hint=for_text(repository, register, hint),
    )


RULES = (no_task_waits_for_itself, no_task_is_due_before_it_starts, artefacts_are_there)
