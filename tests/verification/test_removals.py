"""Whatever was kept and is gone is named, in every state and by every route; what was moved is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH
from support import IDEA, POLICY
from verification_samples import judged

from ims_docs.model.baseline import Baseline, Listed
from ims_docs.model.removal import Removal, entry_digest, file_digest, statement_path

REASON = "Tidy up after the review of ideas"
RISKS = "docs/registers/risks.yaml"
OPEN = """\
---
id: IDE-0001
type: idea
title: A door that opens by itself
date: 2026-06-15
owner: PER-0001
status: open
classification: internal
author: PER-0001
idea_type: process
---

## The idea

A door.
"""
MORE = OPEN.replace("IDE-0001", "IDE-0002").replace("A door", "A window")
OTHER = IDEA.replace("IDE-0001", "IDE-0002")
HEAD = "type: risks\ntitle: Risks\nowner: innovation-manager\nclassification: internal\nentries:\n"


def entry(number, title):
    return f"  - id: RSK-{number:04}\n    title: {title}\n"


REGISTER = HEAD + entry(1, "A supplier fails") + entry(2, "Nobody has an idea")


@pytest.fixture
def kept(acme):
    """Two open ideas and a register of risks beside the policy and the closed nonconformity."""
    acme.commit({IDEA: OPEN, OTHER: MORE, RISKS: REGISTER}, "Record two ideas and two risks")
    return acme


def gone(clone):
    """Commit and what it took away, where nobody says why."""
    return [
        (one.commit, one.message.partition(" was deleted, and no removal statement says why")[0])
        for one in judged(clone.root).found
        if one.code in ("HIS002", "HIS004")
    ]


def delete(clone, path, message=REASON, **more):
    (clone.root / path).unlink()
    return clone.commit(more.get("files", {}), message)


def statement(path=IDEA, text=OPEN, name="IDE-0001", kind="idea"):
    said = Removal(
        removed=name,
        type=kind,
        path=path,
        digest=file_digest(text.encode()),
        person="PER-0001",
        removed_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
        reason="It named a person and was no idea",
    )
    return {statement_path(name): said.text}


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (IDEA, "The record IDE-0001 “A door that opens by itself”"),
        (NONCONFORMITY_PATH, "The record NCR-0001 “The seal leaked at the customer”"),
        (POLICY, "The document POL-0001 “Innovation policy”"),
        (RISKS, "The register risks “Risks” with 2 entries"),
    ],
    ids=["open record", "closed record", "approved document", "register"],
)
def test_what_a_commit_deletes_is_named_with_it(kept, path, named):
    assert gone(kept) == []
    commit = delete(kept, path)
    assert gone(kept) == [(commit, named)]


def test_the_commit_stands_there_with_author_and_day(kept):
    commit = delete(kept, IDEA)
    found = judged(kept.root)
    saved = found.commits[commit]
    assert (saved.author, f"{saved.moment:%Y-%m-%d}") == ("Ada Author", "2026-11-23")
    (one,) = (each for each in found.found if each.code == "HIS004")
    assert (one.where.path, one.commit) == (IDEA, commit)
    assert "ims remove IDE-0001" in one.hint


def test_a_draft_is_named_too(kept):
    kept.commit(
        {POLICY.replace("policy", "note"): "---\nid: POL-0009\ntitle: A draft\n---\n"}, REASON
    )
    commit = delete(kept, POLICY.replace("policy", "note"))
    assert gone(kept) == [(commit, "The document POL-0009 “A draft”")]


@pytest.mark.parametrize(
    ("left", "named"),
    [
        (HEAD + entry(1, "A supplier fails"), "RSK-0002 “Nobody has an idea”"),
        (HEAD + entry(2, "Nobody has an idea"), "RSK-0001 “A supplier fails”"),
        (
            HEAD + "# id: RSK-0002\n" + entry(1, "A supplier fails"),
            "RSK-0002 “Nobody has an idea”",
        ),
    ],
    ids=["last", "first", "in a comment"],
)
def test_an_entry_that_a_commit_deletes_is_named(kept, left, named):
    commit = kept.commit({RISKS: left}, REASON)
    assert gone(kept) == [(commit, f"The entry {named}")]


def test_what_is_moved_or_changed_is_not_gone(kept):
    kept.git("mv", IDEA, "docs/records/idea/IDE-0001-door.md")
    kept.commit({}, "Give the idea a better name")
    kept.commit({RISKS: REGISTER.replace("fails", "is late")}, "Say what the risk is")
    (kept.root / RISKS).rename(kept.root / "docs/registers/all-risks.yaml")
    kept.commit({"docs/registers/all-risks.yaml": REGISTER}, "Call it all risks")
    assert gone(kept) == []


def test_what_is_moved_out_of_the_documents_is_gone(kept):
    (kept.root / "attic").mkdir()
    kept.git("mv", IDEA, "attic/IDE-0001.md")
    commit = kept.commit({}, REASON)
    assert gone(kept) == [(commit, "The record IDE-0001 “A door that opens by itself”")]


def test_what_another_is_renamed_onto_is_gone(kept):
    kept.git("mv", "-f", IDEA, OTHER)
    commit = kept.commit({}, REASON)
    assert gone(kept) == [(commit, "The record IDE-0002 “A window that opens by itself”")]


@pytest.mark.parametrize("path", [IDEA, RISKS])
def test_nobody_makes_it_unreadable_first(kept, path):
    kept.commit({path: "---\n\tbroken: [\n"}, "Save it half done")
    assert gone(kept) == []
    commit = delete(kept, path)
    assert [one for one, _ in gone(kept)] == [commit]


def test_an_id_that_is_taken_out_of_a_file_is_gone(kept):
    commit = kept.commit({IDEA: OPEN.replace("IDE-0001", "IDE-0005")}, REASON)
    assert gone(kept) == [(commit, "The record IDE-0001 “A door that opens by itself”")]


@pytest.fixture
def apart(kept):
    """A side branch with an idea of its own, and a main branch that went on."""
    kept.git("checkout", "-q", "-b", "side")
    third = IDEA.replace("0001", "0003")
    kept.commit({third: OPEN.replace("IDE-0001", "IDE-0003")}, "Record a third idea")
    kept.git("checkout", "-q", "main")
    kept.commit({"README.md": "Read me.\n"}, "Say how to begin")
    return kept


def head(clone):
    return clone.git("rev-parse", "HEAD").strip()


def test_a_merge_that_keeps_ours_alone_is_named(apart):
    apart.git("merge", "-q", "-s", "ours", "-m", "Join the third idea", "side")
    assert gone(apart) == [(head(apart), "The record IDE-0003 “A door that opens by itself”")]


def test_a_merge_that_deletes_itself_is_named(apart):
    apart.git("merge", "-q", "--no-commit", "--no-ff", "side")
    commit = delete(apart, NONCONFORMITY_PATH, "Join the third idea")
    assert gone(apart) == [(commit, "The record NCR-0001 “The seal leaked at the customer”")]


def test_a_merge_that_brings_a_deletion_is_not_the_one_that_deleted(apart):
    apart.git("checkout", "-q", "side")
    commit = delete(apart, OTHER)
    apart.git("checkout", "-q", "main")
    apart.git("merge", "-q", "--no-ff", "-m", "Join the work on ideas", "side")
    named = "The record IDE-0002 “A window that opens by itself”"
    assert gone(apart) == [(commit, named)]
    apart.git("checkout", "-q", "-b", "late", "HEAD^1")
    apart.commit({"README.md": "Read me first.\n"}, "Say how to begin, again")
    apart.git("merge", "-q", "-m", "Take in the newest state", "main")
    assert gone(apart) == [(commit, named)]


def test_what_a_side_brought_back_and_a_merge_drops_again_is_named(apart):
    first = delete(apart, OTHER)
    apart.git("checkout", "-q", "-b", "again")
    apart.commit({OTHER: MORE}, "Bring the idea back")
    apart.git("checkout", "-q", "main")
    apart.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "Join what came back", "again")
    assert [commit for commit, _ in gone(apart)] == [first, head(apart)]


def test_a_statement_in_the_same_commit_explains_it(kept):
    delete(kept, IDEA, files=statement())
    assert gone(kept) == []


def test_a_statement_of_something_else_explains_nothing(kept):
    (path,) = statement()
    commit = delete(kept, IDEA, files={path: statement(OTHER, MORE, "IDE-0002").popitem()[1]})
    assert gone(kept) == [(commit, "The record IDE-0001 “A door that opens by itself”")]


def test_a_statement_explains_nothing_else_that_goes_with_it(kept):
    (kept.root / OTHER).unlink()
    commit = delete(kept, IDEA, files=statement(OTHER, MORE, "IDE-0002"))
    assert gone(kept) == [(commit, "The record IDE-0001 “A door that opens by itself”")]


def repairs(clone):
    """What became of each loss, and how it weighs."""
    found = judged(clone.root).found
    return [(one.repaired, one.kind) for one in found if one.code in ("HIS002", "HIS004")]


def test_a_statement_that_comes_later_and_a_return_are_told(kept):
    delete(kept, IDEA)
    later = kept.commit(statement(), "Say why the idea went")
    assert repairs(kept) == [(later, "dates")]
    delete(kept, OTHER)
    back = kept.commit({OTHER: MORE}, "Bring the window back")
    assert repairs(kept) == [(later, "dates"), (back, "dates")]


def test_a_later_statement_explains_nothing_that_may_not_go(kept):
    delete(kept, NONCONFORMITY_PATH)
    text = NONCONFORMITY
    said = statement(NONCONFORMITY_PATH, text, "NCR-0001", "nonconformity")
    later = kept.commit(said, "Say why the seal is no matter any more")
    assert repairs(kept) == [(later, "integrity")]


def statements(clone):
    """What is said of removal statements."""
    found = judged(clone.root).found
    return [(one.commit, one.message) for one in found if one.where.path.startswith("approvals/I")]


def test_a_statement_stays_while_the_thing_is_gone(kept):
    delete(kept, IDEA, files=statement())
    (path,) = statement()
    commit = delete(kept, path)
    assert statements(kept) == [(commit, "The removal statement of IDE-0001 was deleted")]


def test_a_statement_about_nothing_is_told(kept):
    commit = kept.commit(statement(name="IDE-0007"), "Say why something went")
    said = "It says that IDE-0007 was removed, and this history never held it"
    assert statements(kept) == [(commit, said)]


def test_a_revert_takes_both_back(kept):
    delete(kept, IDEA, files=statement())
    kept.git("revert", "--no-edit", "HEAD")
    assert (gone(kept), statements(kept)) == ([], [])


@pytest.mark.parametrize("number", [1, 3])
def test_a_revert_brings_an_entry_back_beside_what_was_entered_since(kept, number):
    less = HEAD + entry(2, "Nobody has an idea")
    said = Removal(
        removed="RSK-0001",
        type="risks",
        path=RISKS,
        digest=entry_digest({"id": "RSK-0001", "title": "A supplier fails"}),
        person="PER-0001",
        removed_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
        reason="It was no risk of ours",
    )
    kept.commit({RISKS: less, statement_path("RSK-0001"): said.text}, REASON)
    kept.commit({RISKS: less + entry(3, "It rains")}, "Enter the rain as a risk")
    (kept.root / statement_path("RSK-0001")).unlink()
    again = entry(1, "A supplier fails") if number == 1 else entry(1, "A supplier laughs")
    back = kept.commit({RISKS: HEAD + again + entry(2, "Nobody has an idea")
                        + entry(3, "It rains")}, "Take the removal back")  # fmt: skip
    found = [(one.commit, one.message) for one in judged(kept.root).found
             if one.where.path.startswith("approvals/R")]  # fmt: skip
    told = (
        "The removal statement of RSK-0001 was deleted, and its id is used again for something else"
    )
    assert found == ([] if number == 1 else [(back, told)])


def test_an_id_that_was_removed_is_not_used_again_when_its_statement_goes(kept):
    delete(kept, IDEA, files=statement())
    (path,) = statement()
    commit = delete(kept, path, files={IDEA: OPEN.replace("A door", "A cellar")})
    told = (
        "The removal statement of IDE-0001 was deleted, and its id is used again for something else"
    )
    assert statements(kept) == [(commit, told)]


def test_what_a_filter_took_out_is_named_by_a_baseline_that_lists_it(kept):
    files = (Listed("0" * 64, "100644", IDEA), Listed("0" * 64, "100644", POLICY))
    made = Baseline(
        name="2026-review",
        commit=head(kept),
        commits=4,
        previous="none",
        made_by="PER-0001",
        made_at=datetime(2026, 11, 1, tzinfo=UTC),
        files=files,
    )
    kept.commit({made.path: made.text}, "Fix what was kept at the review")
    env = {"FILTER_BRANCH_SQUELCH_WARNING": "1"}
    out = f"git rm -q --cached --ignore-unmatch {IDEA}"
    kept.git("filter-branch", "-f", "--index-filter", out, "--", "main", **env)
    kept.git("reset", "-q", "--hard")
    (first, *_) = judged(kept.root).found
    assert IDEA in first.message
    assert "No commit here holds it as the baseline 2026-review fixed it" in {
        one.message for one in first.effects if one.where.path == IDEA
    }
