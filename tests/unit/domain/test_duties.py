"""What is overdue, to be asked about, due soon, stuck or waiting, and what ends each duty."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from support import AS_OF, CLOSING, LIFE, POLICY, STATUS, policy

from ims_docs.adapters.resources import resource
from ims_docs.domain.duties import Changes, Duties, Duty, Urgency, gather
from ims_docs.formats.schemas import Schemas
from ims_docs.model.directory import directory
from ims_docs.reporters.columns import width_of
from ims_docs.reporters.duties import as_json, as_text

LATE = "2026-11-13"
NEAR = "2026-12-01"
FAR = "2027-11-13"


def record(
    type_: str,
    identifier: str,
    keys: str,
    *,
    status: str = "open",
    day: str = "2026-11-20",
    more: str = "",
) -> dict[str, str]:
    text = f"---\nid: {identifier}\ntype: {type_}\ntitle: A title\ndate: {day}\nowner: PER-0001\nstatus: {status}\n{keys}---\n{more}"
    return {f"docs/records/{type_}/{identifier}.md": text}


def register(type_: str, entry: str, keys: str = "") -> dict[str, str]:
    text = f"type: {type_}\ntitle: A register\nowner: top-management\nclassification: internal\n{keys}entries:\n  - {entry}\n"
    return {f"docs/registers/{type_}.yaml": text}


def nonconformity(actions: str, **more: str) -> dict[str, str]:
    return record("nonconformity", "NCR-0001", f"actions: [{actions}]\n", **more)


def review(identifier: str, keys: str, day: str) -> dict[str, str]:
    return record("management-review", identifier, keys, status="closed", day=day)


@pytest.fixture
def found(repository) -> Callable[..., Duties]:
    """The duties of a repository with these files, but for its registers of people and roles."""

    def make(
        *files: dict[str, str], changes: Changes | None = None, days: int = 30, person: str = ""
    ) -> Duties:
        every = {path: text for some in files for path, text in some.items()}
        duties = gather(repository(every), changes or Changes(), days=days, person=person)
        mine = tuple(one for one in duties.duties if one.id not in ("people", "roles"))
        return duties._replace(duties=mine)

    return make


def deadlines(duties: Duties) -> list[tuple[str, str, str]]:
    return [
        (one.urgency.value, one.id, str(one.day)) for one in duties.duties if one.kind == "deadline"
    ]


ACTION = "{what: Do it, who: PER-0002, due: %s}"


@pytest.mark.parametrize(
    ("day", "urgency"),
    [
        (LATE, [("overdue", "NCR-0001", LATE)]),
        (str(AS_OF), [("soon", "NCR-0001", str(AS_OF))]),
        (str(AS_OF + timedelta(30)), [("soon", "NCR-0001", str(AS_OF + timedelta(30)))]),
        (str(AS_OF + timedelta(31)), []),
        ('"[TODO: when]"', []),
        ("soon", []),
    ],
)
def test_an_action_is_due_on_its_day(found, day, urgency) -> None:
    duties = found(nonconformity(ACTION % day))
    assert deadlines(duties) == urgency
    assert duties.later == (() if urgency or day[0] != "2" else (AS_OF + timedelta(31),))


def test_an_action_says_what_who_and_where(found) -> None:
    (duty,) = found(nonconformity(ACTION % LATE)).of(Urgency.OVERDUE)
    assert duty == Duty(
        urgency=Urgency.OVERDUE, id="NCR-0001", type="nonconformity", kind="deadline",
        what="Corrective actions: Do it", who="PER-0002", day=date(2026, 11, 13),
        path="docs/records/nonconformity/NCR-0001.md", line=8, command="ims show NCR-0001",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("{what: Do it, who: PER-0002, due: 2026-11-13, done_on: 2026-11-12}", "cause found"),
        (ACTION % LATE, "effective"),
    ],
)
def test_an_action_is_over_when_it_is_done_or_its_record_closed(found, action, status) -> None:
    assert deadlines(found(nonconformity(action, status=status))) == []


def test_a_placeholder_says_nothing_of_being_done(found) -> None:
    action = '{what: Do it, who: PER-0002, due: 2026-11-13, done_on: "[TODO: when]"}'
    assert deadlines(found(nonconformity(action))) == [("overdue", "NCR-0001", LATE)]


DECISION = "decisions: [{what: Decide it, who: PER-0002, due: %s%s}]\n"


def test_nobody_knows_whether_a_decision_was_carried_out(found) -> None:
    (duty,) = found(review("MRV-0001", DECISION % (LATE, ""), "2026-01-10")).of(Urgency.ASK)
    assert (duty.what, duty.who, duty.command) == (
        "Decisions: Decide it",
        "PER-0002",
        "ims show MRV-0001",
    )
    (soon,) = found(review("MRV-0001", DECISION % (NEAR, ""), "2026-01-10")).duties
    assert soon.urgency is Urgency.SOON


def test_a_decision_is_over_when_a_record_is_named_or_the_next_meeting_was_held(found) -> None:
    named = review("MRV-0001", DECISION % (LATE, ", record: CRQ-0001"), "2026-01-10")
    assert deadlines(found(named)) == []
    first = review("MRV-0001", DECISION % (LATE, ""), "2026-01-10")
    assert deadlines(found(first, review("MRV-0002", "", "2026-11-20"))) == []


def test_the_next_review_is_due_until_it_is_there(found) -> None:
    first = review("MRV-0001", f"next_on: {LATE}\n", "2025-11-10")
    (duty,) = found(first).of(Urgency.OVERDUE)
    assert (duty.what, duty.who, duty.command) == (
        "A title (next review)", "PER-0001", "ims add management-review",
    )  # fmt: skip
    assert deadlines(found(first, review("MRV-0002", "", "2026-11-20"))) == []
    older = review("MRV-0002", "", "2025-01-20")
    assert deadlines(found(first, older)) == [("overdue", "MRV-0001", LATE)]


def test_of_two_records_of_one_day_the_one_with_the_higher_number_is_newer(found) -> None:
    both = [review(f"MRV-000{one}", f"next_on: {LATE}\n", "2025-11-10") for one in (1, 2)]
    assert deadlines(found(*both)) == [("overdue", "MRV-0002", LATE)]


def test_a_newer_record_follows_only_in_its_series(found) -> None:
    def decision(identifier: str, initiatives: str, day: str) -> dict[str, str]:
        keys = f"initiatives: {initiatives}\nnext_on: {LATE}\n"
        return record("portfolio-decision", identifier, keys, status="closed", day=day)

    both = decision("PFD-0001", "[INI-0001, INI-0002]", "2026-01-10")
    other = decision("PFD-0002", "[INI-0003]", "2026-05-10")
    assert [one for _, one, _ in deadlines(found(both, other))] == ["PFD-0001", "PFD-0002"]
    first = decision("PFD-0003", "[INI-0001]", "2026-05-10")
    assert [one for _, one, _ in deadlines(found(first))] == ["PFD-0001", "PFD-0002", "PFD-0003"]
    second = decision("PFD-0004", "[INI-0002]", "2026-05-10")
    assert [one for _, one, _ in deadlines(found(second))] == ["PFD-0002", "PFD-0003", "PFD-0004"]


def test_without_the_keys_of_its_series_nothing_follows_a_record(found) -> None:
    def meeting(identifier: str, day: str) -> dict[str, str]:
        return record("partner-meeting", identifier, DECISION % (LATE, ""), day=day)

    found_both = found(meeting("PMT-0001", "2026-01-10"), meeting("PMT-0002", "2026-02-10"))
    assert [one for _, one, _ in deadlines(found_both)] == ["PMT-0001", "PMT-0002"]


@pytest.mark.parametrize(
    ("type_", "entry", "stands"),
    [
        ("risks", "{id: RSK-0001, title: T, review_on: 2026-11-13, status: open}", True),
        ("risks", "{id: RSK-0001, title: T, review_on: 2026-11-13, status: closed}", False),
        ("objectives", "{id: OBE-0001, title: T, due: 2026-11-13, status: in progress}", True),
        ("objectives", "{id: OBE-0001, title: T, due: 2026-11-13, status: missed}", False),
        ("objectives", "{id: OBE-0001, title: T, plan: [{what: W, who: top-management, due: 2026-11-13}]}", True),
        ("objectives", "{id: OBE-0001, title: T, plan: [{what: W, due: 2026-11-13, done_on: 2026-11-13}]}", False),
        ("audit-programme", "{id: AUP-0001, title: T, planned_on: 2026-11-13, status: postponed}", True),
        ("audit-programme", "{id: AUP-0001, title: T, planned_on: 2026-11-13, status: carried out}", False),
        ("partners", "{id: PTN-0001, title: T, agreement_ends_on: 2026-11-13, status: active}", True),
        ("partners", "{id: PTN-0001, title: T, agreement_ends_on: 2026-11-13, status: ended}", False),
        ("competences", "{id: CPT-0001, title: T, due: 2026-11-13}", True),
        ("competences", "{id: CPT-0001, title: T, due: 2026-11-13, effective: Yes}", False),
        ("interested-parties", "{id: PAR-0001, title: T, review_on: 2026-11-13}", True),
        ("changes", "{id: CHG-0001, title: T, due: 2026-11-13, status: rejected}", False),
    ],
)  # fmt: skip
def test_the_deadlines_of_registers(found, type_, entry, stands) -> None:
    assert bool(found(register(type_, entry)).of(Urgency.OVERDUE)) is stands


@pytest.mark.parametrize(
    ("type_", "entry", "who"),
    [
        ("risks", "{title: T, review_on: 2026-11-13, owner: innovation-manager}", "innovation-manager"),
        ("risks", "{title: T, review_on: 2026-11-13}", "top-management"),
        ("audit-programme", "{title: T, auditor: innovation-manager, planned_on: 2026-11-13}", "innovation-manager"),
    ],
)  # fmt: skip
def test_an_entry_belongs_to_its_owner_else_to_the_owner_of_the_register(
    found, type_, entry, who
) -> None:
    (duty,) = found(register(type_, entry)).of(Urgency.OVERDUE)
    assert (duty.who, duty.path, duty.line) == (who, f"docs/registers/{type_}.yaml", 6)


def test_a_person_sees_only_what_she_or_her_roles_answer_for(found) -> None:
    files = [
        nonconformity(ACTION % LATE),
        register(
            "risks", "{id: RSK-0001, title: T, review_on: 2026-11-13, owner: innovation-manager}"
        ),
    ]
    assert {one.id for one in found(*files).duties} == {"NCR-0001", "RSK-0001", "risks"}
    assert {(one.id, one.kind) for one in found(*files, person="PER-0001").duties} == {
        ("RSK-0001", "deadline"), ("NCR-0001", "record"),
    }  # fmt: skip
    assert {(one.id, one.kind) for one in found(*files, person="PER-0002").duties} == {
        ("NCR-0001", "deadline"), ("risks", "review"),
    }  # fmt: skip


# Reviews


def test_a_register_is_reviewed_again_after_its_months(found) -> None:
    entry = "{id: RSK-0001, title: T}"
    (duty,) = found(register("risks", entry, "reviewed_on: 2026-03-31\n")).of(Urgency.OVERDUE)
    assert (duty.kind, duty.id, duty.day, duty.who, duty.command) == (
        "review", "risks", date(2026, 9, 30), "top-management", "ims table risks",
    )  # fmt: skip
    assert duty.what == "A register (register): reviewed on 2026-03-31, every 6 months"
    assert found(register("risks", entry, "reviewed_on: 2026-11-01\n")).duties == ()


def test_a_register_that_nobody_reviewed_waits_once_it_is_in_use(found) -> None:
    (duty,) = found(register("risks", "{id: RSK-0001, title: T}")).of(Urgency.WAITING)
    assert (duty.day, duty.what) == (None, "A register (register): never reviewed; every 6 months")
    template = register("risks", "{id: RSK-0001, title: T}", "guidance: Write.\n")
    assert found(template).duties == ()


def final(version: str) -> dict[str, str]:
    return {POLICY: policy().replace('"0.1"', f'"{version}"')}


def test_a_document_is_reviewed_after_its_last_final_version(found) -> None:
    changes = Changes(final={POLICY: date(2025, 11, 10)})
    (duty,) = found(final("1.2"), changes=changes).of(Urgency.OVERDUE)
    assert (duty.id, duty.kind, duty.day, duty.who) == (
        "POL-0001", "review", date(2026, 11, 10), "innovation-manager",
    )  # fmt: skip
    assert duty.what == (
        "Innovation policy: last final version 1.2 of 2025-11-10, to be reviewed every 12 months"
    )
    assert found(final("0.9"), changes=changes).duties == ()
    assert found(final("1.2")).duties == ()


@pytest.mark.parametrize(("months", "day"), [(6, "2026-05-10"), (12, "2026-11-10")])
def test_the_interval_of_the_settings_counts(found, months, day) -> None:
    settings = (
        f'organisation: "Acme"\nprofile: starter\nstandards: [iso56001]\nreview_months: {months}\n'
    )
    changes = Changes(final={POLICY: date(2025, 11, 10)})
    (duty,) = found(final("1.2"), {"ims.yml": settings}, changes=changes).of(Urgency.OVERDUE)
    assert str(duty.day) == day


# Open records


PATH = "docs/records/nonconformity/NCR-0001.md"


@pytest.mark.parametrize(
    ("touched", "day", "urgency"),
    [
        (AS_OF - timedelta(8), "2026-11-22", Urgency.STUCK),
        (AS_OF - timedelta(7), "2026-01-01", Urgency.WAITING),
        (AS_OF + timedelta(7), "2026-01-01", Urgency.WAITING),
        (None, "2026-01-01", Urgency.STUCK),
        (None, "2026-11-22", Urgency.WAITING),
        (None, '"[TODO: day]"', Urgency.WAITING),
    ],
)
def test_a_record_is_stuck_when_nothing_changed_for_longer_than_its_state_lasts(
    found, touched, day, urgency
) -> None:
    changes = Changes(touched={PATH: touched} if touched else {})
    (duty,) = found(nonconformity("", day=day), changes=changes).duties
    assert duty.urgency is urgency
    assert duty.state == "open"


@pytest.mark.parametrize(
    ("type_", "identifier", "command"),
    [
        ("nonconformity", "NCR-0001", "ims move NCR-0001 contained"),
        ("idea", "IDE-0001", "ims show IDE-0001"),
        ("lesson", "LES-0001", "ims close LES-0001"),
    ],
)
def test_a_stuck_record_says_its_state_and_the_way_on(found, type_, identifier, command) -> None:
    (duty,) = found(record(type_, identifier, "", day="2026-01-01")).of(Urgency.STUCK)
    assert duty.what.startswith("A title (open; ")
    assert duty.what.endswith(" days are meant)")
    assert duty.command == command


def test_a_closed_record_is_no_duty(found) -> None:
    assert found(nonconformity("", status="effective", day="2026-01-01")).duties == ()


def test_a_record_in_an_unknown_state_waits(found) -> None:
    (duty,) = found(nonconformity("", status="lost", day="2026-01-01")).duties
    assert (duty.urgency, duty.command) == (Urgency.WAITING, "ims show NCR-0001")


def test_the_most_urgent_comes_first(found) -> None:
    duties = found(
        nonconformity(
            f"{ACTION % NEAR}, {ACTION % LATE}, {ACTION % '2026-11-01'}", day="2026-01-01"
        ),
        review("MRV-0001", DECISION % (LATE, ""), "2026-01-10"),
        record("idea", "IDE-0001", ""),
    )
    assert [(one.urgency.value, str(one.day)) for one in duties.duties] == [
        ("overdue", "2026-11-01"), ("overdue", LATE), ("ask", LATE), ("soon", NEAR),
        ("stuck", "2026-01-01"), ("waiting", "2026-11-20"),
    ]  # fmt: skip


def test_days_say_how_far_ahead_to_look(found) -> None:
    files = nonconformity(ACTION % FAR)
    assert deadlines(found(files)) == []
    assert found(files).later == (date.fromisoformat(FAR),)
    assert deadlines(found(files, days=400)) == [("soon", "NCR-0001", FAR)]
    assert deadlines(found(files, days=10**7)) == [("soon", "NCR-0001", FAR)]


def test_wherever_the_shape_is_wrong_nothing_breaks(found) -> None:
    odd = [
        record("nonconformity", "NCR-0001", "actions: {due: 2026-11-13}\n"),
        record("improvement", "IMP-0001", "actions: [text, [2026-11-13], {due: [2026-11-13]}]\n"),
        record("portfolio-decision", "PFD-0001", "initiatives: {a: b}\nnext_on: 2026-11-13\n"),
        register("risks", "text"),
        {"docs/registers/objectives.yaml": "type: objectives\nentries: {a: b}\n"},
        {"docs/registers/issues.yaml": "type: issues\nentries: [{review_on: 2026-11-13}]\n"},
    ]
    assert deadlines(found(*odd)) == [("overdue", "", LATE), ("overdue", "PFD-0001", LATE)]


# Reports


def test_the_text_names_what_who_when_and_the_command(found, repository) -> None:
    duties = found(
        nonconformity(ACTION % LATE, status="contained"),
        register(
            "risks",
            "{id: RSK-0001, title: Lost time, review_on: 2026-11-23, owner: top-management}",
            "reviewed_on: 2026-11-01\n",
        ),
    )
    assert (
        as_text(duties, "Acme", directory(repository()))
        == """\
Acme, 2026-11-23: 1 overdue, 0 to ask about, 1 due in the next 30 days, 0 stuck,
1 waiting.

Overdue: 1
  NCR-0001  2026-11-13, 10 days late  Ben Boss
    Corrective actions: Do it
    → ims show NCR-0001

Due in the next 30 days: 1
  RSK-0001  2026-11-23, today  Top management (Ben Boss)
    Lost time (next look)
    → ims show RSK-0001

Waiting: 1. For how long nothing has changed
  NCR-0001  contained  3 days  Ada Author  A title

1 later date, the next on 2027-05-01: `ims status --days 159`
"""
    )


def test_when_there_is_nothing_the_text_says_so(found, repository) -> None:
    assert as_text(found(), "Acme", directory(repository())) == (
        "Acme, 2026-11-23: nothing is overdue, due in the next 30 days, stuck or waiting.\n"
    )


def test_template_text_is_told_apart_from_having_no_duties(found, repository) -> None:
    duties = found(register("risks", "{id: RSK-0001, title: T}", "guidance: Write.\n"))
    assert as_text(duties, "Acme", directory(repository())) == (
        "Acme, 2026-11-23: nothing is overdue, due in the next 30 days, stuck or waiting.\n"
        "\n"
        "1 file still holds template text: `ims check`\n"
    )


def test_no_days_ahead_means_today(found, repository) -> None:
    text = as_text(found(nonconformity(ACTION % AS_OF), days=0), "A", directory(repository()))
    assert "1 due today, " in text
    assert "\nDue today: 1\n" in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_too_long_but_commands_stay_whole(found, repository, width) -> None:
    many = [
        record("idea", f"IDE-{number:04}", "", day="2026-01-01" if number < 50 else "2026-11-20")
        for number in range(1, 70)
    ]
    wide = register(
        "risks",
        "{id: RSK-0001, title: 管理体系管理体系管理体系管理体系管理体系, review_on: 2026-11-13}",
    )
    text = as_text(found(*many, wide), "Acme", directory(repository()), width=width)
    lines = [line for line in text.splitlines() if "→" not in line]
    assert all(width_of(line) <= width for line in lines)
    assert "9 more; `ims status --format json` names them all" in " ".join(text.split())
    assert "  and 15 more → ims list idea\n" in text


def test_colours_only_where_asked_for(found, repository) -> None:
    duties = found(nonconformity(ACTION % LATE))
    who = directory(repository())
    assert "\x1b" not in as_text(duties, "Acme", who)
    assert "\x1b[1;31mOverdue: 1\x1b[0m" in as_text(duties, "Acme", who, colour=True)


def test_a_hostile_title_is_shown_and_not_obeyed(repository) -> None:
    evil = "\x1b]0;x\x07"
    duty = Duty(Urgency.OVERDUE, evil, "idea", "deadline", evil, evil, AS_OF, evil, 1, evil)
    duties = Duties(
        AS_OF, 30, (duty, duty._replace(urgency=Urgency.WAITING, kind="record", state=evil)), (), 0
    )
    text = as_text(duties, evil, directory(repository()), width=120)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\\x1b]0;x\\x07" in text


def test_the_same_for_programs(found, repository) -> None:
    value = json.loads(
        as_json(found(nonconformity(ACTION % LATE)), directory(repository()), unread=["a"])
    )
    assert value["counts"] == {
        "overdue": 1,
        "ask": 0,
        "look": 0,
        "soon": 0,
        "stuck": 0,
        "waiting": 1,
    }
    assert value["duties"][0] == {
        "urgency": "overdue", "kind": "deadline", "id": "NCR-0001", "type": "nonconformity",
        "what": "Corrective actions: Do it", "state": "", "who": "PER-0002",
        "people": ["PER-0002"], "name": "Ben Boss", "day": LATE, "path": PATH, "line": 8,
        "moved": [],
        "command": "ims show NCR-0001",
    }  # fmt: skip
    assert value["unread"] == ["a"]


# What a schema may declare


def own(properties: dict[str, object], kind: str = "record", **about: object) -> str:
    """What is said of a schema of the organisation with these keys."""
    base = {"kind": kind, "folder": f"{kind}s", "clauses": {"iso56001": ["4.2"]}, "profiles": []}
    keys: dict[str, object] = {"status": STATUS, **properties}
    more: dict[str, object] = {"prefix": "VIS", "sections": [], "life": LIFE, "retention_years": 3}
    if kind == "register":
        keys = {"entries": {"items": {"type": "object", "properties": keys}}}
        more = {"columns": ["id"], "review_months": 6}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.org/visit.schema.json",
        "title": "Visit", "description": "A visit to a partner, and what was learnt there.",
        "$ref": f"../{kind}.schema.json", "properties": keys, "unevaluatedProperties": False,
        "x-ims": {**base, **more, **about},
        **({"allOf": CLOSING} if kind == "record" else {}),
    }  # fmt: skip
    path = f"schemas/{kind}s/visit.schema.json"
    return Schemas(resource("schemas")).add(path, json.dumps(schema))


def due(until: object, **more: object) -> dict[str, object]:
    date_ = {"$ref": "../common.schema.json#/$defs/date"}
    return {"done": date_, "day": {**date_, "x-ims-due": {"until": until, **more}}}


@pytest.mark.parametrize(
    ("properties", "kind", "about", "problem"),
    [
        (due("done"), "record", {}, ""),
        (due(["done", "closed", "newer", "moved"], ask=True), "record", {}, ""),
        ({"list": {"type": "array", "items": {"properties": due("done")}}}, "record", {}, ""),
        (due("done"), "register", {}, ""),
        (due("closed"), "register", {"closed": ["closed"]}, ""),
        (due("done"), "record", {"series": ["done"]}, ""),
        (due("dne"), "record", {}, "x-ims-due of 'day' names a key 'dne' that is not beside it"),
        (due(7), "record", {}, "x-ims-due of 'day' names a key 7 that is not beside it"),
        (due([]), "record", {}, "x-ims-due of 'day' says `until`, and perhaps `ask`, and nothing else"),
        (due("done", soon=1), "record", {}, "x-ims-due of 'day' says `until`, and perhaps `ask`, and nothing else"),
        (due("done", ask="yes"), "record", {}, "x-ims-due of 'day' says `until`, and perhaps `ask`, and nothing else"),
        ({"day": {"x-ims-due": 5}}, "record", {}, "x-ims-due of 'day' says `until`, and perhaps `ask`, and nothing else"),
        ({"day": {"type": "string", "x-ims-due": {"until": "moved"}}}, "record", {}, "x-ims-due stands on 'day', which is no date"),
        (due("newer"), "register", {}, "x-ims-due of 'day': only a record has newer ones"),
        (due("closed"), "register", {}, "x-ims-due of 'day': name the states that close an entry under x-ims.closed"),
        ({}, "register", {"closed": ["over"]}, "closed names a state 'over' that the entries do not have"),
        ({}, "record", {"series": ["firm"]}, "series names a key 'firm' that a record of the type does not have"),
        ({}, "register", {"series": ["status"]}, "series names a key 'status' that a record of the type does not have"),
    ],
)  # fmt: skip
def test_a_schema_declares_its_deadlines(properties, kind, about, problem) -> None:
    assert own(properties, kind, **about) == problem


def test_a_document_may_have_deadlines(found) -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.org/permit.schema.json",
        "title": "Permit", "description": "What we are allowed to do, by whom and until when.",
        "$ref": "../document.schema.json", "properties": due("done"),
        "unevaluatedProperties": False,
        "x-ims": {
            "kind": "document", "prefix": "PMI", "folder": "support", "profiles": [],
            "clauses": {"iso56001": ["4.2"]}, "sections": ["Permit"], "review_months": 12,
            "approver": "top-management",
        },
    }  # fmt: skip
    text = f"---\nid: PMI-0001\ntype: permit\ntitle: P\nowner: top-management\nday: {LATE}\n---\n"
    files = {
        "schemas/documents/permit.schema.json": json.dumps(schema),
        "docs/support/permit.md": text,
    }
    (duty,) = found(files).duties
    assert (duty.urgency, duty.id, duty.who) == (Urgency.OVERDUE, "PMI-0001", "top-management")


def test_the_deadlines_of_the_product() -> None:
    types = Schemas(resource("schemas")).types
    declared = {f"{name} {one.way}" for name, type_ in types.items() for one in type_.deadlines}
    assert {
        "nonconformity actions[].due", "management-review next_on", "risks review_on",
        "management-review decisions[].due", "competence-evidence valid_until",
        "objectives plan[].due", "objectives due", "audit-programme planned_on",
        "project-plan due", "gap-analysis results[].due",
    } <= declared  # fmt: skip
    asked = {name for name, type_ in types.items() for one in type_.deadlines if one.ask}
    assert asked == {
        "culture-survey", "development-review", "gap-analysis", "management-review",
        "partner-meeting",
    }  # fmt: skip
