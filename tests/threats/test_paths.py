"""Threats from names, kinds of files and git's own settings: table C of docs/explanation/threats.md, and its neighbours.

Each is told with its exact finding, nothing is written, nothing of the repository runs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from support import HANGS, processor_seconds

from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.adapters.git import History, RevisionTree
from ims_docs.cli import run
from ims_docs.domain.runner import Selection, check
from ims_docs.model.tree_entry import TreeEntry
from ims_docs.services.loading.repository import LoadRequest, load
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import render_one

IMS = Path(sys.executable).parent / "ims"
LESSON = "docs/records/lesson/LES-0001.md"
RECORD = """---
id: LES-0001
type: lesson
title: Small tests first
date: 2026-01-15
owner: PER-0001
learned_from: failure
status: open
---

## What happened

We built before we asked.
"""
NAME = "The name has characters that some machines cannot keep"
LINK = "This is a symbolic link; it is not followed"
NESTED = "This is a git repository inside the repository; its content is not kept here"
SECONDS = 2.0

Git = Callable[..., str]
Findings = list[tuple[str, str, int, str]]


def git(root: Path, *arguments: str, lines: bytes = b"", **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    identity = (
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "init.defaultBranch=main",
    )
    done = subprocess.run(
        ["git", *identity, "-c", "protocol.file.allow=always", *arguments],
        cwd=root,
        env=clean | {"GIT_CONFIG_GLOBAL": os.devnull} | environment,
        input=lines,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8", "surrogateescape")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository without a fault of shape; copy it, never change it."""
    root = tmp_path_factory.mktemp("base") / "acme"
    answers = complete({"organisation": "Acme"})
    for path in (
        "ims.yml",
        "docs/registers/people.yaml",
        "docs/registers/roles.yaml",
        ".gitattributes",
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(render_one(path, answers), "utf-8")
    (root / "docs/index.md").write_text("# Home\n")
    (root / LESSON).parent.mkdir(parents=True)
    (root / LESSON).write_text(RECORD)
    git(root, "init", "--quiet", "--template=")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "start")
    return root


@pytest.fixture
def acme(base: Path, tmp_path: Path) -> Path:
    """One's own copy."""
    return Path(shutil.copytree(base, tmp_path / "acme", symlinks=True))


@pytest.fixture
def judged(acme, capsys, monkeypatch) -> Callable[..., Findings]:
    """Code, path, line and message of every finding about shape and links, and that nothing was written."""
    monkeypatch.setenv("IMS_CACHE_DIR", "")

    def call(*arguments: str, select: str = "SHP,LNK", root: Path = acme) -> Findings:
        before = state(root)
        started = processor_seconds()
        code = run(["-C", str(root), "check", "--select", select, "--format", "json", *arguments])
        assert processor_seconds() - started < SECONDS
        captured = capsys.readouterr()
        assert code in {0, 1}, captured.err
        assert captured.err == ""
        assert state(root) == before
        found = json.loads(captured.out)["findings"]
        return [(one["code"], one["path"], one["line"], one["message"]) for one in found]

    return call


def state(root: Path) -> dict[str, tuple[int, int, int]]:
    """What is below a folder, git's own files too: mode, size and time of each."""
    found = {}
    for folder, names, files in os.walk(os.fsencode(root)):
        for name in (*names, *files):
            facts = os.lstat(os.path.join(folder, name))  # noqa: PTH118 - names of bytes
            found[os.path.join(folder, name)] = (facts.st_mode, facts.st_size, facts.st_mtime_ns)  # noqa: PTH118
    return found


def command(
    *arguments: str,
    environment: dict[str, str] | None = None,
    prefix: Sequence[str] = (),
    **options,
) -> subprocess.CompletedProcess:
    """The real console script in a process of its own."""
    return subprocess.run(
        [*prefix, str(IMS), *arguments],
        env=os.environ | {"IMS_CACHE_DIR": ""} | (environment or {}),
        timeout=HANGS,
        check=False,
        **({"capture_output": True, "text": True} | options),
    )


def test_the_base_has_no_finding(judged):
    assert judged() == []
    assert judged("--at", "HEAD") == []
    assert judged("--staged") == []


# C1, C2: nothing is read through a link.


def test_c1_a_linked_page_is_refused_and_not_read(acme, judged, tmp_path):
    (tmp_path / "secret.md").write_text("---\nsecret: [\n---\n")
    (acme / "docs/linked.md").symlink_to(tmp_path / "secret.md")
    expected = [("SHP002", "docs/linked.md", 0, LINK)]
    assert judged() == expected
    git(acme, "add", "--all")
    assert judged("--staged") == expected
    git(acme, "commit", "--quiet", "--message", "x")
    assert judged("--at", "HEAD") == expected


def test_c1_a_file_that_becomes_a_link_before_it_is_read_is_not_followed(acme):
    (acme / LESSON).unlink()
    (acme / LESSON).symlink_to("/etc/hostname")
    entry = TreeEntry(LESSON)
    assert [data for _, data in WorkingTree(acme).read([entry])] == [
        "The file cannot be read: Too many levels of symbolic links"
    ]


def test_c1_a_link_in_place_of_the_settings_is_no_repository(acme, tmp_path, capsys):
    (acme / "ims.yml").rename(tmp_path / "ims.yml")
    (acme / "ims.yml").symlink_to(tmp_path / "ims.yml")
    assert run(["-C", str(acme), "check"]) == 3
    assert "There is no ims.yml in the files on disk" in capsys.readouterr().err


def test_c2_a_linked_folder_and_a_loop_are_refused(acme, judged):
    (acme / "docs/etc").symlink_to("/etc")
    (acme / "docs/loop").symlink_to(".")
    (acme / "schemas").symlink_to("docs")
    assert judged() == [
        (("SHP002"), path, 0, LINK) for path in ("docs/etc", "docs/loop", "schemas")
    ]


def test_c2_everything_behind_a_linked_docs_folder_is_unknown(acme, judged, tmp_path):
    (acme / "docs").rename(tmp_path / "docs")
    (acme / "docs").symlink_to(tmp_path / "docs")
    assert judged() == [("SHP002", "docs", 0, LINK)]


def test_a_pipe_and_a_socket_are_not_opened(acme, judged):
    os.mkfifo(acme / "docs/pipe.md")
    assert judged() == [("SHP002", "docs/pipe.md", 0, "This is not an ordinary file")]


# C3: nothing is written through a link.


def test_c3_no_record_is_written_through_a_linked_folder(acme, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("IMS_CACHE_DIR", "")
    outside = tmp_path / "outside"
    outside.mkdir()
    (acme / "docs/records").rename(tmp_path / "records")
    (acme / "docs/records").symlink_to(outside)
    before = state(acme)
    owned = ("--set", "owner=PER-0001", "--set", "author=PER-0001")
    assert run(["-C", str(acme), "add", "idea", "--no-input", *owned]) == 3
    assert capsys.readouterr().err.startswith(
        "error: docs/records is a symbolic link; nothing is written through it\n"
    )
    assert list(outside.iterdir()) == []
    assert {path: facts[:2] for path, facts in state(acme).items()} == {
        path: facts[:2] for path, facts in before.items()
    }


# C4: an id leads nowhere.


@pytest.mark.parametrize(
    "identifier", ["../../x", "/etc/passwd", "LES\u20110001", "LES-١٢٣٤", "LES-0001/x", "-rf"]
)
def test_c4_an_id_that_is_a_path_is_refused(acme, judged, identifier):
    (acme / LESSON).write_text(RECORD.replace("LES-0001", f'"{identifier}"'), "utf-8")
    found = judged(select="REC001,SHP,LNK")
    assert [one[:3] for one in found] == [("REC001", LESSON, 2)]
    assert found[0][3].startswith("`id`: ")


@pytest.mark.parametrize(
    ("identifier", "character"), [("LES-1\\0", "U+0000"), ("LES-\\u202e1", "U+202E")]
)
def test_c4_an_id_with_a_hidden_character_is_refused(acme, judged, identifier, character):
    (acme / LESSON).write_text(RECORD.replace("LES-0001", f'"{identifier}"'), "utf-8")
    assert judged() == [("SHP001", LESSON, 2, f"Forbidden character {character}")]


# C5, C6, C7, C9: names.

NAMES = [
    ("-rf.yml", NAME),
    ("--output=x.md", NAME),
    ("new\nline.yml", NAME),
    ("one\n100644 two.md", NAME),
    ('quote".md', NAME),
    ("$(touch SENTINEL).md", NAME),
    ("`touch SENTINEL`.md", NAME),
    ("turn\u202ed.md", NAME),
    ("two words.md", NAME),
    ("colon:y.yml", NAME),
    ("back\\slash.md", NAME),
    ("star*.md", NAME),
    ("a. ", NAME),
    ("bad\udcff.md", NAME),
    ("é.md", NAME),
    ("end.", "The name ends with a full stop, which Windows cuts off"),
    ("CON.yml", "'CON.yml' is a reserved name on Windows"),
    ("nul", "'nul' is a reserved name on Windows"),
    ("lpt1.tar.md", "'lpt1.tar.md' is a reserved name on Windows"),
]


@pytest.mark.parametrize(("name", "message"), NAMES)
def test_c5_c6_c7_c9_a_name_that_some_machine_cannot_keep_is_refused(acme, judged, name, message):
    content = RECORD.replace("LES-0001", "LES-0002").encode()
    for folder in ("docs", "docs/records/lesson"):
        Path(os.fsdecode(os.fsencode(acme / folder / name))).write_bytes(content)
    shown = name.replace("\udcff", "\\xff")
    expected = [
        ("SHP002", f"{folder}/{shown}", 0, message) for folder in ("docs", "docs/records/lesson")
    ]
    assert sorted(one for one in judged() if one[0] == "SHP002") == sorted(expected)
    git(acme, "add", "--all")
    git(acme, "commit", "--quiet", "--message", "x")
    for arguments in ((), ("--at", "HEAD")):
        assert sorted(one for one in judged(*arguments) if one[0] == "SHP002") == sorted(expected)
    assert not (acme / "SENTINEL").exists()
    assert not Path("SENTINEL").exists()


def test_c9_another_name_of_gits_own_folder_is_refused(acme, judged):
    (acme / "docs/GIT~1").write_text("x")
    message = "'GIT~1' leads out of the repository or into git's own files"
    assert judged() == [("SHP002", "docs/GIT~1", 0, message)]


def test_c6_names_never_reach_the_console_as_they_are(acme):
    (acme / "docs/a\x1b]0;title\x07\n::error file=x,line=1::b.md").write_text("x")
    for form in ("text", "json", "github", "sarif", "junit"):
        done = command("-C", str(acme), "check", "--select", "SHP", "--format", form, text=False)
        assert done.returncode == 1
        assert b"\x1b" not in done.stdout + done.stderr
        assert b"\x07" not in done.stdout + done.stderr
        lines = [line for line in done.stdout.split(b"\n") if line.startswith(b"::")]
        assert all(line.startswith(b"::error file=docs/a\\x1b") for line in lines)
        assert bool(lines) == (form == "github")


# C8: twins.


def test_c8_names_that_some_machines_take_for_one_are_refused(acme, judged):
    lower = LESSON.replace("LES-0001", "les-0001")
    (acme / lower).write_text(RECORD)
    found = judged(select="SHP002")
    assert found == [
        (
            "SHP002",
            lower,
            0,
            f"The name differs from {LESSON} only in a way that some machines do not see",
        )
    ]


def test_c8_two_spellings_of_one_letter_are_refused(acme, judged):
    one, other = "docs/cafe\u0301.md", "docs/caf\u00e9.md"
    for path in (one, other):
        (acme / path).write_text("x")
    messages = [message for _, _, _, message in judged(select="SHP002")]
    assert messages.count(NAME) == 2
    assert [
        message for message in messages if "only in a way that some machines do not see" in message
    ] != []


def test_c8_folders_that_are_twins_are_refused(acme, judged):
    (acme / "docs/Records").mkdir()
    (acme / "docs/Records/index.md").write_text("# More\n")
    found = judged(select="SHP002")
    assert [one[0] for one in found] == ["SHP002"]
    assert {found[0][1], "docs/Records"} <= {"docs/Records", "docs/records"}
    assert "only in a way that some machines do not see" in found[0][3]


# C10: a tree that no git would write.


def tree_object(root: Path, entries: list[tuple[str, str, str]]) -> str:
    """Write a tree object byte by byte, whatever its names."""
    body = b"".join(
        f"{mode} {name}\0".encode() + bytes.fromhex(blob) for mode, name, blob in entries
    )
    command = ["hash-object", "-t", "tree", "-w", "--stdin", "--literally"]
    return git(root, *command, lines=body).strip()


def hostile_commit(root: Path, entries: list[tuple[str, str, str]]) -> str:
    """A commit whose docs/ holds these entries beside what HEAD has at its top."""
    docs = tree_object(root, entries)
    top = [tuple(line.split()) for line in git(root, "ls-tree", "HEAD").splitlines()]
    rest = [(mode, name, blob) for mode, _, blob, name in top if name != "docs"]
    tree = tree_object(root, sorted([*rest, ("40000", "docs", docs)], key=lambda one: one[1]))
    return git(root, "commit-tree", tree, "-m", "hostile").strip()


@pytest.mark.parametrize("name", ["..", ".", ".git", ".GIT", "git~1"])
def test_c10_a_tree_that_leads_out_is_told(acme, judged, name):
    blob = git(acme, "hash-object", "-w", "--stdin", lines=b"x").strip()
    inner = tree_object(acme, [("100644", "config", blob)])
    commit = hostile_commit(acme, [("40000", name, inner)])
    message = f"{name!r} leads out of the repository or into git's own files"
    assert judged("--at", commit, select="SHP002") == [
        ("SHP002", f"docs/{name}/config", 0, message)
    ]


def test_c10_two_entries_of_one_name_are_told(acme, judged):
    blobs = [
        git(acme, "hash-object", "-w", "--stdin", lines=one).strip() for one in (b"# A\n", b"# B\n")
    ]
    commit = hostile_commit(acme, [("100644", "index.md", blob) for blob in blobs])
    assert judged("--at", commit, select="SHP002") == [
        ("SHP002", "docs/index.md", 0, "The name is there twice")
    ]


def test_c10_a_whole_path_as_a_name_does_no_harm(acme, judged, tmp_path):
    blob = git(acme, "hash-object", "-w", "--stdin", lines=RECORD.encode()).strip()
    commit = hostile_commit(acme, [("100644", f"{tmp_path}/x.md", blob)])
    found = judged("--at", commit, select="SHP002")
    assert [one[3] for one in found] == ["'' leads out of the repository or into git's own files"]


def test_c10_a_tree_whose_files_are_missing_is_told_file_by_file(acme, judged):
    commit = hostile_commit(acme, [("100644", "index.md", "ab" * 20), ("160000", "sub", "cd" * 20)])
    assert judged("--at", commit, select="SHP") == [
        ("SHP001", "docs/index.md", 0, "Git does not have the content of this file"),
        ("SHP002", "docs/sub", 0, NESTED),
    ]


def test_c10_a_tree_that_is_missing_is_told_in_a_line(acme, capsys, monkeypatch):
    monkeypatch.setenv("IMS_CACHE_DIR", "")
    commit = hostile_commit(acme, [("40000", "sub", "ab" * 20)])
    assert run(["-C", str(acme), "check", "--at", commit]) == 3
    assert capsys.readouterr().err.startswith("error: git ls-tree failed: ")


# C11, C12: repositories inside.


def test_c11_a_nested_repository_is_refused(acme, judged):
    inner = acme / "docs/records/inner"
    inner.mkdir()
    git(inner, "init", "--quiet", "--template=")
    (inner / "LES-0002.md").write_text("x")
    git(inner, "add", "LES-0002.md")
    git(inner, "commit", "--quiet", "--message", "x")
    expected = [("SHP002", "docs/records/inner", 0, NESTED)]
    assert judged() == expected
    git(acme, "add", "--all")
    git(acme, "commit", "--quiet", "--message", "x")
    assert judged("--at", "HEAD") == expected


def test_c12_a_bare_repository_among_the_files_is_refused_and_runs_nothing(acme, judged, tmp_path):
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\ntouch {tmp_path}/SENTINEL\n")
    evil.chmod(0o755)
    inner = acme / "docs/inner"
    inner.mkdir()
    git(inner, "init", "--quiet", "--bare", "--template=")
    for key, value in (("bare", "false"), ("worktree", str(inner)), ("fsmonitor", str(evil))):
        git(tmp_path, "config", "--file", str(inner / "config"), f"core.{key}", value)
    for folder in ("objects", "refs"):
        (inner / folder / "keep").write_text("x")
    expected = ("SHP002", "docs/inner", 0, NESTED)
    assert judged() == [expected]
    git(acme, "add", "--all", "--force")
    git(acme, "commit", "--quiet", "--message", "x")
    assert expected in judged("--at", "HEAD", select="SHP002")
    assert run(["-C", str(inner), "check", "--select", "SHP002"]) == 1
    assert not (tmp_path / "SENTINEL").exists()


def test_c12_the_settings_of_a_received_repository_run_nothing(acme, judged, tmp_path):
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\ntouch {tmp_path}/SENTINEL\ncat\n")
    evil.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "gpg.program", "filter.f.clean",
                "filter.f.smudge", "filter.f.process", "diff.f.textconv", "alias.ls-files"):  # fmt: skip
        git(acme, "config", key, str(evil))
    (acme / ".git/hooks").mkdir(exist_ok=True)
    for hook in ("post-index-change", "pre-commit", "reference-transaction"):
        shutil.copy(evil, acme / ".git/hooks" / hook)
    (acme / ".gitattributes").write_text("*.md filter=f diff=f\n")
    (acme / LESSON).write_text(RECORD + "\nMore.\n")
    for arguments in ((), ("--staged",), ("--at", "HEAD")):
        judged(*arguments)
    assert not (tmp_path / "SENTINEL").exists()


# C13 to C15: what git does not see.


@pytest.mark.parametrize("file", [".gitignore", "docs/.gitignore", ".git/info/exclude"])
def test_c13_a_file_that_git_ignores_is_told_with_the_rule(acme, judged, file):
    path = "docs/records/lesson/LES-0002.md"
    (acme / path).write_text(RECORD.replace("LES-0001", "LES-0002"))
    (acme / file).parent.mkdir(exist_ok=True)
    (acme / file).write_text("# local\nLES-0002*\n")
    found = judged(select="SHP004")
    assert found == [
        ("SHP004", path, 0, f"Git ignores this file ({file}:2 LES-0002*), so it is in no revision")
    ]


def test_c13_a_new_file_and_one_that_is_taken_back_are_no_finding(acme, judged):
    (acme / ".gitignore").write_text("*.md\n!LES-0002.md\n")
    (acme / "docs/records/lesson/LES-0002.md").write_text(RECORD.replace("LES-0001", "LES-0002"))
    assert judged() == []


@pytest.mark.parametrize("flag", ["assume-unchanged", "skip-worktree"])
def test_c14_a_change_that_git_is_told_to_overlook_is_told(acme, judged, flag):
    git(acme, "update-index", f"--{flag}", LESSON)
    assert judged() == []
    (acme / LESSON).write_text(RECORD + "\nMore.\n")
    assert git(acme, "status", "--porcelain") == ""
    message = f"The file was changed, and git is told not to look ({flag})"
    assert judged() == [("SHP004", LESSON, 0, message)]


def test_c15_a_change_of_same_size_and_time_is_told(acme, judged):
    os.utime(acme / LESSON, (1_577_836_800, 1_577_836_800))
    git(acme, "update-index", "--refresh")
    facts = (acme / LESSON).stat()
    (acme / LESSON).write_text(RECORD.replace("Small", "Large"))
    os.utime(acme / LESSON, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert (acme / LESSON).stat().st_size == facts.st_size
    message = "The file was changed without a trace: same size, same time, other content"
    assert judged() == [("SHP004", LESSON, 0, message)]


def test_c15_an_ordinary_change_is_no_finding(acme, judged):
    (acme / LESSON).write_text(RECORD.replace("Small", "Large"))
    assert judged() == []


def test_c16_line_ends_of_another_system_are_no_finding(acme, judged):
    git(acme, "config", "core.autocrlf", "true")
    git(acme, "rm", "--quiet", ".gitattributes")
    (acme / LESSON).unlink()
    git(acme, "checkout", "--", LESSON)
    assert b"\r\n" in (acme / LESSON).read_bytes()
    assert judged() == []


# C16 to C18: attributes.


def test_c16_a_file_that_git_changes_on_its_way_is_told_with_the_reason(acme, judged):
    (acme / ".gitattributes").write_text("*.md ident\n")
    (acme / LESSON).write_text(RECORD + "\n$Id$\n")
    git(acme, "add", "--all")
    git(acme, "commit", "--quiet", "--message", "x")
    (acme / LESSON).unlink()
    git(acme, "checkout", "--", LESSON)
    assert judged() == [
        ("SHP007", ".gitattributes", 1, "`ident` makes files differ from what git keeps (*.md)"),
        ("SHP004", LESSON, 0, "Git changes this file when it writes it to disk (ident)"),
    ]


ATTRIBUTES = [
    ("*.md ident", "`ident` makes files differ from what git keeps (*.md)"),
    ("*.md filter=lfs -text", "`filter=lfs` makes files differ from what git keeps (*.md)"),
    (
        "** working-tree-encoding=UTF-16",
        "`working-tree-encoding=UTF-16` makes files differ from what git keeps (**)",
    ),
    (
        "*.yaml export-ignore",
        "`export-ignore` leaves files out of exports or changes them (*.yaml)",
    ),
    ("* export-subst", "`export-subst` leaves files out of exports or changes them (*)"),
    ("*.md merge=union", "`merge=union` joins two edits without asking (*.md)"),
    ("*.md -diff", "`-diff` hides what changed (*.md)"),
    ("*.md binary", "`binary` hides what changed (*.md)"),
    ("*.md diff=odd", "`diff=odd` hides what changed (*.md)"),
    ("[a-z]*.y?ml ident", "`ident` makes files differ from what git keeps ([a-z]*.y?ml)"),
]


@pytest.mark.parametrize("file", [".gitattributes", "docs/.gitattributes"])
@pytest.mark.parametrize(("line", "message"), ATTRIBUTES)
def test_c16_c17_c18_an_attribute_that_touches_content_is_told(acme, judged, file, line, message):
    (acme / file).write_text(f"# ours\n{line}\n")
    assert judged() == [("SHP007", file, 2, message)]


TOUCHING = [
    "docs/records/*/LES-0001.md -diff",
    "/docs/** -diff",
    "LES-???[1-9]* -diff",
    "[attr]odd -diff\n*.md odd",
    '"docs/records/lesson/LES-0001.md" -diff',
    "*.md -diff\n*.yaml diff",
]


@pytest.mark.parametrize("lines", TOUCHING)
def test_c18_any_pattern_that_git_understands_is_understood(acme, judged, lines):
    (acme / ".gitattributes").write_text(f"{lines}\n")
    assert [one[:3] for one in judged()] == [("SHP007", ".gitattributes", 1)]


NOT_TOUCHING = [
    "records -diff",
    "docs/ -diff",
    "docs -diff",
    "docs/*.yaml -diff",
    "*.md -diff\n*.md diff",
    "*.md filter=x\n*.md !filter",
    "[attr]odd -diff",
    "*.MD -diff",
    "docs/records/lesson/LES-0009.md ident",
    "*.markdown -diff",
    "# *.md -diff",
]


@pytest.mark.parametrize("lines", NOT_TOUCHING)
def test_c18_an_attribute_that_git_gives_to_no_content_is_no_finding(acme, judged, lines):
    (acme / ".gitattributes").write_text(f"{lines}\n")
    assert judged() == []


def test_c18_what_is_staged_and_what_was_saved_is_asked_about_too(acme, judged):
    (acme / ".gitattributes").write_text("*.md ident\n")
    git(acme, "add", "--all")
    git(acme, "commit", "--quiet", "--message", "x")
    (acme / ".gitattributes").write_text("")
    assert judged() == []
    assert [one[:2] for one in judged("--at", "HEAD")] == [("SHP007", ".gitattributes")]


def test_c17_c18_attributes_of_signatures_and_pictures_are_no_finding(acme, judged):
    (acme / ".gitattributes").write_text("*.sig -text\n*.png binary\n* text=auto eol=lf\n")
    assert judged() == []


# C19, C20: what a page pulls in and where it leads.

BODIES = [
    ('--8<-- "../x"', "SHP006", "A snippet marker pulls in text from another file"),
    (
        "[a](../../../../../etc/passwd)",
        "LNK003",
        "The link leaves the documents: ../../../../../etc/passwd",
    ),
    ("[a](/etc/passwd)", "LNK003", "The link leaves the documents: /etc/passwd"),
    ("[a](file:///etc/passwd)", "LNK003", "The link leaves the documents: file:///etc/passwd"),
    ("[a](JaVaScRiPt:alert)", "LNK003", "The link leaves the documents: JaVaScRiPt:alert"),
    ("![a](data:image/svg+xml,x)", "LNK003", "The link leaves the documents: data:image/svg+xml,x"),
    ("[a]: file:///etc/passwd", "LNK003", "The link leaves the documents: file:///etc/passwd"),
    ("[a](../../index.md#nowhere)", "LNK002", "There is no heading #nowhere in docs/index.md"),
    ("[a](LES-0009.md)", "LNK001", "The link leads nowhere: LES-0009.md"),
]


@pytest.mark.parametrize(("body", "code", "message"), BODIES)
def test_c19_c20_what_leads_out_of_the_documents_is_told(acme, judged, body, code, message):
    (acme / LESSON).write_text(f"{RECORD}\n{body}\n")
    assert judged() == [(code, LESSON, RECORD.count("\n") + 2, message)]


# E7, E8: a repository that cannot be written, or is being written.


def test_e7_a_checkout_that_cannot_be_written_can_be_checked(acme):
    """Root may write everything, so that right is taken away first."""
    prefix = []
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root, and no setpriv")
        prefix = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    paths = [acme, *acme.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        for arguments in ((), ("--staged",), ("--at", "HEAD")):
            done = command(
                "-C", str(acme), "check", "--select", "SHP,LNK", *arguments, prefix=prefix
            )
            assert (done.returncode, done.stderr) == (0, "")
        owned = ("--set", "owner=PER-0001", "--set", "author=PER-0001")
        done = command("-C", str(acme), "add", "idea", "--no-input", *owned, prefix=prefix)
        assert done.returncode == 3
        assert done.stderr.startswith("error: ")
        assert " cannot be written: Permission denied\n" in done.stderr
    finally:
        for path in paths:
            path.chmod(0o755)


def test_e8_a_lock_of_git_does_not_stop_reading_and_is_left_there(acme, judged):
    lock = acme / ".git/index.lock"
    lock.touch()
    (acme / LESSON).touch()
    for arguments in ((), ("--staged",), ("--at", "HEAD")):
        assert judged(*arguments) == []
    assert lock.exists()


# F: the repository itself.


def test_f5_a_cut_off_history_is_not_judged_as_whole(acme, tmp_path, capsys):
    (acme / LESSON).write_text(RECORD + "\nMore.\n")
    git(acme, "commit", "--quiet", "--all", "--message", "more")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{acme}", "cut")
    assert run(["-C", str(tmp_path / "cut"), "check", "--at", "HEAD"]) == 3
    assert capsys.readouterr().err == (
        "error: The history is cut off (shallow clone)\nhint: Run `git fetch --unshallow` first.\n"
    )
    (acme / ".git/shallow").write_text(git(acme, "rev-parse", "HEAD"))
    assert run(["-C", str(acme), "check", "--at", "HEAD"]) == 3


def test_f11_a_detached_head_is_judged(acme, judged):
    git(acme, "checkout", "--quiet", "--detach")
    assert judged() == judged("--at", "HEAD") == judged("--staged") == []


def test_f12_before_the_first_commit_the_files_are_judged(acme, judged, capsys):
    shutil.rmtree(acme / ".git")
    git(acme, "init", "--quiet", "--template=")
    assert judged() == []
    git(acme, "add", "--all")
    (acme / "docs/index.md").write_text("# Home {: hidden }\n")
    git(acme, "add", "--all")
    assert [one[:2] for one in judged("--staged")] == [("SHP006", "docs/index.md")]
    assert run(["-C", str(acme), "check", "--at", "HEAD"]) == 3
    assert capsys.readouterr().err.startswith("error: There is no revision 'HEAD' here\n")


def test_f13_a_bare_repository_has_nothing_to_check(acme, tmp_path, capsys):
    git(tmp_path, "clone", "--quiet", "--bare", str(acme), "bare.git")
    for place in (tmp_path / "bare.git", acme / ".git/objects"):
        code = run(["-C", str(place), "check"])
        said = capsys.readouterr().err
        assert code == (3 if place.name == "bare.git" else 1)
        assert said.startswith(f"error: There is no ims.yml in {place} or above\n") == (code == 3)


def test_f13_settings_beside_a_bare_repository_are_not_enough(acme, tmp_path, capsys):
    git(tmp_path, "clone", "--quiet", "--bare", str(acme), "bare.git")
    shutil.copy(acme / "ims.yml", tmp_path / "bare.git/ims.yml")
    assert run(["-C", str(tmp_path / "bare.git"), "check"]) == 3
    assert capsys.readouterr().err.startswith(
        f"error: {tmp_path}/bare.git is a bare git repository"
    )


def test_f14_a_worktree_is_judged(acme, judged, tmp_path):
    git(acme, "worktree", "add", "--quiet", str(tmp_path / "second"))
    second = tmp_path / "second"
    assert (second / ".git").is_file()
    assert judged(root=second) == judged("--at", "HEAD", root=second) == []
    (second / "docs/two words.md").write_text("# Two\n")
    assert [one[:2] for one in judged(root=second, select="SHP002")] == [
        ("SHP002", "docs/two words.md")
    ]
    assert judged() == []


def test_f15_a_submodule_is_judged_by_itself(acme, judged, tmp_path, capsys):
    git(tmp_path, "init", "--quiet", "--template=", "above")
    above = tmp_path / "above"
    git(above, "submodule", "--quiet", "add", str(acme), "sub")
    (above / "sub/docs/two words.md").write_text("# Two\n")
    assert [one[:2] for one in judged(root=above / "sub", select="SHP002")] == [
        ("SHP002", "docs/two words.md")
    ]
    assert run(["-C", str(above), "check"]) == 3
    assert f"There is no ims.yml in {above} or above" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [(), ("--staged",), ("--at", "HEAD")])
def test_f15_a_folder_inside_a_repository_is_refused_and_not_half_checked(
    acme, tmp_path, capsys, arguments
):
    git(tmp_path, "init", "--quiet", "--template=")
    shutil.rmtree(acme / ".git")
    (acme / LESSON).write_text("broken")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    assert run(["-C", str(acme), "check", *arguments]) == 3
    assert capsys.readouterr().err.startswith(f"error: {acme} is a folder inside a git repository")


def test_a_repository_with_other_names_for_objects_is_refused(acme, capsys):
    shutil.rmtree(acme / ".git")
    git(acme, "init", "--quiet", "--template=", "--object-format=sha256")
    assert run(["-C", str(acme), "check"]) == 3
    assert capsys.readouterr().err.startswith(
        "error: This repository names its objects by sha256; only sha1"
    )


def test_a_folder_that_is_no_repository_is_refused(acme, capsys):
    shutil.rmtree(acme / ".git")
    assert run(["-C", str(acme), "check"]) == 3
    assert capsys.readouterr().err.startswith(f"error: {acme} is not a git repository\n")


def test_f21_a_missing_git_is_told_in_a_line(acme):
    for arguments in (("check",), ("check", "--staged"), ("new", "other", "--no-input")):
        done = command("-C", str(acme), *arguments, environment={"PATH": "/empty"})
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr == "error: git is not installed\nhint: Install git 2.34 or newer.\n"
    assert not (acme / "other").exists()


def test_f21_an_old_git_is_told_in_a_line(acme, tmp_path):
    old = tmp_path / "bin/git"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho git version 2.25.1\n")
    old.chmod(0o755)
    done = command("-C", str(acme), "check", environment={"PATH": f"{old.parent}:/bin:/usr/bin"})
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "error: git 2.25.1 is too old\nhint: Install git 2.34 or newer.\n"


def test_f22_without_a_name_of_ones_own_a_record_is_written(acme, tmp_path):
    owned = ("--set", "owner=PER-0001", "--set", "author=PER-0001")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "none"), "IMS_CACHE_DIR": ""}
    done = subprocess.run(
        [str(IMS), "-C", str(acme), "add", "idea", "--no-input", *owned],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    path = done.stdout.split()[-1]
    assert (acme / path).is_file()
    assert "Traceback" not in done.stderr


def test_f18_delimiters_in_a_subject_or_a_name_shift_nothing(acme):
    """Whatever stands in a commit, every field of its neighbours stays where it is."""
    (acme / LESSON).write_text(RECORD + "\nMore.\n")
    hostile = "a\x01b|c\x1b[31m\n:100644 100644 0 0 M"
    name = "Eve|CEO\x01approved\x1b[31mX"
    git(acme, "commit", "--quiet", "--all", "--allow-empty", "-m", hostile, GIT_AUTHOR_NAME=name)
    (acme / LESSON).write_text(RECORD)
    moved = LESSON.replace("lesson/", "lesson/2026/")
    (acme / moved).parent.mkdir()
    git(acme, "mv", LESSON, moved)
    git(acme, "commit", "--quiet", "--all", "-m", "plain")
    git(acme, "commit", "--quiet", "--allow-empty", "-m", "empty")
    found = History(acme).revisions(moved)
    assert [(one.author, one.change, one.path) for one in found] == [
        ("A", "renamed", moved),
        (name, "changed", LESSON),
        ("A", "added", LESSON),
    ]
    assert [one.subject for one in found] == ["plain", hostile.replace("\n", " "), "start"]
    assert len({one.commit for one in found}) == 3
    done = command("-C", str(acme), "history", "LES-0001", text=False)
    assert b"\x1b" not in done.stdout + done.stderr


def test_variables_of_a_calling_hook_do_not_turn_the_check(acme, tmp_path):
    git(tmp_path, "init", "--quiet", "--template=", "decoy")
    environment = {
        "GIT_DIR": str(tmp_path / "decoy/.git"),
        "GIT_WORK_TREE": str(tmp_path / "decoy"),
    }
    done = command(
        "-C", str(acme), "check", "--at", "HEAD", "--select", "SHP", environment=environment
    )
    assert (done.returncode, done.stderr) == (0, "")


# D19 to D22: what the console gets.


@pytest.fixture
def loud(acme) -> Path:
    """A repository whose names and titles are orders to a terminal and to a build server."""
    title = '"Title → \\u2192 é"'
    (acme / LESSON).write_text(
        RECORD.replace("title: Small tests first", f"title: {title}\nx\u00e9: 1"), "utf-8"
    )
    (acme / "docs/\x1b[2J\x9b31m\n::warning file=x::b.md").write_text("# x\n")
    (acme / "docs/records/lesson/a##[error]b.md").write_text("# x\n")
    return acme


def test_d19_d20_no_order_reaches_a_terminal_or_a_build_server(loud):
    for form in ("text", "junit", "json", "sarif"):
        done = command("-C", str(loud), "check", "--format", form, text=False)
        assert done.returncode == 1
        assert not set(done.stdout + done.stderr) & set(b"\x1b\x07\x9b") - set("→é…·".encode())
        assert b"\x1b" not in done.stdout
        assert not [line for line in done.stdout.splitlines() if line.startswith((b"::", b"##["))]
        assert b"##[" not in done.stdout


def test_d20_wrong_use_gives_no_order_either(acme):
    order = "x\n::error file=x::y\x1b]0;z\x07"
    for arguments in (
        (order,),
        ("check", f"--{order}"),
        ("check", order),
        ("check", "--at", order),
        ("-C", order, "check"),
    ):
        done = command("-C", str(acme), *arguments, text=False)
        assert done.returncode in {2, 3}
        assert b"\x1b" not in done.stderr
        assert not [line for line in done.stderr.splitlines() if line.startswith(b"::")]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp437"])
def test_d21_a_console_that_cannot_show_a_character_shows_an_escape(loud, encoding):
    done = command(
        "-C",
        str(loud),
        "check",
        environment={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        text=False,
    )
    assert done.returncode == 1
    assert done.stderr == b""
    text = done.stdout.decode(encoding)
    assert "\\u2192" in text
    assert LESSON in text


def test_d22_a_full_disk_is_told_in_a_line(acme):
    with Path("/dev/full").open("wb") as full:
        done = command(
            "-C", str(acme), "check", capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 3
    hint = "hint: Make room on the disk, or choose another place."
    assert done.stderr == f"error: No space left on device\n{hint}\n"


def test_d22_nobody_to_tell_changes_nothing(tmp_path):
    with Path("/dev/full").open("wb") as full:
        done = command("-C", str(tmp_path), "check", capture_output=False, stdout=full, stderr=full)
    assert done.returncode == 3


@pytest.mark.parametrize(("select", "code"), [("SHP", 0), ("CLS", 1)])
@pytest.mark.parametrize("closed", ["pipe", "descriptor"])
def test_d22_a_reader_that_goes_away_keeps_the_verdict(acme, select, code, closed):
    arguments = ("-C", str(acme), "check", "--select", select)
    if closed == "pipe":
        reading, writing = os.pipe()
        os.close(reading)
        done = command(*arguments, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
    else:
        line = 'exec "$0" "$@" >&-'
        done = subprocess.run(
            ["/bin/sh", "-c", line, str(IMS), *arguments],
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (code, "")


# The trees themselves.


def test_every_place_to_read_from_gives_the_same_findings(acme, judged):
    """On disk, as staged and as committed."""
    (acme / "docs/two words.md").write_text("# Two\n")
    (acme / LESSON).write_text(f"{RECORD}\n[a](../../gone.md)\n")
    git(acme, "add", "--all")
    staged = judged("--staged")
    git(acme, "commit", "--quiet", "--message", "x")
    assert judged() == judged("--at", "HEAD") == staged != []


def test_a_revision_is_read_from_git_and_not_from_disk(acme):
    commit = git(acme, "rev-parse", "HEAD").strip()
    digest = hashlib.sha1(
        b"blob %d\0" % len(RECORD) + RECORD.encode(), usedforsecurity=False
    ).hexdigest()
    shutil.rmtree(acme / "docs")
    tree = RevisionTree(History(acme), commit)
    assert digest in {entry.blob for entry in tree.entries()}
    report = check(
        load(LoadRequest(tree=tree, as_of=date(2026, 2, 1))), Selection(select=("SHP", "LNK"))
    )
    assert report.findings == ()


def test_a_giant_file_is_told_and_not_taken_into_memory(acme: Path) -> None:
    with (acme / LESSON).open("wb") as file:
        file.truncate(20 * 1024 * 1024)
    found = check(
        load(LoadRequest(tree=WorkingTree(acme), as_of=date(2026, 11, 23))),
        Selection(select=("SHP001",)),
    )
    assert [one.message for one in found.findings] == [
        "The file has 20971520 bytes; ims reads at most 16777216"
    ]
