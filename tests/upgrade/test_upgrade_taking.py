"""What a person wrote, approved or did not save stays; what nobody decides is asked again."""

from __future__ import annotations

import json
import re

import pytest
from former_template import (
    ANSWERS_FILE,
    GUIDE,
    ISSUES,
    KICK_OFF,
    NEW,
    NEWEST,
    OLD,
    POLICY,
    Acme,
    written,
)

from ims_docs.cli import run
from ims_docs.services.upgrade import taking
from ims_docs.services.workspace.transaction import Transaction

RECORDS = "docs/records/change"


def in_force(acme: Acme, capsys) -> str:
    capsys.readouterr()
    assert run(["-C", str(acme.root), "show", "POL-0001", "--in-force"]) == 0
    return capsys.readouterr().out


def test_an_approved_text_stays_in_force_and_one_command_makes_the_next_draft(
    acme, upgrade, approved, capsys
):
    told = upgrade()
    assert "POL-0001" in told.out.partition("later (1)")[2]
    shown = upgrade("--show", "POL-0001")
    assert "[-" in shown.out and "drawer" in shown.out  # noqa: PT018 - one redline
    assert upgrade("--apply").code == 0
    assert acme.text(POLICY) == approved
    assert in_force(acme, capsys).endswith(approved)
    again = upgrade()
    assert again.out.startswith("Nothing to do")
    assert "ims upgrade --take POL-0001" in again.out
    done = upgrade("--take", "POL-0001")
    assert done.code == 0, done.err
    assert acme.text(POLICY) == approved.replace(OLD, NEW).replace('"1.0"', '"1.1"')
    assert in_force(acme, capsys).endswith(approved)
    assert acme.git("status", "--porcelain") == ""
    assert upgrade().out == f"Nothing to do: the texts here are of template {NEWEST}.\n"


def test_a_text_that_is_written_gets_the_words_and_never_the_guidance(acme, upgrade):
    text = written(acme)
    done = upgrade("--apply")
    assert done.code == 0, done.err
    assert acme.text(POLICY) == text.replace(OLD, NEW)
    record = acme.text(f"{RECORDS}/CRQ-0001.md")
    assert "POL-0001: Purpose: Write the purpose in your own words" in record


def test_what_both_changed_is_put_off_and_asked_again_until_somebody_decides(acme, upgrade):
    text = written(acme).replace(OLD, "an idea counts as soon as it is told")
    acme.write(POLICY, text)
    assert "conflict (1)" in upgrade().out
    done = upgrade("--apply")
    assert done.code == 0, done.err
    assert acme.text(POLICY) == text
    assert "Put off: POL-0001" in done.err
    again = upgrade()
    assert "1 to decide" in again.out
    shown = upgrade("--show", "POL-0001").out
    assert "an idea counts as soon" in shown
    assert NEW in " ".join(shown.split())
    assert upgrade("--apply", "--both", "pol-0001").code == 0
    assert "as soon as it is told" in acme.text(POLICY)
    assert NEW in acme.text(POLICY)
    assert not re.search("^[<>=|]{7}", acme.text(POLICY), re.MULTILINE)
    assert upgrade().out == f"Nothing to do: the texts here are of template {NEWEST}.\n"


def test_what_is_not_saved_stays_and_is_put_off(acme, upgrade):
    acme.change(GUIDE, "Nobody approves them", "I am just writing this", saves=False)
    (acme.root / "docs/toolkit/note.md").write_text("Mine.\n")
    acme.root.joinpath(KICK_OFF).write_text("My own kick-off.\n")
    done = upgrade("--apply")
    assert done.code == 0, done.err
    assert "I am just writing this" in acme.text(GUIDE)
    assert acme.text(KICK_OFF) == "My own kick-off.\n"
    status = acme.git("status", "--porcelain", "--untracked-files=all").split()
    assert status == ["M", GUIDE, "??", KICK_OFF, "??", "docs/toolkit/note.md"]
    assert "changed here and not saved" in upgrade().out


def test_what_would_be_wrong_afterwards_is_put_off_with_the_reason(acme, upgrade):
    broken = acme.text(ISSUES).replace("topic: technological", "topic: nonsense", 1)
    acme.write(ISSUES, broken)
    assert "put this right first" in " ".join(upgrade().out.split())
    done = upgrade("--apply")
    assert done.code == 0, done.err
    assert acme.text(ISSUES) == broken
    acme.write(ISSUES, broken.replace("nonsense", "technological"))
    assert upgrade("--apply").code == 0
    assert "Needs of" in acme.text(ISSUES)


@pytest.mark.parametrize("written_files", [4])
def test_a_run_that_was_killed_is_taken_up_and_tells_it_once(
    acme, upgrade, monkeypatch, written_files
):
    def dies(self) -> None:  # and takes nothing back, as a process that is killed
        for path in self._in_order()[:written_files]:
            self._put(path, self._after[path])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "write", dies)
        assert upgrade("--apply").code == 130
    assert acme.git("rev-list", "--count", "HEAD").strip() == "1"
    done = upgrade("--apply")
    assert done.code == 0, done.err
    assert acme.git("rev-list", "--count", "HEAD").strip() == "2"
    assert acme.git("status", "--porcelain") == ""
    assert [one.name for one in (acme.root / RECORDS).iterdir()] == ["CRQ-0001.md"]
    assert upgrade().out == f"Nothing to do: the texts here are of template {NEWEST}.\n"


def test_what_goes_wrong_while_saving_leaves_everything_as_it_was(acme, upgrade, monkeypatch):
    def fails(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(taking, "save", fails)
    assert upgrade("--apply").code == 130
    assert acme.git("status", "--porcelain") == ""
    assert json.loads(acme.text(ANSWERS_FILE))["template_version"] == "0.0.9"


def test_another_answer_is_the_same_merge(acme, upgrade):
    assert upgrade("--apply").code == 0
    told = upgrade("--set", "sites=Quay 4, Dock 7")
    assert "Head office → Quay 4, Dock 7" in told.out
    done = upgrade("--set", "sites=Quay 4, Dock 7", "--apply")
    assert done.code == 0, done.err
    assert json.loads(acme.text(ANSWERS_FILE))["answers"]["sites"] == "Quay 4, Dock 7"
    assert "Quay 4, Dock 7" in acme.text("docs/context/ims-scope.md")
    assert upgrade("--set", "sites=Quay 4, Dock 7").out.startswith("Nothing to do")
