"""What decides an approval by a second, a day or a person more or less."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from samples import SHIPPED

from ims_docs.domain.approval_state import State, judged, people_of, review_months, standings
from ims_docs.domain.rules.approvals import reviews_are_in_time
from ims_docs.model.approval import Meaning, Statement, StoredStatement
from ims_docs.model.content import Content
from ims_docs.model.document import Document
from ims_docs.model.register import Register
from ims_docs.model.repository import Repository
from ims_docs.model.settings import Settings
from ims_docs.model.text import Text

PATH = "docs/leadership/innovation-policy.md"
TODAY = date(2026, 11, 23)
START = datetime(2026, 10, 1, 8, tzinfo=UTC)
TEXT, OTHER = ("sha256:" + one * 64 for one in "ab")
PEOPLE = [
    {"id": f"PER-000{number}", "name": name, "email": f"{name}@example.org"}
    for number, name in enumerate(("Ada", "Ben", "Cleo", "Dora"), 1)
]


def says(meaning, signer, when=START, *, previous="none", text=TEXT, version="1.0", **more):
    person = f"PER-000{signer}"
    return Statement(
        document=more.pop("document", "POL-0001"),
        version=version,
        digest=text,
        meaning=Meaning(meaning),
        signer=person,
        signed_at=when,
        previous=previous,
        reason=more.pop(
            "reason", "" if meaning in {"prepared", "approved"} else "because we looked at it"
        ),
    )


def document(name="POL-0001", path=PATH, version="1.0", **keys):
    values = {
        "id": name,
        "type": "innovation-policy",
        "version": version,
        "owner": "manager",
        **keys,
    }
    return Document(path=path, content=Content(values=values), body=Text())


def register(type_, entries):
    values = {"type": type_, "entries": entries}
    return Register(path=f"docs/registers/{type_}.yaml", content=Content(values=values))


def repository(*statements, documents=None, role=None, here=TEXT, as_of=TODAY, **settings):
    """The policy, four people, and what they said of it."""
    roles = [
        {"id": "top-management", "holders": ["PER-0002", "PER-0003", "PER-0004"], **(role or {})},
        {"id": "manager", "holders": ["PER-0001"]},
    ]
    stored = {}
    for number, one in enumerate(statements):
        place = f"{one.folder}/{number}.txt"
        stored[one.document] = (*stored.get(one.document, ()), StoredStatement(place, one))
    documents = documents or (document(),)
    return Repository(
        judged="a test",
        as_of=as_of,
        settings=Settings(organisation="Acme", profile="full", **settings),
        types=SHIPPED.types,
        standards={},
        documents=documents,
        registers=(register("people", PEOPLE), register("roles", roles)),
        stored_statements=stored,
        digests={one.path: {"1.0": here, "2.0": OTHER} for one in documents},
    )


def of(found):
    return standings(found).of(found.documents[0])


def refused(found):
    return [one.message for one in judged(found).refusals]


def days(number):
    return START + timedelta(days=number)


PREPARED = says("prepared", 1)
APPROVED = says("approved", 2, days(1))


# Moments


@pytest.mark.parametrize(("seconds", "is_refused"), [(0, False), (300, False), (301, True)])
def test_a_statement_may_be_five_minutes_before_the_one_it_follows(seconds, is_refused):
    early = START - timedelta(seconds=seconds)
    found = repository(PREPARED, says("approved", 2, early, previous=PREPARED.sha256))
    expected = ["It is dated before the statement that it follows"] if is_refused else []
    assert refused(found) == expected


@pytest.mark.parametrize(("ahead", "is_refused"), [(0, False), (1, False), (2, True)])
def test_tomorrow_is_somebodys_today_and_the_day_after_is_nobodys(ahead, is_refused):
    when = datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC) + timedelta(days=ahead)
    found = repository(says("prepared", 1, when))
    expected = ["It is dated 2026-11-25, after 2026-11-23"] if is_refused else []
    assert refused(found) == expected


@pytest.mark.parametrize(
    ("after", "state"),
    [(-1, State.CURRENT), (0, State.WITHDRAWN), (1, State.WITHDRAWN)],
)
def test_what_is_withdrawn_at_the_moment_of_its_approval_is_withdrawn(after, state):
    when = APPROVED.signed_at + timedelta(seconds=after)
    found = of(repository(PREPARED, APPROVED, says("withdrawn", 2, when)))
    assert (found.state, found.in_force is None) == (state, state is State.WITHDRAWN)


@pytest.mark.parametrize(("after", "state"), [(0, State.WITHDRAWN), (1, State.PREPARED)])
def test_what_is_submitted_after_a_withdrawal_is_prepared(after, state):
    end = days(5)
    again = says("prepared", 1, end + timedelta(seconds=after), text=OTHER, version="2.0")
    found = repository(
        PREPARED,
        APPROVED,
        says("withdrawn", 2, end),
        again,
        documents=(document(version="2.0"),),
        here="",
    )
    assert of(found).state is state


def test_of_two_withdrawals_the_last_counts():
    between = says("withdrawn", 2, days(0)), says("withdrawn", 2, days(9))
    assert of(repository(PREPARED, APPROVED, *between)).state is State.WITHDRAWN


# Reviews


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2027, 10, 1), State.CURRENT),
        (date(2027, 10, 2), State.CURRENT),
        (date(2027, 10, 3), State.REVIEW_DUE),
    ],
)
def test_on_the_day_of_its_review_a_text_is_current_and_no_finding(as_of, state):
    found = repository(PREPARED, APPROVED, as_of=as_of)
    assert (of(found).state, of(found).next_review) == (state, date(2027, 10, 2))
    problems = [one.message for one in reviews_are_in_time.check(found)]
    late = ["Its review was due on 2027-10-02"]
    assert problems == (late if state is State.REVIEW_DUE else [])


def test_a_review_of_another_text_moves_no_date():
    review = says("reviewed", 2, days(30), text=OTHER)
    assert of(repository(PREPARED, APPROVED, review)).next_review == date(2027, 10, 2)


def test_a_review_before_the_approval_moves_no_date_back():
    review = says("reviewed", 2, days(-30))
    assert of(repository(PREPARED, APPROVED, review)).next_review == date(2027, 10, 2)


@pytest.mark.parametrize(("own", "asked", "months"), [(12, 6, 6), (12, 24, 12), (0, 24, 24)])
def test_the_shorter_interval_of_type_and_organisation_counts(own, asked, months):
    found = repository(review_months=asked)
    kind = SHIPPED.types["innovation-policy"]._replace(review_months=own)
    found = replace(found, types={"innovation-policy": kind})
    assert review_months(found, found.documents[0]) == months


# Persons


@pytest.mark.parametrize(("needed", "day"), [(1, 1), (2, 3), (3, 7)])
def test_a_text_is_in_force_with_the_last_approval_that_was_needed(needed, day):
    others = says("approved", 3, days(3)), says("approved", 4, days(7))
    found = of(repository(PREPARED, APPROVED, *others, approvers=needed))
    assert (found.state, found.in_force.since) == (State.CURRENT, days(day))
    assert found.in_force.approved_by == ("PER-0002", "PER-0003", "PER-0004")


def test_one_approval_fewer_than_needed_is_not_enough():
    found = of(repository(PREPARED, APPROVED, says("approved", 3, days(3)), approvers=3))
    assert (found.state, found.in_force) == (State.PREPARED, None)


def test_a_text_that_is_submitted_last_is_in_force_from_then_on():
    late = says("prepared", 1, days(4))
    assert of(repository(APPROVED, late)).in_force.since == days(4)


def test_with_enough_others_nobody_approved_alone():
    alone = says("approved-alone", 1, days(2), reason="there is nobody else in this company")
    role = {"holders": ["PER-0001", "PER-0002"]}
    found = of(repository(PREPARED, APPROVED, alone, role=role))
    assert (found.in_force.alone, found.in_force.approved_by) == ("", ("PER-0002",))


@pytest.mark.parametrize(("until", "counts"), [(0, False), (1, True), (2, True)])
def test_a_former_holder_acts_until_the_last_day_and_on_it(until, counts):
    role = {
        "holders": [],
        "former": [{"person": "PER-0002", "until": days(until).date().isoformat()}],
    }
    found = repository(PREPARED, APPROVED, role=role)
    message = "Ben (PER-0002) did not hold the role top-management on 2026-10-02"
    assert refused(found) == ([] if counts else [message])
    assert people_of(found).may_act("PER-0002", "top-management", days(1).date()) is counts


def test_a_deputy_acts_and_what_is_no_former_holder_gives_nobody_a_role():
    assert refused(repository(PREPARED, APPROVED, role={"holders": [], "deputy": "PER-0002"})) == []
    for former in ("PER-0002", ["PER-0002"], [{"person": "PER-0002"}]):
        found = repository(PREPARED, APPROVED, role={"holders": [], "former": former})
        assert people_of(found).holders("top-management", TODAY) == ()


def test_people_without_an_address_are_not_one_person():
    found = repository()
    silent = [{"id": one["id"], "name": one["name"]} for one in PEOPLE]
    people = people_of(replace(found, registers=(register("people", silent), found.registers[1])))
    assert not people.among("PER-0001", ("PER-0002",))
    assert people.among("PER-0001", ("PER-0002", "PER-0001"))
    assert people.by_email("") == ""


def test_the_owner_may_review_and_may_not_approve():
    assert refused(repository(PREPARED, APPROVED, says("reviewed", 1, days(3)))) == []
    assert refused(repository(says("prepared", 2), says("approved", 1, days(1)))) == [
        "Ada (PER-0001) did not hold the role top-management on 2026-10-02"
    ]


# Authors


@pytest.mark.parametrize(("here", "is_refused"), [(TEXT, True), (OTHER, False)])
def test_authors_are_those_of_the_text_in_the_tree_alone(here, is_refused):
    found = repository(
        PREPARED, APPROVED, documents=(document(authors=["PER-0002", 7]),), here=here
    )
    assert refused(found) == (["Ben (PER-0002) approved a text of their own"] if is_refused else [])
    assert all(one.is_own_text for one in judged(found).refusals)


def test_who_submitted_one_version_may_approve_the_next():
    found = repository(
        says("prepared", 2),
        says("approved", 3, days(1)),
        says("prepared", 3, days(2), text=OTHER, version="2.0"),
        says("approved", 2, days(3), text=OTHER, version="2.0"),
        documents=(document(version="2.0"),),
    )
    assert (refused(found), of(found).in_force.version) == ([], "2.0")


# Which text


def test_an_older_text_in_the_tree_is_superseded_and_after_a_withdrawal_withdrawn():
    newer = (
        says("prepared", 1, days(2), text=OTHER, version="2.0"),
        says("approved", 2, days(3), text=OTHER, version="2.0"),
    )
    assert of(repository(PREPARED, APPROVED, *newer)).state is State.SUPERSEDED
    ended = says("withdrawn", 2, days(4))
    assert of(repository(PREPARED, APPROVED, *newer, ended)).state is State.WITHDRAWN


@pytest.mark.parametrize(
    ("named", "is_approved", "state"),
    [
        (["POL-0001"], True, State.SUPERSEDED),
        (["POL-0001"], False, State.CURRENT),
        (["POL-0009"], True, State.CURRENT),
        ("POL-0001", True, State.CURRENT),
    ],
)
def test_a_text_gives_way_to_one_in_force_that_names_it(named, is_approved, state):
    said = [says("prepared", 1, document="POL-0002")]
    said += [says("approved", 2, days(1), document="POL-0002")] * is_approved
    other = document("POL-0002", "docs/leadership/other.md", supersedes=named)
    assert of(repository(PREPARED, APPROVED, *said, documents=(document(), other))).state is state


def test_a_text_that_names_itself_does_not_give_way():
    found = repository(PREPARED, APPROVED, documents=(document(supersedes=["POL-0001"]),))
    assert of(found).state is State.CURRENT


@pytest.mark.parametrize(
    ("version", "in_force", "is_altered"),
    [("9.0", "10.0", True), ("10.0", "9.0", False), ("1.9", "1.10", True), ("1.10", "1.9", False)],
)
def test_a_version_that_goes_down_is_seen_by_its_numbers(version, in_force, is_altered):
    approved = (
        says("prepared", 1, text=OTHER, version=in_force),
        says("approved", 2, days(1), text=OTHER, version=in_force),
    )
    found = of(repository(*approved, documents=(document(version=version),)))
    assert (found.altered and found.altered.version) == (in_force if is_altered else None)


# Returned


def test_a_returned_text_waits_to_be_submitted_again():
    returned = says("returned", 2, days(1), reason="the third sentence is wrong")
    found = of(repository(PREPARED, returned))
    assert (found.state, found.prepared_by) == (State.DRAFT, ())
    assert (found.returned.by, found.returned.day) == ("PER-0002", days(1).date())
    assert found.returned.submitted_by == ("PER-0001",)
    again = of(repository(PREPARED, returned, says("prepared", 1, days(2))))
    assert (again.state, again.prepared_by, again.returned) == (
        State.PREPARED, ("PER-0001",), None
    )  # fmt: skip


def test_of_two_returns_the_last_counts():
    said = [
        says(meaning, signer, days(number))
        for number, (meaning, signer) in enumerate(
            [("prepared", 1), ("returned", 2), ("prepared", 1), ("returned", 3)]
        )
    ]
    found = of(repository(*said))
    assert (found.state, found.returned.by) == (State.DRAFT, "PER-0003")
