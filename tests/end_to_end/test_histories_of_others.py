"""What old clients, forges, sync services and strangers leave in a repository, and who keeps an id."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support import DEFAULTS, POLICY, GitRepository, policy

LESSON = "docs/records/lesson/LES-0001.md"
SECOND = "docs/records/lesson/LES-0002.md"


def lesson(number: int = 1, title: str = "Glue fails") -> str:
    return f"""\
---
id: LES-{number:04}
type: lesson
title: {title}
date: "2026-11-20"
status: open
learned_from: failure
owner: PER-0001
---

## What happened

It came off in the cold.

## What we learned

Try it in the cold first.

## Where we use it

In the next prototype.
"""


@pytest.fixture
def begun(root) -> GitRepository:
    made = GitRepository(root)
    made.commit({**DEFAULTS, POLICY: policy(), LESSON: lesson()}, "Begin the system")
    return made


def raw_commit(made: GitRepository, author: bytes, message: bytes) -> None:
    """A commit of what is staged, in bytes that git would not write today."""
    made.git("add", "-A")
    tree, parent = made.git("write-tree").strip(), made.git("rev-parse", "HEAD").strip()
    when = b"<j@example.org> 1790000000 +0000"
    head = f"tree {tree}\nparent {parent}\n".encode()
    data = (
        head + b"author " + author + b" " + when + b"\ncommitter Jane " + when + b"\n\n" + message
    )
    command = ["git", "-C", str(made.root), "hash-object", "-t", "commit", "-w", "--stdin"]
    done = subprocess.run(command, input=data, check=True, capture_output=True)
    made.git("reset", "-q", "--hard", done.stdout.decode().strip())


@pytest.mark.parametrize(
    ("author", "message", "shown"),
    [
        (b"J\xf6rn", b"Write a clearer purpose", "Jörn"),
        (b"Jane", b"Ein klarer Zweck f\xfcr alle", "für alle"),
        (b"Jane", b"Say \x93what\x94 we mean", "“what”"),
        (b"J\xc3\xb6rn", b"Write a clearer purpose", "Jörn"),
        (b"J\x81rn", b"Write a clearer purpose", "J"),
        (
            b"Jane",
            b"Write a clearer purpose\r\n\r\nIt was too long.\r\n",
            "Write a clearer purpose",
        ),
        (b"Jane", b"Write a clearer purpose \xe2\x80\xaedevorppa", "\\u202e"),
        (b"Ada \xe2\x80\xaenhoJ", b"Write a clearer purpose", "\\u202e"),
        (b"Ada \xe2\x80\x8bB", b"Write a clearer purpose", "\\u200b"),
        (b"Ada \xe2\x81\xa6B", b"Write a clearer purpose", "\\u2066"),
        (b"Ada \xf3\xa0\x81\x81B", b"Write a clearer purpose", "\\U000e0041"),
        (b"Ada \xed\xb2\x80B", b"Write a clearer purpose", "Ada"),
    ],
)
def test_old_names_and_messages_are_shown_and_stop_nothing(  # noqa: PLR0917 - fixtures
    begun, ims, author, message, shown, tmp_path
):
    (begun.root / POLICY).write_text(policy(more="\nMore.\n"))
    raw_commit(begun, author, message)
    told = ims("-C", begun.root, "history", "POL-0001")
    assert told.code == 0
    assert shown in told.out
    assert "\\r" not in told.out
    assert ims("-C", begun.root, "verify").code in (0, 1)
    built = ims("-C", begun.root, "site", "stage", tmp_path / "site")
    assert built.code == 0, built.err
    pages = "".join(path.read_text() for path in (tmp_path / "site").rglob("*.md"))
    assert shown.replace("\\", "&#92;") in pages
    assert not {*"\u202e\u200b\u2066\U000e0041"} & {*pages}


def test_old_names_of_files_stop_no_site(begun, ims, tmp_path):
    """Each stands in a commit of its own; the site that tells of all of them is built once."""
    names = (b"leadership/\xe4.md", b"\xfcber/a.md", b"\xe2\x80\xae.md", b"a\nb.md")
    for number, name in enumerate(names, 6):
        path = Path(os.fsdecode(os.fsencode(begun.root) + b"/docs/" + name))
        path.parent.mkdir(exist_ok=True)
        path.write_text(policy().replace("POL-0001", f"POL-000{number}"))
        begun.git("add", "-A")
        begun.git("commit", "-qm", "Bring in an old name")
        path.unlink()
        begun.git("add", "-A")
        begun.git("commit", "-qm", "Take the old name away")
    built = ims("-C", begun.root, "site", "build", "--output", tmp_path / "site")
    assert built.code == 0, built.err


# What goes and what comes in one step.


@pytest.mark.parametrize(
    ("before", "after", "continues"),
    [
        ((LESSON, lesson()), (SECOND, lesson(2, "Tape fails")), False),
        ((LESSON, lesson()), ("docs/records/archive/LES-0001.md", lesson(1, "Other")), True),
        (
            (POLICY, policy()),
            ("docs/planning/p.md", policy().replace("POL-0001", "POL-0002")),
            False,
        ),
        ((POLICY, policy()), ("docs/planning/p.md", policy(more="\nMore.\n")), True),
        (
            (POLICY, policy()),
            ("docs/planning/p.md", policy()[:200] + "\n## Purpose\n\nAll is new.\n" + "x\n" * 900),
            True,
        ),
    ],
)
def test_history_follows_ids_and_no_likeness(begun, ims, before, after, continues):
    (begun.root / before[0]).unlink()
    begun.commit(dict([after]), "Put another in its place")
    name = "LES" if "LES" in after[0] else "POL"
    numbers = [f"{name}-0001"] if continues else [f"{name}-0001", f"{name}-0002"]
    told = [ims("-C", begun.root, "history", number) for number in numbers]
    assert [one.code for one in told] == [0] * len(numbers)
    if continues:
        assert "renamed" in told[0].out
        assert "Begin the system" in told[0].out
    else:
        assert "Begin the system" not in told[1].out
        assert "renamed" not in told[0].out + told[1].out


# Forms that forges wrote once.


def test_zero_padded_modes_and_missing_addresses_are_no_damage(begun, ims):
    raw_commit(begun, b"Jane", b"Say again what we have\n")
    root = ["git", "-C", str(begun.root)]
    tree = subprocess.run(
        [*root, "cat-file", "tree", "HEAD^{tree}"], check=True, capture_output=True
    )
    padded = tree.stdout.replace(b"40000 docs\0", b"040000 docs\0")
    made = subprocess.run(
        [*root, "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
        input=padded, check=True, capture_output=True,
    )  # fmt: skip
    commit = begun.git(
        "commit-tree", made.stdout.decode().strip(), "-p", "HEAD", "-m", "Keep it so"
    )
    begun.git("reset", "-q", "--hard", commit.strip())
    said = ims("-C", begun.root, "verify")
    assert "zeroPadded" not in said.out
    assert "fresh clone" not in said.out


# Copies beside the original.

COPIES = [
    "innovation-policy (conflicted copy 2026-11-20).md",
    "innovation-policy (Ada's conflicted copy 2026-11-20).md",
    "innovation-policy - Kopie.md",
    "innovation-policy - Kopie (2).md",
    "innovation-policy - Copy.md",
    "innovation-policy copy.md",
    "innovation-policy (1).md",
    "innovation-policy(2).md",
    "innovation-policy-DESKTOP-AB12CD3.md",
    "innovation-policy-LAPTOP-77.md",
    "innovation-policy.sync-conflict-20261120-101112-ABCDEFG.md",
    "innovation-policy_conflict-20261120-101112.md",
    "innovation-policy (Case Conflict).md",
    "Kopie von innovation-policy.md",
    "Copy of innovation-policy.md",
    "innovation-policy_BASE_123.md",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_named_and_takes_nothing(begun, ims, name):
    (begun.root / POLICY).parent.joinpath(name).write_text(policy(more="\nOther.\n"))
    said = ims("-C", begun.root, "check").out
    told = " ".join(said.split())
    assert f"is a copy that a sync service or a file manager left beside {POLICY}" in told
    assert "LNK007" not in said
    assert name not in ims("-C", begun.root, "coverage", "--format", "json").out
    assert ims("-C", begun.root, "list", "innovation-policy").out.count("POL-0001") == 1


@pytest.mark.parametrize(
    "name", ["innovation-policy-2.md", "policy (1).md", "innovation-policy-summary.md", "copy.md"]
)
def test_a_file_of_its_own_is_no_copy(begun, ims, name):
    (begun.root / POLICY).parent.joinpath(name).write_text(policy().replace("0001", "0007"))
    assert "left beside" not in " ".join(ims("-C", begun.root, "check").out.split())


@pytest.mark.parametrize(
    "other", ["docs/leadership/a.md", "docs/leadership/z.md", "docs/a/policy.md"]
)
def test_the_older_file_keeps_the_id_whatever_the_others_name(begun, ims, other):
    (begun.root / other).parent.mkdir(exist_ok=True)
    (begun.root / other).write_text(policy(more="\nOther.\n"))
    for saved in (False, True):
        if saved:
            begun.git("add", "-A")
            begun.git("commit", "-qm", "Bring in another text")
        said = ims("-C", begun.root, "check", "--select", "LNK007").out
        assert f"{other}:2:" in said
        assert f"taken by {POLICY}" in " ".join(said.split())
        assert f"renumber {other}" in said
        assert f"renumber {POLICY}" not in said
        assert other not in ims("-C", begun.root, "coverage", "--format", "json").out


# Files of systems and editors.

STRAYS = [
    ".DS_Store", "docs/.DS_Store", "docs/Thumbs.db", "docs/desktop.ini", "docs/~$policy.docx",
    "docs/._index.md", "docs/.#index.md", "docs/leadership/.innovation-policy.md.swp",
    "docs/leadership/innovation-policy.md.orig", "docs/index.md~", "docs/.~lock.x.ods#",
]  # fmt: skip


def test_git_takes_no_file_of_a_system_along_in_a_new_repository(acme, git):
    for name in STRAYS:
        (acme / name).write_text("x")
    assert git(acme, "status", "--porcelain", "--untracked-files=all").stdout == ""


@pytest.mark.parametrize("name", STRAYS[1:])
def test_one_that_is_staged_is_told(begun, ims, name):
    (begun.root / name).write_text("x")
    begun.git("add", "-A")
    assert "writes for itself" in " ".join(ims("-C", begun.root, "check", "--staged").out.split())


def test_one_that_git_ignores_is_no_finding(begun, ims):
    (begun.root / ".gitignore").write_text(".DS_Store\n")
    (begun.root / "docs/.DS_Store").write_text("x")
    assert "SHP011" not in ims("-C", begun.root, "check").out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("name", ["repository", "with a blank", "it's"])
def test_the_remedy_for_a_foreign_owner_works(begun, ims, tmp_path, name):
    place = begun.root if name == "repository" else begun.root.rename(begun.root.with_name(name))
    for path in (place, *place.rglob("*")):
        os.chown(path, 12345, 12345)
    refused = ims("-C", place, "check")
    assert refused.code == 3
    remedy = refused.err.partition("that is yours: ")[2].strip()
    assert "git clone" not in refused.err
    subprocess.run(remedy, shell=True, check=True, cwd=tmp_path)  # noqa: S602 - what a person does
    assert ims("-C", tmp_path / "COPY", "check").code in (0, 1)
