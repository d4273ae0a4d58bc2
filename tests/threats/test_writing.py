"""Threats to what is being written: table E of docs/explanation/threats.md.

A killed, crowded or full machine leaves every file whole, in its old or its new state.
"""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support import DEFAULTS

from ims_docs.adapters.disk.writing import locked
from ims_docs.cli import run
from ims_docs.errors import UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.formats.markdown import structure

PROCESSES = 32
KILLS = 500
AT_ONCE = 4
LONGEST = 0.25
"""Seconds after which a process is killed at the latest; an undisturbed one needs about as long."""

LESSONS = "docs/records/lesson"
SECTIONS = ("What happened", "What we learned", "What to do next time", "How it was passed on")
KEYS = {"id", "type", "title", "date", "owner", "status", "learned_from"}


@pytest.fixture
def small(git_repository) -> Path:
    return git_repository().root


def forked(arguments: Sequence[str], *, before: Callable[[], object] = lambda: None) -> int:
    """A process of its own that runs `ims`; its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        before()
        code = run(arguments)
    finally:
        os._exit(code)


def records(root: Path) -> dict[str, Path]:
    """Every record by the id in it; two of one id are no dictionary."""
    found = {}
    for path in sorted((root / LESSONS).glob("*.md")):
        identifier = whole(path)
        assert identifier not in found, f"{identifier} stands in {found[identifier]} and {path}"
        found[identifier] = path
    return found


def whole(path: Path) -> str:
    """The id of a record that has all its keys and sections."""
    front, body, _ = frontmatter.split(path.read_text("utf-8"))
    values = frontmatter.parse(front).values
    assert set(values) >= KEYS, path
    assert [one.title for one in structure(body, 1).sections] == list(SECTIONS), path
    assert path.stem == values["id"]
    return str(values["id"])


# E1, E2


def test_e1_many_processes_at_once_get_different_numbers(small):
    def add(number: int) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "ims_docs", "-C", str(small), "--quiet", "add", "lesson",
             "--no-input", "--set", f"title=Lesson {number}"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.split()[0]

    with ThreadPoolExecutor(PROCESSES) as pool:
        ids = list(pool.map(add, range(PROCESSES)))
    assert sorted(ids) == [f"LES-{number:04}" for number in range(1, PROCESSES + 1)]
    kept = records(small)
    assert sorted(kept) == sorted(ids)
    titles = {
        path.read_text("utf-8").partition("title: ")[2].split("\n")[0] for path in kept.values()
    }
    assert titles == {f"Lesson {number}" for number in range(PROCESSES)}


def test_e1_entries_of_a_register_are_not_lost(small):
    children = [
        forked(
            ["-C", str(small), "--quiet", "add", "people", "--no-input", "--set", f"name=P{number}"]
        )
        for number in range(PROCESSES // 2)
    ]
    assert all(os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) == 0 for one in children)
    text = (small / "docs/registers/people.yaml").read_text("utf-8")
    entries = frontmatter.parse(text).values["entries"]
    assert len({one["id"] for one in entries}) == len(entries) == 2 + PROCESSES // 2
    assert text.startswith(DEFAULTS["docs/registers/people.yaml"].rstrip("\n"))


def test_e2_the_number_of_another_branch_is_not_given_again(git_repository):
    made = git_repository()
    made.git("checkout", "-q", "-b", "other")
    assert run(["-C", str(made.root), "--quiet", "add", "lesson", "--no-input"]) == 0
    made.commit({}, "a lesson on another branch")
    made.git("checkout", "-q", "main")
    assert run(["-C", str(made.root), "--quiet", "add", "lesson", "--no-input"]) == 0
    assert list(records(made.root)) == ["LES-0002"]


# E3, E6


def test_e3_a_process_that_is_killed_leaves_files_whole_and_numbers_single(small):
    """Killed at a random moment each time; the moments are the same in every run of the test."""
    chance = random.Random(56001)  # noqa: S311 - moments, not secrets
    running: list[tuple[int, float]] = []
    killed = 0
    for _ in range(KILLS):
        child = forked(["-C", str(small), "--quiet", "add", "lesson", "--no-input"])
        running.append((child, time.monotonic() + chance.uniform(0, LONGEST)))
        if len(running) >= AT_ONCE:
            killed += end(running.pop(0))
    killed += sum(end(one) for one in running)
    assert killed > KILLS // 10, "the test has to disturb what it watches"
    before = records(small)
    assert run(["-C", str(small), "--quiet", "add", "lesson", "--no-input"]) == 0
    after = records(small)
    assert len(after) == len(before) + 1
    assert set(after) > set(before)


def end(one: tuple[int, float]) -> bool:
    """Wait until its moment, kill it, and say whether it was still at work."""
    child, moment = one
    while time.monotonic() < moment:
        done, _ = os.waitpid(child, os.WNOHANG)
        if done:
            return False
        signal.sigtimedwait([], 0.001)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_e3_what_a_killed_process_left_is_no_content(small):
    folder = small / LESSONS
    folder.mkdir(parents=True)
    old, new = (folder / f".LES-0001.md.{name}.ims-part" for name in ("old", "new"))
    for left in (old, new):
        left.write_text("---\nid: LES", "utf-8")
    os.utime(old, (1_600_000_000, 1_600_000_000))
    assert run(["-C", str(small), "--quiet", "add", "lesson", "--no-input"]) == 0
    assert run(["-C", str(small), "check", "--select", "SHP,REC"]) == 0
    assert (old.exists(), new.exists()) == (False, True)


def holding(lock: Path) -> int:
    """A process that holds the lock until it is killed; its number."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        with locked(lock):
            os.write(tell, b"held")
            signal.pause()
        os._exit(1)
    os.close(tell)
    with open(told, "rb") as waiting:
        assert waiting.read(4) == b"held"
    return child


@pytest.fixture
def impatient(monkeypatch) -> None:
    """Nothing waits, so that a lock is free now or the command fails."""
    monkeypatch.setattr("ims_docs.adapters.disk.writing.LOCK_SECONDS", 0.0)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_e6_the_lock_of_a_process_that_was_ended_is_free_at_once(small, impatient, ending):
    child = holding(small / ".git/ims.lock")
    os.kill(child, ending)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert run(["-C", str(small), "--quiet", "add", "lesson", "--no-input"]) == 0


@pytest.mark.parametrize("left", ["", "1", "the number of a process at work"])
def test_e6_a_lock_file_that_nobody_holds_is_nobody_s_lock(small, impatient, left):
    """As it stands there after any end, or as an older ims wrote it."""
    text = str(os.getpid()) if left.startswith("the number") else left
    (small / ".git/ims.lock").write_text(text, "ascii")
    assert run(["-C", str(small), "--quiet", "add", "lesson", "--no-input"]) == 0
    assert list(records(small)) == ["LES-0001"]
    assert [one.name for one in (small / ".git").glob("ims.lock*")] == []


def test_e6_the_lock_of_a_process_at_work_is_respected(small, impatient, capsys):
    lock = small / ".git/ims.lock"
    child = holding(lock)
    try:
        assert run(["-C", str(small), "--quiet", "add", "lesson", "--no-input"]) == 3
        assert "Another ims is writing here" in capsys.readouterr().err
        assert records(small) == {}
        with pytest.raises(UnreadableError, match="Another ims is writing"), locked(lock):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_e6_an_error_while_the_lock_is_held_gives_it_back(small, impatient):
    lock = small / ".git/ims.lock"
    with pytest.raises(ZeroDivisionError), locked(lock):
        _ = 1 / 0
    with locked(lock):
        pass
    assert not lock.exists()


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK])
def test_e6_a_disk_that_knows_no_locks_is_named_and_nothing_is_written(
    small, impatient, monkeypatch, capsys, number
):
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", refuse)
    assert run(["-C", str(small), "--quiet", "add", "lesson", "--no-input"]) == 3
    told = " ".join(capsys.readouterr().err.split())
    assert f"is on a disk that knows no locks: {os.strerror(number)}" in told
    assert "Work in a clone on a disk of this computer." in told
    assert records(small) == {}


def test_e6_a_folder_without_room_for_a_lock_is_named(small, impatient):
    (small / ".git/ims.lock").mkdir()
    with (
        pytest.raises(UnreadableError, match=r"\.git cannot be written: Is a directory"),
        locked(small / ".git/ims.lock"),
    ):
        pass


# E4, E5


def small_files() -> None:
    """Let no file grow beyond a few hundred bytes, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))


def test_e4_a_full_disk_leaves_the_old_record_and_nothing_else(small, monkeypatch):
    monkeypatch.setenv("IMS_CACHE_DIR", "")
    assert run(["-C", str(small), "--quiet", "add", "lesson", "--no-input"]) == 0
    path = small / LESSONS / "LES-0001.md"
    before = path.read_bytes()
    said = ["--set", "What happened=We built first.", "--set", "title=Ask"]
    for arguments in (["add", "lesson", "--no-input"], ["close", "LES-0001", *said, *closing()]):
        child = forked(["-C", str(small), "--quiet", *arguments], before=small_files)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["LES-0001.md"]


def closing() -> list[str]:
    """Everything that closing a lesson asks for."""
    keys = ("learned_from=failure", "shared_with=all", "shared_on=2025-03-10", "date=2025-03-10")
    words = (f"{title}=We wrote it down." for title in SECTIONS)
    return [part for one in (*keys, *words) for part in ("--set", one)]


def test_e5_rights_of_a_record_stay_as_they_are(small):
    assert (
        run(["-C", str(small), "--quiet", "add", "lesson", "--no-input", "--set", "title=Ask"]) == 0
    )
    path = small / LESSONS / "LES-0001.md"
    path.chmod(0o664)
    assert run(["-C", str(small), "--quiet", "close", "LES-0001", *closing()]) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_e5_a_record_that_is_a_link_is_not_written_through(small, tmp_path):
    assert (
        run(["-C", str(small), "--quiet", "add", "lesson", "--no-input", "--set", "title=Ask"]) == 0
    )
    path, outside = small / LESSONS / "LES-0001.md", tmp_path / "outside.md"
    path.rename(outside)
    path.symlink_to(outside)
    before = outside.read_bytes()
    assert run(["-C", str(small), "close", "LES-0001", *closing()]) == 2
    assert outside.read_bytes() == before
    assert path.is_symlink()


# E11


def test_e11_a_record_from_the_future_is_told(small, capsys):
    said = closing()
    said[said.index("date=2025-03-10")] = "date=2099-01-01"
    assert run(["-C", str(small), "add", "lesson", "--no-input", "--set", "title=Ask"]) == 0
    capsys.readouterr()
    assert run(["-C", str(small), "close", "LES-0001", *said]) == 1
    assert "REC006 error: `date`: 2099-01-01 lies after" in " ".join(
        capsys.readouterr().err.split()
    )
