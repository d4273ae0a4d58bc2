"""`ims history` follows one document through its renames in one pass."""

from __future__ import annotations

import json

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
    assert [(one["change"], one["version"], one["reason"]) for one in value["revisions"]] == [
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
        one["reason"]
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
        "x",
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
