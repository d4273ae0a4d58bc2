"""A desk that is killed in the middle of a save: before or after, never half, and it goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from visiting import Visitor, area, hidden, said

from ims_docs.adapters.git.begun import clear
from ims_docs.services.workspace import Workspace

PAGE = "leadership/innovation-policy.md"
FILE = f"docs/{PAGE}"
REASON = "Say how we decide about risk since the last review"
STEPS = (
    (os, "fsync"),
    (os, "link"),
    (Path, "replace"),
    (Path, "unlink"),
    (tempfile, "mkstemp"),
    (subprocess.Popen, "__init__"),
)
"""Where a save touches the disk, or asks git to."""
CHOSEN = (1, 9, 13, 14, 15, 16, 17, 20, 24, 28, 30, 31, 32, 33, 34)
"""So many of the steps are enough for every day; IMS_EVERY_STEP=1 takes all of them."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here")


def kill() -> None:
    """No more of this process, and of nothing that it started."""
    os.killpg(0, signal.SIGKILL)


def in_a_process(work: Callable[[], object]) -> bool:
    """Work in a process group of its own. Says whether it was killed."""
    child = os.fork()
    if not child:
        os.setsid()
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def at_step(number: int) -> None:
    """Have this process killed when it comes to a step, before it is done."""
    left = [number]

    def counted(before: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            left[0] -= 1
            if not left[0]:
                kill()
            return before(*arguments, **named)

        return step

    for place, name in STEPS:
        setattr(place, name, counted(getattr(place, name)))


def typed(desk: Visitor, words: str) -> dict[str, str]:
    page = desk.get(f"/write/{PAGE}?part=3").text
    text = area(page).rstrip()
    return {"part": "3", "was": hidden(page, "was"), "words": f"{text}\r\n\r\n{words}", "act": "save", "reason": REASON}  # fmt: skip


def killed(desk: Visitor, words: str, prepare: Callable[[], None]) -> bool:
    form = typed(desk, words)

    def work() -> None:
        prepare()
        desk.post(f"/write/{PAGE}", **form)

    return in_a_process(work)


def started_again(desk: Visitor, words: str, before: str) -> Visitor:
    """The next start: it is the state of before or of after; what waits is told, and can be saved."""
    fresh = Visitor(desk.root)
    fresh.get(fresh.desk.door.link().removeprefix("http://localhost:8734"))
    clear(fresh.desk.office.workspace.history)  # what a start does first
    place = desk.root / FILE
    text, head = place.read_text("utf-8"), fresh.git("rev-parse", "HEAD").strip()
    kept = fresh.git("show", f"HEAD:{FILE}")
    assert (words in kept) is (head != before)
    assert text in {kept, fresh.git("show", f"{before}:{FILE}")} or words in text
    page = said(fresh.get("/"))
    if text == kept:
        assert "not saved" not in page
    else:
        assert "1 not saved" in page
        again = fresh.post("/save", path=FILE, reason=REASON)
        assert again.status_code == 303, said(again)
    assert fresh.git("status", "--porcelain") == ""
    assert fresh.git("fsck", "--strict", "--no-dangling") == ""
    left = [one for one in (desk.root / ".git").rglob("*.lock") if one.name != "ims.lock"]
    assert left == []
    return fresh


def test_a_desk_that_is_killed_at_any_step_of_a_save_goes_on(desk: Visitor):
    steps = range(1, 200) if os.environ.get("IMS_EVERY_STEP") else CHOSEN
    done = 0
    for number in steps:
        words, before = f"Sentence {number}.", desk.git("rev-parse", "HEAD").strip()
        was_killed = killed(desk, words, lambda number=number: at_step(number))
        desk = started_again(desk, words, before)
        done += was_killed
        if not was_killed:
            break
    assert done > 10
    assert desk.desk.office.verify().word.value == "intact"


@pytest.mark.parametrize(
    ("hook", "when"),
    [
        ("prepare-commit-msg", ""),
        ("reference-transaction", "prepared"),
        ("reference-transaction", "committed"),
        ("post-index-change", ""),
        ("post-commit", ""),
    ],
)
def test_a_desk_that_is_killed_while_git_works_goes_on(desk: Visitor, hook, when):
    before = desk.git("rev-parse", "HEAD").strip()
    script = desk.root / ".git/hooks" / hook
    asked = f'[ "$1" = "{when}" ] || exit 0\n' if when else ""
    script.write_text(f"#!/bin/sh\n{asked}kill -KILL 0\n", "utf-8")
    script.chmod(0o755)
    assert killed(desk, "One more sentence.", lambda: None)
    script.unlink()
    started_again(desk, "One more sentence.", before)


def test_what_was_cut_off_is_told_with_its_reason(desk: Visitor):
    before = desk.git("rev-parse", "HEAD").strip()
    script = desk.root / ".git/hooks/prepare-commit-msg"
    script.write_text("#!/bin/sh\nkill -KILL 0\n", "utf-8")
    script.chmod(0o755)
    assert killed(desk, "One more sentence.", lambda: None)
    script.unlink()
    assert (desk.root / ".git/index.lock").exists()
    fresh = Visitor(desk.root)
    fresh.get(fresh.desk.door.link().removeprefix("http://localhost:8734"))
    assert f"1 text of “{REASON}” lies here and waits to be saved" in said(fresh.get("/"))
    assert REASON in fresh.get("/save").text
    started_again(desk, "One more sentence.", before)


def test_what_another_program_of_git_holds_is_left_alone(desk: Visitor):
    lock = desk.root / ".git/index.lock"
    lock.touch()
    refused = desk.post(f"/write/{PAGE}", **typed(desk, "More."))
    assert refused.status_code == 409
    assert "Another git program is at work here" in said(refused)
    assert lock.exists()
    assert Workspace.find(desk.root).history.head() == desk.git("rev-parse", "HEAD").strip()
