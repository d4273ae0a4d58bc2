"""`ims history` follows one document through its renames in one pass."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ims_docs.services.timeline import files_about
from ims_docs.services.workspace import Workspace

POLICY = "docs/leadership/innovation-policy.md"


def test_revisions_across_a_rename_with_their_versions(acme, ims, git):
    policy = acme / POLICY
    policy.write_text(
        policy.read_text("utf-8").replace('version: "0.1"', 'version: "0.2"'), "utf-8"
    )
    git(acme, "commit", "-qam", "docs: say why we innovate")
    git(acme, "mv", POLICY, "docs/leadership/our-policy.md")
    git(acme, "commit", "-qm", "docs: give the policy its own name")
    value = json.loads(ims("-C", acme, "history", "POL-0001", "--format", "json").out)
    assert value["path"] == "docs/leadership/our-policy.md"
    assert [(one["change"], one["version"], one["subject"]) for one in value["revisions"]] == [
        ("renamed", "0.2", "docs: give the policy its own name"),
        ("changed", "0.2", "docs: say why we innovate"),
        ("added", "0.1", "docs: start the innovation management system"),
    ]
    assert value["revisions"][0]["former_path"] == POLICY


def test_a_change_that_a_merge_brings_is_one_revision(acme, ims, git):
    git(acme, "switch", "-qc", "side")
    policy = acme / POLICY
    policy.write_text(policy.read_text("utf-8") + "\nA side thought.\n", "utf-8")
    git(acme, "commit", "-qam", "side thought")
    git(acme, "switch", "-q", "main")
    (acme / "README.md").write_text("Words.\n", "utf-8")
    git(acme, "commit", "-qam", "words")
    git(acme, "merge", "-q", "--no-ff", "side", "-m", "merge: take the side thought")
    reasons = [
        one["subject"]
        for one in json.loads(ims("-C", acme, "history", "POL-0001", "--format", "json").out)[
            "revisions"
        ]
    ]
    assert "side thought" in reasons
    assert reasons[-1] == "docs: start the innovation management system"


def test_the_text_form_labels_its_dates_as_claimed(acme, ims):
    result = ims("-C", acme, "history", "risks")
    assert result.code == 0
    assert "docs/registers/risks.yaml: 1 revision" in result.out
    assert "(claimed)" in result.out


def test_a_hostile_author_name_stays_one_line(acme, ims, git):
    (acme / POLICY).write_text((acme / POLICY).read_text("utf-8") + "\nx\n", "utf-8")
    git(
        acme,
        "-c",
        "user.name=Eve|CEO|approved\x1b[31m",
        "commit",
        "-qam",
        "Add a line to the policy",
        "--author",
        "Eve|CEO\x1b[31mB <e@x.org>",
    )
    out = ims("-C", acme, "history", "POL-0001").out
    assert "\x1b" not in out
    assert "Eve|CEO\\x1b[31mB" in out


def test_an_unknown_id_says_what_was_meant(acme, ims):
    result = ims("-C", acme, "history", "POL-0002")
    assert result.code == 2
    assert "Did you mean POL-0001?" in result.err


def test_a_shallow_clone_is_refused(acme, ims, git, tmp_path):
    git(acme, "commit", "-q", "--allow-empty", "-m", "second")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{acme}", "shallow")
    result = ims("-C", tmp_path / "shallow", "history", "POL-0001")
    assert result.code == 3
    assert "git fetch --unshallow" in result.err


def test_a_former_name_with_a_line_break_shifts_no_version(acme, ims, git):
    odd = "docs/leadership/odd\nname.md"
    git(acme, "mv", POLICY, odd)
    git(acme, "commit", "-qnm", "an odd name")
    git(acme, "mv", odd, POLICY)
    git(acme, "commit", "-qnm", "the old name again")
    value = json.loads(ims("-C", acme, "history", "POL-0001", "--format", "json").out)
    assert [one["version"] for one in value["revisions"]] == ["0.1", "0.1", "0.1"]


def state(root, git, message, *, files=None, day="2026-11-24", written=""):
    """Save files on a day, written on that or another one."""
    for path, text in (files or {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    git(root, "add", "--all")
    git(
        root, "commit", "-qn", "--allow-empty", "-m", message,
        dates=(f"{written or day}T10:00:00+00:00", f"{day}T10:00:00+00:00"),
    )  # fmt: skip


def reasons(result):
    return [one["reason"] for one in json.loads(result.out)["revisions"]]


def test_the_reason_is_the_whole_message(acme, ims, git):
    change = {POLICY: (acme / POLICY).read_text("utf-8") + "\nMore.\n"}
    state(
        acme,
        git,
        "Raise the limit\n\nThe board decided so,\nsee MRV-0001.\n\n- one\n- two",
        files=change,
    )
    out = ims("-C", acme, "history", "POL-0001").out
    assert "    The board decided so, see MRV-0001.\n\n    - one\n    - two\n" in out
    whole = ims("-C", acme, "history", "POL-0001", "--format", "json")
    assert reasons(whole)[0].endswith("- one\n- two")


def test_two_dates_are_told_when_they_are_more_than_a_day_apart(acme, ims, git):
    change = {POLICY: (acme / POLICY).read_text("utf-8") + "\nMore.\n"}
    state(acme, git, "Late", files=change, day="2026-11-24", written="2026-01-05")
    out = ims("-C", acme, "history", "POL-0001").out
    assert "2026-01-05 (claimed)" in out
    assert "saved 2026-11-24 (claimed), 323 days after it was written" in out
    change = {POLICY: (acme / POLICY).read_text("utf-8") + "\nMore.\n"}
    state(acme, git, "Same day", files=change, day="2026-11-25")
    assert ims("-C", acme, "history", "POL-0001").out.count("saved ") == 1


def test_a_removed_record_still_has_a_history(acme, ims, git):
    record = "docs/records/idea/IDE-0042.md"
    text = (acme / POLICY).read_text("utf-8").replace("POL-0001", "IDE-0042")
    state(
        acme,
        git,
        "Add",
        files={record: text, "docs/leadership/other.md": text.replace("IDE-0042", "POL-0077")},
    )
    (acme / record).unlink()
    (acme / "docs/leadership/other.md").unlink()
    state(acme, git, "Remove", day="2026-11-25")
    for identifier in ("IDE-0042", record, "POL-0077"):
        result = ims("-C", acme, "history", identifier, "--format", "json")
        assert reasons(result) == ["Remove", "Add"]
    assert (
        json.loads(ims("-C", acme, "history", "--type", "idea", "--format", "json").out)[
            "revisions"
        ][0]["change"]
        == "removed"
    )


def test_what_a_merge_threw_away_is_told(acme, ims, git):
    git(acme, "switch", "-qc", "side")
    state(acme, git, "Side", files={POLICY: (acme / POLICY).read_text("utf-8") + "\nSide.\n"})
    git(acme, "switch", "-q", "main")
    state(acme, git, "Main", files={"README.md": "Words.\n"})
    git(acme, "merge", "-q", "-s", "ours", "side", "-m", "Merge")
    out = " ".join(ims("-C", acme, "history", "POL-0001").out.split())
    assert "dropped here what one of the states it joins had changed Merge" in out


def test_the_log_of_the_system_has_every_state_newest_first(acme, ims, git):
    state(
        acme,
        git,
        "Second\n\nWith a body.",
        files={"docs/context/a.md": "A", "docs/context/b.md": "B"},
    )
    result = ims("-C", acme, "history")
    assert result.out.startswith("2 of 2 saved states, newest first\n\n2026-11-24 (claimed)")
    assert (
        "    Second\n      added docs/context/a.md\n      added docs/context/b.md\n" in result.out
    )
    assert "more files" in result.out
    value = json.loads(ims("-C", acme, "history", "--limit", "1", "--format", "json").out)
    assert value["states"] == 2
    assert [(one["path"], one["reason"]) for one in value["revisions"]] == [
        ("docs/context/a.md", "Second\n\nWith a body."),
        ("docs/context/b.md", "Second\n\nWith a body."),
    ]


def test_filters_of_the_log(acme, ims, git):
    state(acme, git, "March", files={"docs/context/a.md": "A"}, day="2027-03-05")
    state(acme, git, "April", files={"docs/support/b.md": "B"}, day="2027-04-05")

    def told(*options):
        return list(
            dict.fromkeys(reasons(ims("-C", acme, "history", *options, "--format", "json")))
        )

    assert told("--since", "2027-03-06") == ["April"]
    assert told("--until", "2027-03-05", "--since", "2027-03-05") == ["March"]
    assert told("--limit", "2") == ["April", "March"]
    assert told("--path", "docs/context/", "--since", "2027-01-01") == ["March"]
    assert told("--author", "ADA") == ["April", "March"]
    assert told("--author", "nobody") == []
    assert len(told("--type", "innovation-policy")) == 1


def test_a_state_with_a_wrong_date_hides_none_behind_it(acme, ims, git):
    state(acme, git, "Before", files={"docs/context/a.md": "A"}, day="2027-03-05")
    state(acme, git, "Back in 2001", files={"docs/context/a.md": "B"}, day="2001-01-01")
    state(acme, git, "After", files={"docs/context/a.md": "C"}, day="2027-03-06")
    found = reasons(ims("-C", acme, "history", "--since", "2027-01-01", "--format", "json"))
    assert found == ["After", "Before"]


def test_no_cell_of_a_spreadsheet_starts_a_formula(acme, ims, git):
    state(acme, git, "=cmd|' /C calc'!A0\n\n\x1b[31mred", files={"docs/context/a.md": "A"})
    for arguments in (("docs/context/a.md",), ("--limit", "1")):
        out = ims("-C", acme, "history", *arguments, "--format", "csv").out
        rows = list(csv.DictReader(io.StringIO(out)))
        assert rows[0]["reason"] == "'=cmd|' /C calc'!A0\n\n\\x1b[31mred"
        assert rows[0]["change"] == "added"


def test_markdown_tables_hold_no_markup_of_a_message(acme, ims, git):
    state(acme, git, "a | b <script> [x](y)\n\nmore", files={"docs/context/a.md": "A"})
    for arguments in (("docs/context/a.md",), ("--limit", "1")):
        line = ims("-C", acme, "history", *arguments, "--format", "markdown").out.splitlines()[4]
        assert "a \\| b \\<script\\> \\[x\\](y)<br><br>more" in line


def test_text_fits_eighty_columns(acme, ims, git, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    state(acme, git, "word " * 60 + "\n\n" + "more " * 60, files={"docs/context/a.md": "A"})
    for arguments in (("docs/context/a.md",), ()):
        assert max(map(len, ims("-C", acme, "history", *arguments).out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["POL-0001", "--path", "docs"], "without an ID"),
        (["--type", "poem"], "There is no type 'poem'"),
        (["--since", "yesterday"], "is not a calendar date"),
        (["--limit", "0"], "0"),
    ],
)
def test_wrong_use_is_told(acme, ims, arguments, words):
    result = ims("-C", acme, "history", *arguments)
    assert result.code == 2
    assert words in result.err


def test_a_log_goes_into_a_file(acme, ims, tmp_path):
    file = tmp_path / "log.csv"
    assert ims("-C", acme, "history", "--format", "csv", "--output", file).out == ""
    assert file.read_text("utf-8").startswith("id,type,version,approval,written")


def add_ideas(acme, ims, git):
    for title in ("A seal that says how it is", "A seal that lasts"):
        assert ims("-C", acme, "add", "idea", "--no-input", "--set", f"title={title}").code == 0
    git(acme, "add", "-A")
    git(acme, "commit", "-qm", "docs: record two ideas")


@pytest.mark.parametrize(
    ("name", "read"),
    [("IDE-0001", ["IDE-0001"]), ("ide 1", ["IDE-0001"]), ("POL-0001", []), ("risks", [])],
)
def test_for_one_thing_no_other_record_is_read(name, read, acme, ims, git):
    add_ideas(acme, ims, git)
    known = files_about(Workspace.find(acme), name)
    assert [one.id for one in known.records] == read
    assert ims("-C", acme, "history", name).code == 0


def test_a_record_that_lies_under_another_name_is_found(acme, ims, git):
    add_ideas(acme, ims, git)
    folder = acme / "docs/records/idea"
    (folder / "IDE-0001.md").rename(folder / "IDE-0007.md")
    found = json.loads(ims("-C", acme, "history", "IDE-0001", "--format", "json").out)
    assert found["path"] == "docs/records/idea/IDE-0007.md"
    (folder / "IDE-0007.md").rename(folder / "IDE-0001.md")
    (folder / "IDE-0001.md").write_text(
        (folder / "IDE-0001.md").read_text("utf-8").replace("id: IDE-0001", "id: IDE-0009"), "utf-8"
    )
    found = json.loads(ims("-C", acme, "history", "IDE-0009", "--format", "json").out)
    assert found["path"] == "docs/records/idea/IDE-0001.md"
