"""`--as-of DATE` answers for the state that was saved by the end of that day."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ims_docs import __version__
from ims_docs.services.workspace import Clock

POLICY = "docs/leadership/innovation-policy.md"
FIRST = "2026-11-23"
"""The day of the scaffold's first and only state."""


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The day on which the tests think they run."""
    monkeypatch.setattr(Clock, "now", lambda _: datetime(2027, 6, 1, 12, tzinfo=UTC))


def save(root, git, message, day):
    git(root, "add", "--all")
    moment = f"{day}T12:00:00+00:00"
    git(root, "commit", "-qn", "--allow-empty", "-m", message, dates=(moment, moment))


def rung(ims, root, *options):
    """How far clause 5.2 (policy) had come."""
    result = ims("-C", root, "coverage", "--format", "json", *options)
    assert result.code == 0, result.err
    return next(one["rung"] for one in json.loads(result.out)["clauses"] if one["number"] == "5.2")


@pytest.fixture
def grown(acme, git):
    """The policy is removed in January and comes back in March, unsaved changes aside."""
    text = (acme / POLICY).read_text("utf-8")
    (acme / POLICY).unlink()
    save(acme, git, "Remove", "2027-01-10")
    (acme / POLICY).write_text(text, "utf-8")
    save(acme, git, "Back", "2027-03-10")
    (acme / POLICY).unlink()
    return acme


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (FIRST, 1),
        ("2027-01-09", 1),
        ("2027-01-10", 0),
        ("2027-03-09", 0),
        ("2027-03-10", 1),
        ("2027-03-11", 0),
        ("2027-06-01", 0),
        ("2027-09-01", 0),
    ],
)
def test_the_state_at_the_end_of_the_day_is_asked(grown, ims, day, expected):
    """From the day after the last saved state on, it is the files on disk."""
    assert rung(ims, grown, "--as-of", day) == expected


def test_check_judges_the_same_state_and_names_it(grown, ims):
    result = ims("-C", grown, "check", "--as-of", "2027-01-20", "--format", "json")
    summary = json.loads(result.out)["summary"]
    assert summary["as_of"] == "2027-01-20"
    assert summary["judged"].startswith("the state saved on 2027-01-10 (")
    assert "note: 2027-01-20 asks for the state saved on 2027-01-10 (" in result.err
    quiet = ims("--quiet", "-C", grown, "check", "--as-of", "2027-01-20", "--format", "json")
    assert quiet.err == ""


def test_a_file_that_is_gone_can_be_checked_as_it_was(grown, ims):
    codes = ims("-C", grown, "check", POLICY, "--as-of", FIRST, "--format", "json").out
    assert "DOC004" in {one["code"] for one in json.loads(codes)["findings"]}
    assert ims("-C", grown, "check", POLICY).code == 2


def test_a_day_before_everything_is_an_error(acme, ims):
    result = ims("-C", acme, "coverage", "--as-of", "2026-11-22")
    assert result.code == 3
    assert result.out == ""
    assert (
        "Nothing was saved by the end of 2026-11-22: the first state is of 2026-11-23" in result.err
    )


def test_types_and_settings_are_those_of_then(acme, ims, git):
    (acme / "ims.yml").write_text(
        (acme / "ims.yml").read_text("utf-8").replace("  - iso56001\n", ""), "utf-8"
    )
    save(acme, git, "One standard less", "2027-02-01")
    (acme / "schemas/broken.schema.json").write_text("{", "utf-8")
    save(acme, git, "A broken type", "2027-02-05")

    def broken(day):
        out = ims("-C", acme, "check", "--as-of", day, "--format", "json").out
        return any(
            one["path"] == "schemas/broken.schema.json" for one in json.loads(out)["findings"]
        )

    assert [broken(day) for day in (FIRST, "2027-02-04", "2027-02-05", "2027-05-01")] == [
        False,
        False,
        True,
        True,
    ]


def test_a_branch_counts_from_the_day_it_was_taken_in(acme, ims, git):
    git(acme, "switch", "-qc", "side")
    (acme / POLICY).unlink()
    save(acme, git, "Remove", "2027-01-10")
    git(acme, "switch", "-q", "main")
    moment = "2027-02-10T12:00:00+00:00"
    git(
        acme, "merge", "-q", "--no-verify", "--no-ff", "side", "-m", "Merge", dates=(moment, moment)
    )
    assert rung(ims, acme, "--as-of", "2027-02-09") == 1
    assert rung(ims, acme, "--as-of", "2027-02-10") == 0


def test_a_state_cannot_be_dated_before_the_one_it_follows(acme, ims, git):
    (acme / POLICY).unlink()
    save(acme, git, "Remove, they say, in 2001", "2001-01-01")
    save(acme, git, "After", "2027-03-01")
    assert ims("-C", acme, "coverage", "--as-of", "2020-01-01").code == 3
    assert rung(ims, acme, "--as-of", FIRST) == 0


def test_a_state_from_the_future_moves_no_other(acme, ims, git):
    save(acme, git, "A clock that is wrong", "2099-01-01")
    (acme / POLICY).unlink()
    save(acme, git, "Remove", "2027-03-01")
    assert rung(ims, acme, "--as-of", "2027-02-28") == 1
    assert rung(ims, acme, "--as-of", "2027-03-01") == 0


def test_a_repository_without_a_state_is_asked_as_it_lies_there(acme, ims, git):
    git(acme, "update-ref", "-d", "refs/heads/main")
    assert rung(ims, acme, "--as-of", "2020-01-01") == 1


def test_a_cut_history_is_refused_for_days_that_it_has_lost(acme, ims, git, tmp_path):
    save(acme, git, "Second", "2027-03-01")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{acme}", "cut")
    result = ims("-C", tmp_path / "cut", "coverage", "--as-of", "2027-01-01")
    assert result.code == 3
    assert "git fetch --unshallow" in result.err
    assert rung(ims, tmp_path / "cut", "--as-of", "2027-03-02") == 1


def test_a_named_state_is_asked_on_the_day_given(grown, ims):
    value = json.loads(
        ims(
            "-C", grown, "coverage", "--at", "HEAD~1", "--as-of", "2027-05-05", "--format", "json"
        ).out
    )  # fmt: skip
    assert value["date"] == "2027-05-05"
    assert rung(ims, grown, "--at", "HEAD~1", "--as-of", "2027-05-05") == 0


def test_list_and_show_answer_for_the_same_state(grown, ims):
    def listed(*options):
        result = ims("-C", grown, "list", "innovation-policy", "--format", "json", *options)
        return "POL-0001" in result.out, result.err.count("note: ")

    assert listed("--as-of", "2027-01-09") == (True, 1)
    assert listed("--as-of", "2027-01-10") == (False, 1)
    assert listed() == (False, 0)
    shown = ims("-C", grown, "show", "POL-0001", "--as-of", "2027-01-09")
    assert shown.code == 0
    assert "Purpose" in shown.out
    assert shown.err.count("note: ") == 1
    assert ims("-C", grown, "show", "POL-0001", "--as-of", "2027-01-10").code != 0
    assert ims("-C", grown, "show", "POL-0001", "--as-of", "2020-01-01").code == 3


KEEPING = "waivers:\n  - {rule: CLS001, reason: We have just begun., person: PER-0001, until: 2027-12-31}\n"
TYPE = "schemas/records/visit.schema.json"
VISIT = """{"$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "https://example.org/visit", "title": "Visit", "description": "A visit to somebody who uses what we make.", "$ref": "../record.schema.json",
      "properties": {"id": {"pattern": "^VIS-[0-9]{4}$"}, "type": {"const": "visit"},
        "status": {"enum": ["open", "closed"]}, "place": {"title": "Place", "type": "string"}},
      "required": ["place"], "allOf": [{"if": {"properties": {"status": {"const": "closed"}},
        "required": ["status"]}, "then": {"required": ["closed_on"]}}], "unevaluatedProperties": false,
      "x-ims": {"kind": "record", "prefix": "VIS", "folder": "records/visit", "clauses": {},
        "profiles": ["starter"], "sections": ["What was seen"], "retention_years": 3,
        "life": [{"state": "open", "moves": ["closed"], "days": 30},
                 {"state": "closed", "closes": true}]}}"""


def codes(ims, root, *options):
    result = ims("-C", root, "check", "--format", "json", *options)
    value = json.loads(result.out)
    return {one["code"] for one in value["findings"]}, value["summary"]["judged"], result.err


@pytest.fixture
def stricter(acme, git):
    """In January everything that is missing is waived; in March nothing is, and a type is new."""
    settings = (acme / "ims.yml").read_text("utf-8")
    begun = settings.partition("\nwaivers:")[0]
    (acme / "ims.yml").write_text(f"{begun}\n{KEEPING}", "utf-8")
    save(acme, git, "Begin", "2027-01-10")
    (acme / "ims.yml").write_text(begun + "\n", "utf-8")
    (acme / TYPE).parent.mkdir(parents=True, exist_ok=True)
    (acme / TYPE).write_text(VISIT, "utf-8")
    save(acme, git, "Be stricter", "2027-03-10")
    git(acme, "tag", "strict")
    return acme


def test_waivers_are_those_of_then_or_those_that_are_named(stricter, ims):
    then, judged, err = codes(ims, stricter, "--as-of", "2027-01-20")
    assert "CLS001" not in then
    assert "settings" not in judged
    assert "this version" not in err
    for rules in ("now", "strict", "2027-03-11"):
        found, judged, err = codes(ims, stricter, "--as-of", "2027-01-20", "--rules-at", rules)
        assert "CLS001" in found
        assert ", by the settings, types and standards of the " in judged
        assert f"what ims itself brings is that of this version ({__version__})" in err
    today, _, _ = codes(ims, stricter, "--rules-at", "2027-01-10")
    assert "CLS001" not in today
    assert "CLS001" in codes(ims, stricter, "--rules-at", "then")[0]


def test_coverage_list_and_show_take_the_types_of_another_day(stricter, ims):
    asked = ("--as-of", "2027-01-20", "--rules-at")
    assert ims("-C", stricter, "list", "visit", *asked, "then").code == 2
    assert ims("-C", stricter, "list", "visit", *asked, "now").code == 0
    assert ims("-C", stricter, "list", "visit", "--rules-at", "2027-01-20").code == 2
    for command in (["coverage"], ["show", "POL-0001"]):
        result = ims("-C", stricter, *command, *asked, "now")
        assert result.code == 0, result.err
        assert "note: settings, types and standards are those of the files on disk" in result.err
    quiet = ims("--quiet", "-C", stricter, "coverage", *asked, "now")
    assert quiet.err == ""


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--rules-at", "nonsense"], 3),
        (["--rules-at", "2026-01-01"], 3),
        (["--rules-at", "2027-02-30"], 2),
        (["--staged", "--rules-at", "now"], 2),
        (["--staged", "--rules-at", "then"], 0),
    ],
)
def test_rules_of_a_state_that_is_not_there_are_refused(stricter, ims, options, code):
    assert ims("-C", stricter, "check", *options).code == code
