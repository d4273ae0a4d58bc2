"""Results go where a person sends them: into a file, through a link or a device, to Excel."""

from __future__ import annotations

import csv
import os
import stat
import threading
from pathlib import Path

import pytest

NULL = Path("/dev/null")
COMMANDS = {
    "check": ("check", "--select", "LNK", "--format", "json"),
    "history": ("history",),
    "coverage": ("coverage", "--format", "json"),
    "table": ("table", "people", "--format", "csv"),
    "list": ("list", "people"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_link_stays_a_link_and_its_target_gets_the_result(acme, ims, tmp_path, name):
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    for before in (None, "old"):
        if before:
            target.write_text(before)
        ims("-C", acme, *COMMANDS[name], "--output", link)
        assert link.is_symlink()
        assert len(target.read_text("utf-8")) > 20


@pytest.mark.parametrize("name", COMMANDS)
def test_a_pipe_is_written_to_and_stays_one(acme, ims, tmp_path, name):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    ims("-C", acme, *COMMANDS[name], "--output", pipe)
    reader.join(10)
    assert len(read[0]) > 20
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_stays_a_device(acme, ims):
    before = NULL.stat()
    assert ims("-C", acme, "table", "people", "--output", "/dev/null").code == 0
    assert os.path.samestat(before, NULL.stat())
    full = ims("-C", acme, "table", "people", "--output", "/dev/full")
    assert full.code == 3
    assert "cannot be written" in full.err


def test_a_file_is_replaced_whole(acme, ims, tmp_path):
    place = tmp_path / "people.csv"
    place.write_text("x" * 100_000)
    assert ims("-C", acme, "table", "people", "--format", "csv", "--output", place).code == 0
    assert "xxx" not in place.read_text("utf-8")


KEPT = [
    "docs/registers/people.yaml", "docs/leadership/innovation-policy.md", "docs/new.md", "docs/report.json", "ims.yml",
    ".git/config", ".git/HEAD", ".git/hooks/pre-commit", "README.md", "mkdocs.yml", ".ims/answers.json", "Docs/index.md",
    "docs/../ims.yml", "./docs/index.md", "schemas/x.json", "approvals/x", "link-to-register", "trust/allowed_signers",
]  # fmt: skip


@pytest.mark.parametrize("place", KEPT)
def test_a_result_takes_the_place_of_nothing_that_is_kept(acme, ims, git, place):
    (acme / "link-to-register").symlink_to("docs/registers/people.yaml")
    before = git(acme, "status", "--porcelain").stdout
    done = ims("-C", acme, "table", "people", "--output", acme / place)
    assert done.code == 2
    assert "is not written" in done.err
    assert git(acme, "status", "--porcelain").stdout == before


@pytest.mark.parametrize("place", ["report.json", "out/../report.csv", "sub/docs/x.md", "docs.md"])
def test_a_result_may_lie_beside_what_is_kept_and_be_written_again(acme, ims, place):
    (acme / "sub/docs").mkdir(parents=True)
    (acme / "out").mkdir()
    for _ in range(2):
        assert ims("-C", acme, "table", "people", "--output", acme / place).code == 0


def test_a_link_that_leads_in_a_circle_is_refused(acme, ims, tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert ims("-C", acme, "table", "people", "--output", tmp_path / "a").code == 3
    assert (tmp_path / "a").is_symlink()


@pytest.mark.parametrize(
    "command", [("table", "people"), ("list", "people"), ("list",), ("coverage",)]
)
def test_excel_opens_it_with_every_letter_in_its_column(acme, ims, tmp_path, command):
    people = acme / "docs/registers/people.yaml"
    people.write_text(people.read_text("utf-8").replace("Sam Sample", "Zoë Käl; 北, =1"), "utf-8")
    place = tmp_path / "people.csv"
    assert ims("-C", acme, *command, "--format", "excel", "--output", place).code == 0
    data = place.read_bytes()
    assert data.startswith((b"\xff\xfe", b"\xfe\xff"))
    rows = list(csv.reader(data.decode("utf-16").splitlines(), delimiter="\t"))
    assert len({len(row) for row in rows}) == 1
    if "people" in command:
        assert "Zoë Käl; 北, =1" in {cell for row in rows for cell in row}


def test_what_git_said_stands_on_lines_of_its_own(acme, ims, git):
    git(acme, "config", "commit.gpgsign", "true")
    git(acme, "config", "gpg.program", "/bin/false")
    done = ims(
        "-C", acme, "add", "lesson", "--no-input", "--set", "learned_from=failure", "--commit"
    )
    assert done.code == 3
    assert "\\n" not in done.err
    assert "error: It is written, but not saved to git:\n" in done.err


@pytest.mark.parametrize(
    "change",
    [
        lambda text: f"{text}  - id: [\n",
        lambda text: f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n",
        lambda text: text.replace("entries:", "entries: &all"),
        lambda text: text.replace("type: people", "type: people\ntype: people"),
        lambda text: text.replace("    name:", "\tname:", 1),
        lambda text: text + "x: y\n- z\n",
        lambda _: "",
        lambda _: "- a\n- b\n",
        lambda text: text.encode("utf-16").decode("latin-1"),
        lambda text: text + "long: '" + "x" * 1_100_000 + "'\n",
    ],
)
def test_a_register_that_cannot_be_read_is_named_as_that(acme, ims, change):
    path = acme / "docs/registers/people.yaml"
    text = change(path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    done = ims("-C", acme, "add", "people", "--no-input", "--set", "name=Jo Smith")
    assert done.code == 3, done.err
    assert "docs/registers/people.yaml" in done.err
    shown = ims("-C", acme, "table", "people")
    assert shown.code == 3
    assert "cannot be read" in shown.err
    assert path.read_text("utf-8") == text


def test_a_register_of_many_thousand_entries_is_read(acme, ims):
    path = acme / "docs/registers/people.yaml"
    entry = (
        "  - id: PER-%04d\n    name: Jo Smith\n    email: jo%d@example.org\n    active: active\n"
    )
    text = path.read_text("utf-8").rstrip("\n") + "\n"
    path.write_text(text + "".join(entry % (one, one) for one in range(3, 9000)), "utf-8")
    done = ims("-C", acme, "check", path, "--select", "SHP,REG001")
    assert done.code == 0, done.out
