"""APR: what is in force was approved by somebody else who may, and is looked at again in time."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import (
    Standing,
    State,
    Subject,
    judged,
    people_of,
    standings,
    suspects,
)
from ims_docs.domain.rules._remedy import next_version
from ims_docs.domain.rules._rule import rule
from ims_docs.model.baseline import stamp_of
from ims_docs.model.document import Document
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.quoting import quoted
from ims_docs.model.repository import Repository
from ims_docs.model.trust import LIST, Level


def _subjects(repository: Repository) -> Iterator[Subject]:
    """What is judged and can be approved, where anything is approved at all."""
    if repository.stored_statements:
        yield from repository.judged_documents
        yield from repository.judged_registers


def _standings(repository: Repository) -> Iterator[tuple[Subject, Standing]]:
    for subject in _subjects(repository):
        yield subject, standings(repository).of(subject)


def _at(subject: Subject) -> Location:
    key = "version" if isinstance(subject, Document) else "type"
    return Location(subject.path, *subject.content.position(key))


@rule(
    "APR001",
    title="Every statement under approvals counts",
    severity=Severity.ERROR,
    hint="Let the person sign again.",
    clause="7.5.2",
)
def statements_count(repository: Repository) -> Iterator[Problem]:
    """An approval that does not count looks like one to everybody who does not check.

    A statement counts when its signature fits, its key belonged to that person at that
    time, the person is registered and held the role, it speaks of the text that it lies with, and
    the statement before it is there. A passkey was touched, knew by whom, at the page of the list.
    """
    no_root = repository.settings.approval_level is Level.ANCHORED and not repository.trust.root
    for one in judged(repository).refusals:
        is_reported = no_root and one.stored.refused.startswith("No root key")
        if not one.is_own_text and not is_reported:
            yield Problem(
                where=Location(one.stored.path),
                message=one.message,
                hint=_for_statement(repository, one.stored.path, one.hint),
            )


def _for_statement(repository: Repository, path: str, hint: str) -> str:
    """What is evidence is brought back; only what was never saved may go."""
    saved = repository.saved.get(path)
    if saved is False:
        both = f"{quoted(path)} {quoted(f'{path}.sig')}"
        return f"Bring it back as it was saved: `git checkout HEAD -- {both}`."
    return hint


@rule(
    "APR002",
    title="The text of an approved version is the approved text",
    severity=Severity.ERROR,
    hint="Bring the approved text back from the history, or write the next version and submit it.",
    clause="7.5.3",
)
def approved_text_is_unchanged(repository: Repository) -> Iterator[Problem]:
    """A version number stands for one text. Who reads 1.0 has to read what was approved as 1.0.

    A text whose version went down is no draft of a next version: it hides the one in force.
    """
    for subject in _subjects(repository):
        approved = standings(repository).altered(subject)
        if approved:
            by = " and ".join(map(people_of(repository).name, approved.approved_by))
            version = subject.version if isinstance(subject, Document) else approved.version
            calls = f", and calls itself {version or 'no version'}"
            yield Problem(
                where=_at(subject),
                message=f"The text is not the one that {by} approved as version "
                f"{approved.version} on {approved.day}{calls if version != approved.version else ''}",
                hint=_for_altered(repository, subject, approved.version),
            )


def _for_altered(repository: Repository, subject: Subject, approved: str) -> str:
    """The approved text can be read and brought back; another text is another version."""
    name = standings(repository).of(subject).subject
    shown = f"`ims show {name} --in-force` prints the approved text."
    if not isinstance(subject, Document):
        return f"{shown} Bring it back, or submit this one: `ims submit {name}`."
    version = next_version(approved)
    return (
        f'{shown} Bring it back, or make this one version "{version}" and submit it: '
        f"`ims submit {name}`."
    )


@rule(
    "APR003",
    title="Every line of the list of signers can be relied on",
    severity=Severity.ERROR,
    hint="Put the line right, or delete it and run `ims trust add`.",
    clause="7.5.3",
)
def signers_are_clear(repository: Repository) -> Iterator[Problem]:
    """A line that fits several people, any use or a weak key lets a stranger sign for others.

    Such a line gives nobody a key, although ssh-keygen would take it. So does a passkey without its address.
    """
    for error in repository.trust.errors:
        where = Location(LIST, error.line, 1) if error.line else Location(LIST)
        yield Problem(where=where, message=error.message, hint=error.hint)


@rule(
    "APR004",
    title="What is in force is reviewed in time",
    severity=Severity.WARNING,
    hint='Look at it again, then run `ims review ID --still-valid "because …"`.',
    clause="7.5.2",
)
def reviews_are_in_time(repository: Repository) -> Iterator[Problem]:
    """A text that nobody has looked at for long may no longer fit what the organisation does."""
    for subject, standing in _standings(repository):
        due = standing.next_review
        if due is not None and repository.as_of > due:
            yield Problem(
                where=_at(subject),
                message=f"Its review was due on {due}",
                hint=f'Look at it again, then run `ims review {standing.subject} --still-valid "because …"`.',
            )


@rule(
    "APR005",
    title="Nobody approves a text of their own",
    severity=Severity.ERROR,
    hint="Let somebody else approve it, who holds the role and did not write it.",
    clause="7.5.2",
)
def approvers_are_not_authors(repository: Repository) -> Iterator[Problem]:
    """Four eyes see what two overlook.

    Who submitted a text, or is named as its author, cannot approve it, under whichever
    id or e-mail address.
    """
    for one in judged(repository).refusals:
        if one.is_own_text:
            yield Problem(where=Location(one.stored.path), message=one.message, hint=one.hint)


@rule(
    "APR006",
    title="Approval alone is the exception",
    severity=Severity.ADVICE,
    hint="When there is a second person, let that person approve it too.",
    clause="7.5.2",
)
def approvals_alone_are_shown(repository: Repository) -> Iterator[Problem]:
    """Where one person does everything, nobody else has looked. An auditor has to see that."""
    for subject, standing in _standings(repository):
        approved = standing.in_force
        if approved and approved.alone and standing.state is not State.SUPERSEDED:
            by = " and ".join(map(people_of(repository).name, approved.approved_by))
            yield Problem(
                where=_at(subject),
                message=f"{by} approved version {approved.version} alone: {approved.alone}",
            )


@rule(
    "APR007",
    title="What an approved text depends on is as it was when somebody last looked",
    severity=Severity.WARNING,
    hint="See what changed with `ims review ID`, then confirm the text or revise it.",
    clause="7.5.3",
)
def dependencies_are_unchanged(repository: Repository) -> Iterator[Problem]:
    """A text that relies on another one may be wrong when that one changes.

    A text in force depends on what it links to, or names under `related`. It is suspect when
    one of these documents or registers was approved anew, replaced or withdrawn, or a plain
    file got other bytes, after the text was approved or last reviewed. Drafts, first approvals,
    new entries of a register and records say nothing: nobody relied on another state of them.
    Of plain files only the history knows; without it they are not judged. It also depends on
    the clauses that its type serves, as `ims` or a standard of your own described them when it
    was approved; approvals that do not say how that was are not judged by it.
    """
    for subject, standing in _standings(repository):
        for suspect in suspects(repository).of(subject):
            yield Problem(
                where=Location(subject.path, suspect.line),
                message=f"Suspect: {suspect.reason}",
                hint=f"See what changed with `{suspect.command}`. If the text is still right: "
                f'`ims review {standing.subject} --still-valid "because …"`.',
            )


@rule(
    "APR008",
    title="Every baseline can be read and is signed by who may sign",
    severity=Severity.WARNING,
    hint="Bring the file back from the history: a baseline is never changed.",
    clause="7.5.3",
)
def baselines_are_sound(repository: Repository) -> Iterator[Problem]:
    """A baseline that nobody can read, or that nobody signed, proves nothing when it is needed.

    Whether the history still holds what a baseline lists is a question for `ims verify`; this
    rule looks at the file alone, so that whoever damaged it hears of it at once.
    """
    for one in repository.baselines:
        if one.refused:
            yield Problem(where=Location(one.path), message=one.refused, hint=one.hint)
        if one.stamp and not one.stamp.fits:
            yield Problem(
                where=Location(stamp_of(one.path)),
                message="This time stamp is of something else than the baseline beside it",
                hint="Ask the authority for one of this file, or put the right one here.",
            )


RULES = (
    statements_count,
    approved_text_is_unchanged,
    signers_are_clear,
    reviews_are_in_time,
    approvers_are_not_authors,
    approvals_alone_are_shown,
    dependencies_are_unchanged,
    baselines_are_sound,
)
