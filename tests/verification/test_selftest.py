"""The self-test of the installed program: it passes here, and it fails where the program is blind."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from types import SimpleNamespace

import pytest

from ims_docs.cli import run
from ims_docs.services.selftest import trying
from ims_docs.services.selftest.tampering import TAMPERINGS
from ims_docs.services.verification import Kind, Verdict, verify


@pytest.fixture(autouse=True)
def example(nordwind, monkeypatch):
    """The example that is made already, its objects apart as in one that was made just now."""

    def make(target):
        root = shutil.copytree(nordwind, target, symlinks=True)
        for packed in (root / ".git/objects/pack").glob("*.pack"):
            objects = packed.read_bytes()
            for one in packed.parent.glob(f"{packed.stem}.*"):
                one.unlink()
            unpack = ["git", "-C", str(root), "unpack-objects", "-q"]
            subprocess.run(unpack, input=objects, check=True)
        return SimpleNamespace(root=root)

    monkeypatch.setattr(trying, "create_demo", make)


def only(monkeypatch, *titles):
    some = tuple(one for one in TAMPERINGS if one.title in titles)
    assert len(some) == len(titles)
    monkeypatch.setattr(trying, "TAMPERINGS", some)


NOT_IN_THE_TAMPER_TABLE = (
    "A signature deleted",
    "A line taken out of a baseline",
    "Other bytes put into git's store",
)
"""The whole table is tried with the wheel, by .ci/run."""


def test_a_tampering_is_found_and_the_record_says_by_which_program(monkeypatch, capsys):
    only(monkeypatch, *NOT_IN_THE_TAMPER_TABLE)
    assert run(["selftest", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [one["title"] for one in record["trials"]] == list(NOT_IN_THE_TAMPER_TABLE)
    assert {one["verdict"] for one in record["trials"]} == {"not intact"}
    assert "sha256:" in record["installation"]["tool"]
    assert {"click", "pyyaml"} <= record["installation"]["libraries"].keys()


def test_a_program_that_finds_nothing_fails(monkeypatch, capsys):
    only(monkeypatch, "Nothing", "A closed record changed")

    def blind(*asked):
        found = verify(*asked)
        kept = tuple(one for one in found.found if one.kind is not Kind.INTEGRITY)
        return replace(found, found=kept)

    monkeypatch.setattr(trying, "verify", blind)
    assert run(["selftest"]) == 1
    said = capsys.readouterr().out
    assert "FAILED  A closed record changed: intact" in said
    assert f"It should be {Verdict.NOT_INTACT}" in said
    assert "1 of 2 trials failed" in said


def test_the_record_can_be_kept_in_a_file(monkeypatch, tmp_path):
    only(monkeypatch, "Nothing")
    assert run(["selftest", "--output", str(tmp_path / "record.txt")]) == 0
    text = (tmp_path / "record.txt").read_text("utf-8")
    assert text.startswith("Program:   ims ")
    assert text.endswith("\nAll 1 trials passed.\n")


@pytest.mark.parametrize("words", [["--version", "--verbose"], ["--verbose", "--version"]])
def test_the_version_tells_more_when_it_is_asked_to(words, capsys):
    assert run(words) == 0
    said = capsys.readouterr().out
    assert said.startswith("ims ")
    assert "sha256:" in said
    assert "Python:" in said
