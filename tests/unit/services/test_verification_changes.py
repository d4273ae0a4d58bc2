"""What changed in files that control: from what to what, whatever lay between."""

from __future__ import annotations

import pytest
from ledgers import commit, history, touching

from ims_docs.adapters.git.ledger import Touch
from ims_docs.services.verification.changes import Changes

A, B, C = "abc"
LINE = (commit(A), commit(B, A), commit(C, B))
SETTINGS = b"organisation: Acme\nprofile: full\n"
TYPE = '{"x-ims": {"sections": [], "life": [{"state": "open", "moves": ["done"], "days": 1}, %s]}}'


class Git:
    def __init__(self, blobs):
        self.known = blobs

    def blobs(self, names):
        return iter([self.known.get(one) for one in names])


def told(path, *versions):
    """What is told of one file, by what it held at A, B and C; None means that it was not there."""
    blobs = {f"{number}": data for number, data in enumerate(versions) if data is not None}
    names = ["" if data is None else f"{number}" for number, data in enumerate(versions)]
    touches = {
        one: touching(Touch(path, before, after))
        for one, before, after in zip("abc", ["", *names], names, strict=False)
    }
    changes = Changes(history=Git(blobs), ledger=history(*LINE, touches=touches))
    return [(one.commit, *one.changed) for one in changes.irregularities()]


def test_what_the_settings_said_in_the_beginning_is_no_change():
    assert told("ims.yml", SETTINGS) == []


@pytest.mark.parametrize(
    ("lines", "what", "before", "after", "loosens"),
    [
        (b"approval:\n  level: anchored\n", "approval.level", "signed", "anchored", False),
        (b"approval:\n  level: recorded\n", "approval.level", "signed", "recorded", True),
        (b"approval:\n  approvers: 2\n", "approval.approvers", "1", "2", False),
        (
            (
                b"waivers:\n  - rule: DOC004\n    path: docs/a.md\n    person: PER-0001\n"
                b"    reason: It is new.\n    until: 2030-01-31\n"
            ),
            "waiver of DOC004 in docs/a.md",
            "nothing",
            "by PER-0001 until 2030-01-31: It is new.",
            True,
        ),
        (
            b"not_applicable:\n  - clause: '9.2.2'\n    justification: No.\n",
            "not applicable: clause 9.2.2",
            "nothing",
            "No.",
            True,
        ),
    ],
)
def test_each_setting_is_told_from_what_to_what(lines, what, before, after, loosens):
    changed = SETTINGS + lines
    assert told("ims.yml", SETTINGS, changed) == [(B, what, before, after, loosens)]
    if "." in what:
        back = (C, what, after, before, after in {"anchored", "2"})
        assert told("ims.yml", SETTINGS, changed, SETTINGS)[1] == back


@pytest.mark.parametrize("between", [None, b"a: [", b"\xff"])
def test_a_file_that_was_away_is_compared_with_what_it_last_said(between):
    low = SETTINGS + b"approval:\n  level: recorded\n"
    away, change = told("ims.yml", SETTINGS, between, low)
    assert away[:3] == (B, "the file", "there")
    assert change == (C, "approval.level", "signed", "recorded", True)


def test_people_and_roles_are_told_one_by_one():
    people = "type: people\nentries:\n  - id: PER-0001\n    name: Ada\n    email: %s\n    active: active\n"
    assert told(
        "docs/registers/people.yaml", (people % "a@x").encode(), (people % "b@x").encode()
    ) == [(B, "person PER-0001", "Ada <a@x>, active", "Ada <b@x>, active", False)]
    roles = "type: roles\nentries:\n  - id: boss\n    holders: [%s]\n"
    assert told(
        "docs/registers/roles.yaml", (roles % "PER-0001").encode(), (roles % "PER-0002").encode()
    ) == [(B, "holders of boss", "PER-0001", "PER-0002", False)]


def test_each_person_who_lost_a_role_in_one_change_is_named_as_a_cause():
    roles = b"type: roles\nentries:\n  - id: boss\n    holders: [%s]\n"
    touches = {
        A: touching(Touch("docs/registers/roles.yaml", "", "1")),
        B: touching(Touch("docs/registers/roles.yaml", "1", "2")),
    }
    blobs = {"1": roles % b"PER-0001, PER-0002, PER-0003", "2": roles % b"PER-0002"}
    changes = Changes(history=Git(blobs), ledger=history(*LINE, touches=touches))
    (found,) = changes.irregularities()
    assert found.deeds == ("roles PER-0001", "roles PER-0003")


def test_the_states_that_close_a_type_are_told_and_other_wording_as_such():
    ends = [
        (TYPE % one).encode() for one in ('{"state": "done", "closes": true}', '{"state": "done"}')
    ]
    path = "schemas/records/visit.schema.json"
    assert told(path, *ends) == [(B, "states that close of type visit", "done", "nothing", True)]
    ((_, what, before, after, _),) = told(path, ends[0], ends[0] + b"\n")
    assert (what, before[:7], after[:7]) == ("text", "sha256:", "sha256:")


def test_gates_attributes_and_other_names_are_told_line_by_line():
    gates = b"repos:\n  - repo: local\n    hooks:\n      - id: ims-check\n        entry: ims check --staged\n"
    assert told(".pre-commit-config.yaml", gates, b"repos: []\n") == [
        (B, "gate ims-check", "ims check --staged", "nothing", True)
    ]
    assert told(".gitattributes", b"* -text\n", b"# nothing\n") == [
        (B, "attribute `* -text`", "there", "nothing", True)
    ]
    assert told(".mailmap", b"# names\n", b"CEO <c@x> <e@x>\n") == [
        (B, "line `CEO <c@x> <e@x>`", "nothing", "there", False)
    ]


def test_a_list_of_any_size_is_told_in_a_sentence():
    ((_, what, _, after, loosens),) = told(".gitattributes", b"* -text\n", b"x\n" * 3_000_000)
    assert (what, after, loosens) == (
        "the file",
        "cannot be read: It has more than 4194304 bytes",
        True,
    )


def test_details_of_what_came_or_went_are_not_told_beside_it():
    hook = b"repos:\n  - repo: local\n    hooks:\n      - id: a\n        entry: b\n        stages: [%s]\n"
    path = ".pre-commit-config.yaml"
    assert [one[1] for one in told(path, hook % b"manual", b"repos: []\n")] == ["gate a"]
    assert told(path, hook % b"pre-commit", hook % b"manual") == [
        (B, "gate a, how it runs", "stages pre-commit", "stages manual", True)
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"standards: [iso56001, iso56002]\n", b"standards: [iso56002]\n"),
        (b"profile: full\n", b"profile: starter\n"),
        (b"certification:\n  target: 2027-01-31\n", b"certification:\n  target: 2028-01-31\n"),
        (b"certification:\n  target: 2027-01-31\n", b""),
        (b"review_months: 12\n", b"review_months: 24\n"),
    ],
)
def test_what_asks_for_less_is_told_as_such(before, after):
    whole = b"organisation: Acme\n"
    assert [one[-1] for one in told("ims.yml", whole + before, whole + after)] == [True]
    if after:
        assert [one[-1] for one in told("ims.yml", whole + after, whole + before)] == [False]


@pytest.mark.parametrize(
    "path",
    [
        "ims.yml",
        "docs/registers/people.yaml",
        "docs/registers/roles.yaml",
        "schemas/a.json",
        ".pre-commit-config.yaml",
        ".gitattributes",
        "standards/a.yaml",
        "trust/root.pub",
        ".github/workflows/a.yml",
    ],
)
@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"1", b"null", b"\xff\x00", b"a: [" * 999, b"[" * 9999, b"repos: [1, {}]",
     b"entries: [1]", b'{"x-ims": 1}', b'{"x-ims": {"life": [1]}}', b"not_applicable: [1]"],
)  # fmt: skip
def test_no_bytes_stop_it(path, data):
    told(path, b"", data, SETTINGS)
    told(path, SETTINGS, data)
