"""WHO: whoever writes, judges and decides is known, still here, and does not judge own work."""

from __future__ import annotations

from collections.abc import Iterator

from ims_docs.domain.approval_state import people_of
from ims_docs.domain.auditing.own_work import OwnWork
from ims_docs.domain.rules._remedy import for_key
from ims_docs.domain.rules._rule import rule
from ims_docs.model.finding import Location, Problem, Severity
from ims_docs.model.months import later
from ims_docs.model.record import Record
from ims_docs.model.repository import Repository
from ims_docs.model.trust import LIST
from ims_docs.model.type import Impartiality

_DEPUTY = "Name another deputy, or delete the key `deputy`."
PEOPLE = "docs/registers/people.yaml"


@rule(
    "WHO001",
    title="No auditor audits own work",
    severity=Severity.WARNING,
    hint="Let somebody else audit that part and report on it, then take it out of this report.",
    clause="9.2.2",
    whole=True,
)
def auditors_are_impartial(repository: Repository) -> Iterator[Problem]:
    """Nobody sees the faults of one's own work, and nobody else believes that one would.

    Own work is what the auditor wrote, prepared for approval, owns, verified or had a part in, such
    as an idea of one's own or an initiative in whose team one is. Of an entry of a register it is
    what one owns, and a register that one prepared for approval. Who wrote a text is known where
    the history is; it counts up to the day of the audit. Audits of the audit period
    are looked at: older ones cannot be mended.
    """
    start = later(repository.as_of, -repository.settings.audit_period_months)
    known = OwnWork(repository)
    for record in repository.records:
        how = repository.types[record.type].impartial
        if how is None or record.date is None or record.date < start:
            continue
        handed_over = dict(_handed_over(record, how.handed_over))
        for at, name in _named(record, how.looked_at):
            other = handed_over.get(name)
            for auditor in dict.fromkeys([other] if other else _people(record, how)):
                if reason := known.why(auditor, name, record.date):
                    yield Problem(
                        where=Location(record.path, *record.content.position(*at)),
                        message=f"{known.people.name(auditor)} audited {name} and {reason}",
                        hint=_by_another(repository, record, name, how),
                    )


def _handed_over(record: Record, key: str) -> Iterator[tuple[str, str]]:
    """What somebody else looks at, and who."""
    value = record.content.values.get(key)
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield str(one.get("sample")), str(one.get("to"))


def _by_another(repository: Repository, record: Record, name: str, how: Impartiality) -> str:
    """What to do about a part that its own auditor sampled; what was drawn stays drawn."""
    if key := how.handed_over:
        hint = f"Let somebody else look at {name}, and say who under `{key}`."
        return for_key(repository, record, hint, key)
    key = how.looked_at
    again = f"Let somebody else audit {name} and report on it: `ims add {record.type}`."
    return for_key(repository, record, f"{again} Then take it out of `{key}` here.", key)


@rule(
    "WHO002",
    title="Whoever writes or approves a text is known by address",
    severity=Severity.WARNING,
    hint=f"Add the address under `other_emails` of the person in {PEOPLE}, or add the person.",
    clause="7.5.3",
    whole=True,
)
def addresses_are_known(repository: Repository) -> Iterator[Problem]:
    """Whether somebody approved a text of one's own can be told only where authors are known.

    Git keeps an e-mail address with each change. Where it belongs to nobody in the people register,
    the author may be the approver under another name. Looked at are the texts that somebody signed
    for, and the statements themselves, where the history is known.
    """
    people = people_of(repository)
    found: dict[str, list[str]] = {}
    for path, changes in repository.written.items():
        for email in dict.fromkeys(one.email for one in changes):
            if not people.by_email(email):
                found.setdefault(email, []).append(path)
    for email, paths in sorted(found.items()):
        texts = sorted({one for one in paths if not one.startswith("approvals/")})
        signed = sorted({one.split("/")[1] for one in paths if one.startswith("approvals/")})
        said = [
            *([f"changed {_listed(texts)}"] if texts else []),
            *([f"saved statements on {_listed(signed)}"] if signed else []),
        ]
        yield Problem(
            where=Location(PEOPLE),
            message=f"The address {email} is nobody's in the people register; it {' and '.join(said)}",
        )


@rule(
    "WHO003",
    title="Who has left holds no role and signs nothing",
    severity=Severity.WARNING,
    hint="Move the person from `holders` to `former` of the role with the last day, and name a successor.",
    clause="5.5",
)
def nobody_who_left_holds_a_role(repository: Repository) -> Iterator[Problem]:
    """A role of somebody who has left answers for nothing, and a key that is left open still signs.

    What a person approved while in office stays approved: the role keeps the name under `former`
    with the last day, and the key is closed and not deleted.
    """
    people = people_of(repository)
    for where, word, person in _roles_held(repository):
        if person in people.left:
            message = f"{word} {people.shown(person)}, who has left"
            is_deputy = word.endswith("deputised by")
            yield Problem(where=where, message=message, hint=_DEPUTY if is_deputy else "")
    for key in repository.trust.keys:
        is_open = key.valid_before is None or key.valid_before.date() > repository.as_of
        if key.person in people.left and is_open:
            yield Problem(
                where=Location(LIST, key.line, 1),
                message=f"The key of {people.shown(key.person)}, who has left, is not closed",
                hint=f"Run `ims trust close {key.person}`.",
            )


def _roles_held(repository: Repository) -> Iterator[tuple[Location, str, str]]:
    """Each role with each holder and its deputy: the place, the role in words, the person."""
    roles = repository.register("roles")
    for entry in roles.entries if roles else ():
        where = Location(roles.path if roles else "", *entry.position)
        held = entry.values.get("holders")
        for one in held if isinstance(held, list) else ():
            if isinstance(one, str):
                yield where, f"The role {entry.id} is held by", one
        deputy = entry.values.get("deputy")
        if isinstance(deputy, str):
            yield where, f"The role {entry.id} is deputised by", deputy


def _people(record: Record, how: Impartiality) -> Iterator[str]:
    for key in how.auditors:
        for _, name in _named(record, key):
            yield name


def _named(record: Record, key: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each id under a key, with the way to it."""
    value = record.content.values.get(key)
    if isinstance(value, str):
        yield (key,), value
    for index, one in enumerate(value if isinstance(value, list) else ()):
        if isinstance(one, str):
            yield (key, index), one


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown


RULES = (auditors_are_impartial, addresses_are_known, nobody_who_left_holds_a_role)
