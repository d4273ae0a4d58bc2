"""Two branches gave the same number; one of them gets another."""

from __future__ import annotations

import pytest

FIRST, SECOND = "docs/records/idea/IDE-0001.md", "docs/records/idea/IDE-0002.md"
LESSON = "docs/records/lesson/LES-0001.md"


@pytest.fixture
def other(acme, ims, git):
    """A commit that only another machine has: it adds IDE-0001, and a lesson that names it."""
    git(acme, "checkout", "-q", "-b", "other")
    ims("-C", acme, "add", "idea", "--set", "title=Theirs")
    git(acme, "add", "-A")
    git(acme, "commit", "-q", "-m", "an idea: Theirs")
    ims("-C", acme, "add", "lesson", "--set", "related=IDE-0001", "--set", "title=About theirs")
    git(acme, "add", "-A")
    git(acme, "commit", "-q", "-m", "a lesson about it")
    other = git(acme, "rev-parse", "other").stdout.strip()
    git(acme, "checkout", "-q", "main")
    git(acme, "branch", "-q", "-D", "other")
    return other


def test_a_merge_that_waits_is_answered(acme, ims, git, gated_git, other):
    text = (acme / "docs/registers/people.yaml").read_text("utf-8")
    path = acme / FIRST
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(git(acme, "show", f"{other}:{FIRST}").stdout.replace("Theirs", "Ours"), "utf-8")
    git(acme, "add", "-A")
    git(acme, "commit", "-q", "-m", "an idea: Ours")
    assert git(acme, "merge", "-q", other, check=False).returncode != 0
    done = ims("-C", acme, "renumber", acme / FIRST)
    assert done.code == 0, done.err
    assert done.out == f"IDE-0002 {SECOND}\n"
    assert "title: Ours" in (acme / FIRST).read_text("utf-8")
    assert "title: Theirs" in (acme / SECOND).read_text("utf-8")
    assert "id: IDE-0002" in (acme / SECOND).read_text("utf-8")
    assert "IDE-0002" in (acme / LESSON).read_text("utf-8")
    assert git(acme, "diff", "--name-only", "--diff-filter=U").stdout == ""
    gated_git(acme, "commit", "-q", "-m", "join the two branches")
    found = ims("-C", acme, "check", "--select", "LNK,REC,SHP", "--fail-on", "error")
    assert found.code == 0, found.out
    assert (acme / "docs/registers/people.yaml").read_text("utf-8") == text


def test_two_files_with_one_id_name_the_command_that_helps(acme, ims, git):
    for title in ("One", "Two"):
        ims("-C", acme, "add", "idea", "--set", f"title={title}")
    second = acme / SECOND
    second.write_text(second.read_text("utf-8").replace("IDE-0002", "IDE-0001"), "utf-8")
    git(acme, "add", "-A")
    git(acme, "commit", "-q", "--no-verify", "-m", "two of one number")
    found = ims("-C", acme, "check", "--select", "LNK007")
    said = " ".join(found.out.split())
    assert f"The id IDE-0001 is already taken by {FIRST}:2" in said
    assert f"`ims renumber {SECOND}`" in said
    refused = ims("-C", acme, "move", "IDE-0001", "stopped")
    assert refused.code == 2
    assert f"ims renumber {SECOND}" in " ".join(refused.err.split())
    done = ims("-C", acme, "renumber", second, "--commit")
    assert done.code == 0, done.err
    assert done.out == f"IDE-0003 {SECOND.replace('0002', '0003')}\n"
    assert not second.exists()
    assert ims("-C", acme, "check", "--select", "LNK007").code == 0
    assert git(acme, "status", "--porcelain").stdout == ""


def test_a_link_that_came_along_follows_and_others_are_named(acme, ims, git):
    ims("-C", acme, "add", "idea", "--set", "title=One")
    ims("-C", acme, "add", "lesson", "--set", "related=IDE-0001")
    git(acme, "add", "-A")
    git(acme, "commit", "-q", "-m", "both together")
    ims("-C", acme, "add", "lesson", "--set", "related=IDE-0001")
    done = ims("-C", acme, "renumber", acme / FIRST)
    assert done.code == 0, done.err
    assert "IDE-0002" in (acme / LESSON).read_text("utf-8")
    assert "IDE-0001" in (acme / LESSON.replace("0001", "0002")).read_text("utf-8")
    assert "docs/records/lesson/LES-0002.md names IDE-0001 too" in " ".join(done.err.split())


def test_what_alone_has_its_id_keeps_it(acme, ims, git):
    path = acme / "docs/registers/risks.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("id: RSK-0001", "id: RSK-0777", 1), "utf-8")
    git(acme, "add", "-A")
    git(acme, "commit", "-q", "--no-verify", "-m", "Keep a risk of our own")
    done = ims("-C", acme, "renumber", path, "--entry", "RSK-0777")
    assert done.code == 2
    assert "Nothing but docs/registers/risks.yaml has the id RSK-0777" in done.err
    assert "ims remove RSK-0777 --reason TEXT" in " ".join(done.err.split())


def test_the_later_of_two_entries_gets_another_number(acme, ims):
    path = acme / "docs/registers/risks.yaml"
    before = path.read_text("utf-8")
    twice = ("-C", acme, "add", "risks", "--set", "title=New one", "--set", "id=RSK-0001")
    assert ims(*twice).code == 1
    assert path.read_text("utf-8") == before
    assert ims(*twice[:-1], "id=RSK-0999").code == 0
    path.write_text(path.read_text("utf-8").replace("id: RSK-0999", "id: RSK-0001"), "utf-8")
    done = ims("-C", acme, "renumber", path, "--entry", "RSK-0001")
    assert done.code == 0, done.err
    after = path.read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert after.count("id: RSK-0001\n") == 1
    assert f"id: {done.out.split()[0]}\n" in after


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("docs/registers/risks.yaml",), "Say which entry: --entry ID."),
        (("docs/registers/risks.yaml", "--entry", "RSK-0999"), "has no entry 'RSK-0999'"),
        (("docs/none.md",), "is neither an id nor a file here"),
    ],
)
def test_what_cannot_be_renumbered_is_said(acme, ims, monkeypatch, arguments, words):
    monkeypatch.chdir(acme)
    done = ims("renumber", *arguments)
    assert done.code == 2
    assert words in " ".join(done.err.split())
