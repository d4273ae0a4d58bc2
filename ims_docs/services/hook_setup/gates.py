"""One table of all gates. The hook scripts, both configurations and the pages follow from it."""

from __future__ import annotations

from typing import NamedTuple


class Gate(NamedTuple):
    """A moment at which git asks whether it may go on."""

    id: str
    """Its name in the configurations of pre-commit and prek."""
    stage: str
    """The name of git's hook."""
    name: str
    """The good condition, as a person reads it while it is looked at."""
    does: str
    """What it does, in a sentence for people."""
    entry: str
    """The command that judges."""
    takes_file: bool = False
    """Whether git names a file to be judged."""
    on_server: bool = False
    """Whether it works in the repository that others push to."""


GATES = (
    Gate(
        id="ims-check",
        stage="pre-commit",
        name="documents and records are complete enough to keep",
        does="Judges the staged documents, records and registers of an ims repository.",
        entry="ims check --staged",
    ),
    Gate(
        id="ims-reason",
        stage="commit-msg",
        name="the message gives the reason of the change",
        does="Asks for a reason in the first line of the message when controlled content changes.",
        entry="ims hooks run commit-msg",
        takes_file=True,
    ),
    Gate(
        id="ims-push",
        stage="pre-push",
        name="every revision that is sent may be kept",
        does="Judges every commit that is about to be pushed, each against each of its parents.",
        entry="ims hooks run pre-push",
    ),
    Gate(
        id="ims-receive",
        stage="pre-receive",
        name="every revision that arrives may be kept",
        does="Judges every commit that arrives at a server, and keeps the main branch whole.",
        entry="ims hooks run pre-receive",
        on_server=True,
    ),
)


def gate(stage: str) -> Gate:
    """The gate of one of git's hooks."""
    return next(one for one in GATES if one.stage == stage)
