"""One pass over a history: every file, every parent, whatever the repository's settings say."""

from __future__ import annotations

import os
import subprocess

import pytest
from stories import Story

from ims_docs.adapters.git import History, history
from ims_docs.errors import UnreadableError

PAGE = "docs/page.md"
LONG = "".join(
    f"Line {number} of a page that is long enough to be known again.\n" for number in range(30)
)


@pytest.fixture
def made(git_repository):
    """A repository with one page, and what it says of that page."""
    return git_repository([{PAGE: LONG}])


def told(made, path=PAGE):
    return [(one.change, one.merge, one.subject) for one in History(made.root).revisions(path)]


def side(made, files, *, main=None, message="Side"):
    """Change files on a branch of their own, others on main, and stand on main."""
    made.git("switch", "-qc", "side")
    made.commit(files, message)
    made.git("switch", "-q", "main")
    if main:
        made.commit(main, "Main")


def test_a_merge_that_only_brings_what_a_side_did_is_not_told_twice(made):
    side(made, {PAGE: LONG + "Side.\n"}, main={"docs/other.md": "Main.\n"})
    made.git("merge", "-q", "--no-ff", "side", "-m", "Merge")
    assert told(made) == [("changed", "", "Side"), ("added", "", "Change 1")]
    assert told(made, "docs/other.md") == [("added", "", "Main")]


def test_an_evil_merge_is_told(made):
    side(made, {"docs/other.md": "Side.\n"}, main={"docs/third.md": "Main.\n"})
    made.git("merge", "-q", "--no-ff", "--no-commit", "side")
    made.commit({PAGE: LONG + "Nobody wrote this.\n"}, "Merge")
    assert told(made) == [("changed", "joined", "Merge"), ("added", "", "Change 1")]
    assert PAGE not in made.git("log", "--format=", "--name-only", "HEAD~1..HEAD")


def test_a_merge_that_deletes_what_both_sides_kept_is_told(made):
    side(made, {"docs/other.md": "Side.\n"}, main={"docs/third.md": "Main.\n"})
    made.git("merge", "-q", "--no-ff", "--no-commit", "side")
    (made.root / PAGE).unlink()
    made.commit({}, "Merge")
    assert told(made)[0] == ("removed", "joined", "Merge")


def test_a_new_file_that_only_the_merge_brings_is_told(made):
    side(made, {"docs/other.md": "Side.\n"}, main={"docs/third.md": "Main.\n"})
    made.git("merge", "-q", "--no-ff", "--no-commit", "side")
    made.commit({"docs/smuggled.md": "Nobody wrote this.\n"}, "Merge")
    assert told(made, "docs/smuggled.md") == [("added", "joined", "Merge")]


def test_a_file_that_a_merge_with_ours_throws_away_is_told(made):
    side(made, {"docs/other.md": "Side.\n"}, main={"docs/third.md": "Main.\n"})
    made.git("merge", "-q", "-s", "ours", "side", "-m", "Merge")
    assert made.git("log", "--format=%s", "--", "docs/other.md") == ""
    assert told(made, "docs/other.md") == [("removed", "left out", "Merge"), ("added", "", "Side")]


def test_a_record_that_an_old_branch_loses_with_ours_is_told(made):
    """The branch stands before the file was added, takes main in with `-s ours`, and becomes main."""
    made.git("switch", "-qc", "old")
    made.commit({"docs/old.md": "Old.\n"}, "Old")
    made.git("switch", "-q", "main")
    made.commit({"docs/record.md": "Closed.\n"}, "Record")
    made.git("switch", "-q", "old")
    made.git("merge", "-q", "-s", "ours", "main", "-m", "Merge")
    made.git("switch", "-q", "main")
    made.git("merge", "-q", "--ff-only", "old")
    assert told(made, "docs/record.md") == [
        ("removed", "left out", "Merge"),
        ("added", "", "Record"),
    ]


def test_a_change_that_a_merge_throws_away_is_told(made):
    side(made, {PAGE: LONG + "Side.\n"}, main={"docs/other.md": "Main.\n"})
    made.git("merge", "-q", "-s", "ours", "side", "-m", "Merge")
    assert told(made)[0] == ("changed", "left out", "Merge")


def test_a_removal_that_a_merge_undoes_is_told(made):
    made.git("switch", "-qc", "side")
    (made.root / PAGE).unlink()
    made.commit({}, "Side")
    made.git("switch", "-q", "main")
    made.commit({"docs/other.md": "Main.\n"}, "Main")
    made.git("merge", "-q", "-s", "ours", "side", "-m", "Merge")
    assert told(made)[:2] == [("added", "left out", "Merge"), ("removed", "", "Side")]


def test_what_main_took_over_before_the_merge_is_not_left_out(made):
    side(made, {PAGE: LONG + "Side.\n"})
    made.commit({PAGE: LONG + "Side.\n"}, "The same on main")
    made.commit({PAGE: LONG + "Side, and more.\n"}, "More")
    made.git("merge", "-q", "-s", "ours", "side", "-m", "Merge")
    assert "Merge" not in [subject for _, _, subject in told(made)]


def test_a_rename_on_a_side_keeps_what_main_changed_meanwhile(made):
    made.git("switch", "-qc", "side")
    made.git("mv", PAGE, "docs/new.md")
    made.commit({}, "Rename")
    made.git("switch", "-q", "main")
    made.commit({PAGE: "First.\n" + LONG}, "Main")
    made.git("merge", "-q", "--no-ff", "side", "-m", "Merge")
    subjects = [subject for _, _, subject in told(made, "docs/new.md")]
    assert sorted(subjects) == ["Change 1", "Main", "Merge", "Rename"]
    assert told(made, PAGE) == []


def test_a_name_that_is_used_again_is_another_file(made):
    made.git("mv", PAGE, "docs/kept.md")
    made.commit({}, "Rename")
    made.commit({PAGE: "Something else.\n"}, "Again")
    assert [subject for _, _, subject in told(made, PAGE)] == ["Again"]
    assert [subject for _, _, subject in told(made, "docs/kept.md")] == ["Rename", "Change 1"]


def test_all_files_at_once_say_the_same_as_each_alone(made):
    names = [f"docs/{number}.md" for number in range(6)]
    made.commit({name: f"{name}\n{LONG}" for name in names}, "Begin")
    for number in range(40):
        if number % 8 == 3:
            made.git("switch", "-qc", f"side{number}", "HEAD~1")
        present = [name for name in names if (made.root / name).is_file()]
        if number % 5 == 4:
            made.git("mv", present[0], f"docs/moved{number}.md")
            names.append(f"docs/moved{number}.md")
            made.commit({}, f"Move {number}")
        else:
            name = present[number * 5 % len(present)]
            made.commit({name: (made.root / name).read_text() + f"{number}\n"}, f"Change {number}")
        if number % 8 == 6:
            made.git("switch", "-q", "main")
            made.git(
                "merge",
                "-q",
                "-X",
                "ours",
                f"side{number - 3}",
                "-m",
                f"Merge {number}",
                check=False,
            )
            made.commit({}, f"End of merge {number}")
    history = History(made.root)
    together = history.revisions()
    for name in {one.current_path for one in together}:
        alone = history.revisions(name)
        assert alone
        assert {one.commit for one in together if one.current_path == name} <= {
            one.commit for one in alone
        }


def test_settings_of_the_repository_change_nothing(made, tmp_path):
    made.git("mv", PAGE, "docs/new.md")
    made.commit({"docs/über.md": "Größe\n", "docs/other.md": "x\n"}, "Umbenannt: größer")
    side(made, {"docs/other.md": "Side.\n"}, main={"docs/third.md": "Main.\n"})
    made.git("merge", "-q", "--no-ff", "side", "-m", "Merge")
    made.commit({"ignored": made.git("rev-parse", "HEAD")}, "After")
    before = History(made.root).revisions()
    (tmp_path / "order").write_text("*third*\n")
    for setting in (
        "log.showRoot=false",
        "log.follow=true",
        "log.diffMerges=first-parent",
        "log.mailmap=true",
        "log.date=relative",
        "log.decorate=full",
        "log.abbrevCommit=true",
        "log.excludeDecoration=*",
        "diff.renames=false",
        "diff.renameLimit=1",
        f"diff.orderFile={tmp_path / 'order'}",
        "diff.noprefix=true",
        "diff.relative=true",
        "diff.external=false",
        "diff.ignoreSubmodules=all",
        "color.ui=always",
        "color.diff=always",
        "core.quotePath=true",
        "core.abbrev=7",
        "format.pretty=oneline",
        "i18n.logOutputEncoding=ISO-8859-1",
        "blame.ignoreRevsFile=ignored",
        "core.logAllRefUpdates=false",
        "notes.displayRef=*",
    ):
        name, _, value = setting.partition("=")
        made.git("config", name, value)
    (made.root / ".mailmap").write_text("CEO Jane <ceo@example.org> <ada@example.org>\n")
    made.git("notes", "add", "-m", "a note", "HEAD")
    after = History(made.root).revisions()
    assert after == before
    assert {one.author for one in after} == {"Ada Author"}


@pytest.mark.parametrize(
    "message",
    [
        ":100644 100644 1 2 M\n\n:000000",
        "a %x00 b\n\n%x00%H",
        "\x1b[31mred | a | b",
        "subject\n\n" + "0" * 40,
        "commit 1234\nAuthor: Eve <eve@example.org>",
    ],
)
def test_a_message_that_looks_like_the_log_is_only_a_message(made, message):
    made.commit({PAGE: LONG + "x\n"}, message)
    revisions = History(made.root).revisions(PAGE)
    assert [one.change for one in revisions] == ["changed", "added"]
    assert revisions[0].reason.split() == message.split()


def test_a_commit_without_a_message_and_one_without_files(made):
    made.git("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
    made.commit({PAGE: LONG + "x\n"}, "After")
    made.git("commit", "-q", "--allow-empty", "-m", "Nothing")
    assert told(made) == [("changed", "", "After"), ("added", "", "Change 1")]


def test_an_author_with_a_bar_and_an_escape_stays_in_its_field(made):
    made.git("-c", "user.name=x", "commit", "-q", "--allow-empty", "-m", "x")
    (made.root / PAGE).write_text(LONG + "x\n")
    made.git("commit", "-qam", "y", "--author", "Eve|CEO\x1b[31m|approved <e@x.org>")
    newest = History(made.root).revisions(PAGE)[0]
    assert (newest.author, newest.email) == ("Eve|CEO\x1b[31m|approved", "e@x.org")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [("99999999999999", "9999-12-31"), ("0", "1970-01-01"), ("4102444800", "2100-01-01")],
)
def test_a_date_that_no_calendar_holds_is_no_fault(made, seconds, shown):
    (made.root / PAGE).write_text(LONG + "x\n")
    environment = os.environ | {"GIT_COMMITTER_DATE": f"@{seconds} +0000"}
    command = ["git", "-C", str(made.root), "commit", "-qam", "far"]
    subprocess.run(command, env=environment, check=True)
    newest = History(made.root).revisions(PAGE)[0]
    assert newest.subject == "far"
    assert newest.committed.date().isoformat() == shown
    assert newest.authored.date().isoformat() == "2026-11-23"


def test_the_whole_message_is_kept(made):
    made.commit(
        {PAGE: LONG + "x\n"}, "docs: raise the limit\n\nThe board decided so.\n\nMinutes: MRV-0001"
    )
    newest = History(made.root).revisions(PAGE)[0]
    assert newest.subject == "docs: raise the limit"
    assert newest.body == "The board decided so.\n\nMinutes: MRV-0001"
    assert newest.reason == "docs: raise the limit\n\nThe board decided so.\n\nMinutes: MRV-0001"


def test_there_is_no_history_before_the_first_commit(root):
    root.mkdir()
    subprocess.run(["git", "-C", str(root), "init", "-q"], check=True)
    assert History(root).revisions() == ()


@pytest.mark.parametrize("newer", [25, 60, 70])
def test_a_long_history_is_read_in_two_parts(newer, tmp_path, monkeypatch):
    story = Story(7, 60).make(tmp_path / "story")
    at_once = story.log()
    monkeypatch.setattr(history, "_LONG", 10)
    monkeypatch.setattr(history, "_NEWER", newer)
    assert story.log() == at_once
    assert len(at_once) == 60


def test_a_log_that_cannot_be_read_says_so_and_leaves_no_process(made):
    history = History(made.root)
    coming = history.start("log", "no-such-revision")
    with pytest.raises(UnreadableError, match="git log failed"), coming:
        coming.result()
    with history.begin_log() as waiting:
        pass
    with pytest.raises(ValueError, match="closed file"):
        waiting.commits()
