"""The recorded first hour says what a terminal prints today."""

from __future__ import annotations

import json
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo terminal here", allow_module_level=True)

import session


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    found = session.Session(tmp_path_factory.mktemp("tom"))
    found.play()
    return found


def test_the_page_shows_what_is_printed(played):
    assert session.page(played) == session.PAGE.read_text("utf-8"), (
        "run `python docs/session.py`, and read the difference"
    )


def test_the_recording_plays_the_same(played):
    written = session.RECORDING.read_text("utf-8")
    assert session.recording(played) == written
    header, *events = map(json.loads, written.splitlines())
    assert (header["version"], header["width"]) == (2, 80)
    times = [at for at, _, _ in events]
    assert times == sorted(times)


def test_nobody_has_to_know_git(played):
    """No command of git is typed, and no word of its inner life is said."""
    said = "\n".join(printed for _, printed in played.shown)
    assert not any(step.command.startswith("git") for step, _ in played.shown)
    for word in ("HEAD", "staged", "index", "branch", "blob", "ref ", "Traceback", "plumbing"):
        assert word not in said
