"""What goes wrong around a desk: a sentence each, no fault of ours, and nothing that was typed is lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal

import pytest
from visiting import Visitor, area, hidden, said

PAGE = "leadership/innovation-policy.md"
FILE = f"docs/{PAGE}"
WORDS = "We look at what we may lose first."


def typed(desk: Visitor, page: str = PAGE) -> dict[str, str]:
    text = desk.get(f"/write/{page}?part=3").text
    return {"part": "3", "was": hidden(text, "was"), "words": f"{area(text).rstrip()}\r\n\r\n{WORDS}", "act": "save", "reason": "Say how we decide about risk now"}  # fmt: skip


def refused(desk: Visitor, form: dict[str, str], sentence: str, status: int = 409) -> None:
    """The answer is one sentence of ours, with the way back; the browser has the text."""
    answer = desk.post(f"/write/{PAGE}", **form)
    assert answer.status_code == status, said(answer)
    assert sentence in said(answer)
    assert "Traceback" not in answer.text
    assert "kept in this browser" in said(answer)
    assert desk.faults == []


def saved(desk: Visitor, form: dict[str, str]) -> None:
    answer = desk.post(f"/write/{PAGE}", **form)
    assert answer.status_code == 303, said(answer)
    assert WORDS in (desk.root / FILE).read_text("utf-8")
    assert desk.git("status", "--porcelain") == ""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="no limit for files here")
def test_on_a_full_disk_nothing_is_half_written(desk: Visitor):
    form, before = typed(desk), (desk.root / FILE).read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
    try:
        refused(desk, form, "cannot be written")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (desk.root / FILE).read_bytes() == before
    assert desk.git("status", "--porcelain") == ""
    saved(desk, form)


@pytest.mark.skipif(
    os.geteuid() == 0, reason="who may write everything is stopped by no permission"
)
def test_in_a_folder_that_may_only_be_read_a_save_says_so(desk: Visitor):
    form, folder = typed(desk), (desk.root / FILE).parent
    folder.chmod(0o555)
    try:
        refused(desk, form, "cannot be written")
    finally:
        folder.chmod(0o755)
    saved(desk, form)


def test_a_repository_that_was_moved_is_missed_and_found_again(desk: Visitor, tmp_path):
    form = typed(desk)
    elsewhere = desk.root.rename(tmp_path / "elsewhere")
    for path in ("/", "/documents", f"/{FILE}", "/save", "/integrity"):
        answer = desk.get(path)
        assert answer.status_code in (409, 422, 503), path
        assert f"The folder {desk.root} is not there any more" in said(answer)
    refused(desk, form, "is not there any more")
    assert not desk.root.exists()
    elsewhere.rename(desk.root)
    assert desk.get("/").status_code == 200
    saved(desk, form)


def test_on_a_state_of_the_past_nothing_is_saved(desk: Visitor):
    desk.git("switch", "--quiet", "--detach", "HEAD")
    form = typed(desk)
    refused(desk, form, "This copy stands on a state of the past")
    desk.git("switch", "--quiet", "-")
    saved(desk, form)


def test_another_branch_is_shown_as_soon_as_it_is_there(desk: Visitor):
    form = typed(desk)
    desk.git("switch", "--quiet", "--create", "try")
    (desk.root / FILE).write_text((desk.root / FILE).read_text("utf-8") + f"\n{WORDS}\n", "utf-8")
    desk.git("commit", "--quiet", "--no-verify", "--all", "-m", "Try another policy out")
    assert WORDS in desk.get(f"/{FILE}").text
    desk.git("switch", "--quiet", "-")
    assert WORDS not in desk.get(f"/{FILE}").text
    saved(desk, form)


def test_without_git_the_desk_says_what_it_needs(desk: Visitor, monkeypatch, tmp_path):
    form = typed(desk)
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        refused(desk, form, "Git is not installed")
    saved(desk, form)


def test_what_a_gate_of_others_refuses_is_told_and_waits(desk: Visitor):
    form, hook = typed(desk), desk.root / ".git/hooks/pre-commit"
    former = hook.read_text("utf-8") if hook.exists() else ""
    hook.write_text("#!/bin/sh\necho No saves on Mondays >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    answer = desk.post(f"/write/{PAGE}", **form)
    assert (answer.status_code, "No saves on Mondays" in said(answer)) == (409, True)
    assert WORDS in (desk.root / FILE).read_text("utf-8")
    assert "1 not saved" in said(desk.get("/"))
    hook.write_text(former, "utf-8") if former else hook.unlink()
    assert desk.post("/save", path=FILE, reason=form["reason"]).status_code == 303
    assert desk.git("status", "--porcelain") == ""


def test_an_unfinished_merge_is_named(desk: Visitor):
    form = typed(desk)
    (desk.root / ".git/MERGE_HEAD").write_text(desk.git("rev-parse", "HEAD"), "ascii")
    refused_by = desk.post(f"/write/{PAGE}", **form)
    assert refused_by.status_code == 409
    assert "A merge is under way and not finished" in said(refused_by)
    (desk.root / ".git/MERGE_HEAD").unlink()


def test_a_shared_place_that_is_gone_is_no_fault(desk: Visitor, tmp_path):
    place = tmp_path / "shared.git"
    desk.git("init", "--quiet", "--bare", str(place))
    desk.git("remote", "add", "origin", str(place))
    desk.git("push", "--quiet", "--no-verify", "origin", "HEAD")
    shutil.rmtree(place)
    for act in ("get", "send"):
        answer = desk.post("/exchange", act=act)
        assert answer.status_code in (409, 422), said(answer)
        assert "Traceback" not in answer.text
    assert desk.faults == []
    saved(desk, typed(desk))


def test_what_strangers_leave_in_the_folder_stops_no_page(desk: Visitor, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of another folder", "utf-8")
    docs = desk.root / "docs/leadership"
    (docs / "link.md").symlink_to(secret)
    (docs / "broken.md").write_bytes(b"---\nid: [\n---\n\xff")
    (docs / "huge.md").write_bytes(b"x" * (17 * 1024 * 1024))
    (docs / "huge.png").write_bytes(b"\x89PNG" * (5 * 1024 * 1024))
    (docs / "<img src=x onerror=alert(1)>.md").write_text("# Evil\n", "utf-8")
    for path in ("/", "/documents", "/findings", "/save", f"/{FILE}"):
        answer = desk.get(path)
        assert answer.status_code == 200, path
        assert "<img src=x" not in answer.text
        assert "the secret of another folder" not in answer.text
    assert desk.get("/docs/leadership/link.md").status_code == 404
    assert "too large" in said(desk.get("/docs/leadership/huge.png"))
    assert desk.faults == []
    form = typed(desk)
    answer = desk.post(f"/write/{PAGE}", **form)
    assert answer.status_code == 303, said(answer)
    assert desk.git("show", "--name-only", "--format=", "HEAD").split() == [FILE]


def test_two_tabs_and_a_terminal_lose_nothing(desk: Visitor):
    first, second = typed(desk), typed(desk)
    other = desk.get(f"/write/{PAGE}?part=2").text
    third = {**first, "part": "2", "was": hidden(other, "was"), "words": f"{area(other).rstrip()}\r\n\r\nAnother section."}  # fmt: skip
    saved(desk, first)
    clash = desk.post(f"/write/{PAGE}", **{**second, "words": "Mine."})
    assert clash.status_code == 409
    assert "Mine." in clash.text
    assert WORDS in clash.text
    saved(desk, third)
    text = (desk.root / FILE).read_text("utf-8")
    (desk.root / FILE).write_text(text.replace(WORDS, f"{WORDS} Said in a terminal."), "utf-8")
    assert "Said in a terminal." in desk.get(f"/write/{PAGE}?part=3").text
