"""Files are written whole or not at all, never through a link, and by one writer at a time."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from support import HANGS

from ims_docs.adapters.disk import writing
from ims_docs.adapters.disk.writing import ABANDONED, PART, create, locked, replace, write_whole
from ims_docs.errors import UnreadableError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes and links are those of POSIX")

NOTE = "docs/notes/a.md"


@pytest.fixture
def folder(tmp_path):
    """The folder of NOTE."""
    (tmp_path / "docs/notes").mkdir(parents=True)
    return tmp_path / "docs/notes"


@pytest.fixture
def masked():
    """The rights that new files do not have, set for this test alone."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@pytest.fixture
def synced(monkeypatch):
    """What was forced to the disk, in order: "file" or "folder"."""
    kinds = []
    real = os.fsync

    def counted(descriptor):
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        kinds.append("folder" if is_folder else "file")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", counted)
    return kinds


@pytest.fixture
def full(monkeypatch):
    """A disk on which no byte can be kept any more."""

    def refuse(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def names(folder):
    return sorted(one.name for one in folder.iterdir())


# A new file


def test_a_new_file_is_written_with_its_folders(tmp_path):
    assert create(tmp_path, NOTE, "one\n") is True
    assert (tmp_path / NOTE).read_bytes() == b"one\n"
    assert names(tmp_path / "docs/notes") == ["a.md"]


def test_a_name_that_is_taken_keeps_its_text(tmp_path):
    assert create(tmp_path, NOTE, "first\n") is True
    assert create(tmp_path, NOTE, "second\n") is False
    assert (tmp_path / NOTE).read_text() == "first\n"


def test_whoever_is_faster_between_the_look_and_the_writing_wins(folder, tmp_path, monkeypatch):
    real = os.link

    def late(source, target):
        Path(target).write_text("first\n")
        real(source, target)

    monkeypatch.setattr(os, "link", late)
    assert create(tmp_path, NOTE, "second\n") is False
    assert (folder / "a.md").read_text() == "first\n"
    assert names(folder) == ["a.md"]


@pytest.mark.parametrize("taken", [False, True])
def test_a_disk_without_hard_links_has_one_winner_too(taken, folder, tmp_path, monkeypatch):
    def refuse(_, target):
        if taken:
            Path(target).write_text("first\n")
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    assert create(tmp_path, NOTE, "second\n") is not taken
    assert (folder / "a.md").read_text() == ("first\n" if taken else "second\n")
    assert names(folder) == ["a.md"]


def test_a_link_to_nothing_counts_as_a_name_that_is_taken(folder, tmp_path):
    (folder / "a.md").symlink_to(tmp_path / "elsewhere")
    assert create(tmp_path, NOTE, "mine\n") is False
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("asked", "given"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600), (0, 0o666)]
)
def test_a_new_file_has_the_rights_that_the_person_gives(asked, given, tmp_path, masked):
    masked(asked)
    create(tmp_path, "a.md", "one\n")
    write_whole(tmp_path / "b.md", "one\n")
    assert (mode(tmp_path / "a.md"), mode(tmp_path / "b.md")) == (given, given)
    assert masked(0) == asked


# An existing file


def test_a_replaced_file_has_the_new_text_and_the_old_rights(folder, tmp_path, masked):
    (folder / "a.md").write_text("old\n")
    (folder / "a.md").chmod(0o755)
    masked(0o077)
    replace(tmp_path, NOTE, "new\n")
    assert ((folder / "a.md").read_text(), mode(folder / "a.md")) == ("new\n", 0o755)
    (folder / "a.md").chmod(0o600)
    write_whole(folder / "a.md", "newer\n")
    assert ((folder / "a.md").read_text(), mode(folder / "a.md")) == ("newer\n", 0o600)


def test_a_reader_who_opened_the_old_text_reads_it_to_the_end(folder, tmp_path):
    (folder / "a.md").write_text("old\n")
    with (folder / "a.md").open() as reader:
        replace(tmp_path, NOTE, "new, and longer\n")
        assert reader.read() == "old\n"


def test_bytes_are_written_as_they_are_and_text_as_utf_8(tmp_path):
    write_whole(tmp_path / "a", b"\xff\r\n")
    write_whole(tmp_path / "b", "für\r\n")
    write_whole(tmp_path / "c", "name-\udcff\n")
    assert (tmp_path / "a").read_bytes() == b"\xff\r\n"
    assert (tmp_path / "b").read_bytes() == "für\r\n".encode()
    assert (tmp_path / "c").read_bytes() == b"name-\\udcff\n"


# Links


@pytest.mark.parametrize("path", ["docs", "docs/notes"])
@pytest.mark.parametrize("write", [create, replace])
def test_nothing_is_written_through_a_folder_that_is_a_link(path, write, tmp_path):
    outside = tmp_path / "outside"
    (outside / "notes").mkdir(parents=True)
    (outside / "a.md").write_text("theirs\n")
    (outside / "notes/a.md").write_text("theirs\n")
    root = tmp_path / "root"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).symlink_to(outside, target_is_directory=True)
    with pytest.raises(UnreadableError) as caught:
        write(root, NOTE, "mine\n")
    assert caught.value.message == f"{path} is a symbolic link; nothing is written through it"
    assert caught.value.hint == "Put a folder there."
    assert names(outside) == ["a.md", "notes"]
    assert {one.read_text() for one in outside.rglob("*.md")} == {"theirs\n"}


def test_a_file_that_is_a_link_is_not_replaced(folder, tmp_path):
    (tmp_path / "outside").write_text("theirs\n")
    (folder / "a.md").symlink_to(tmp_path / "outside")
    with pytest.raises(UnreadableError) as caught:
        replace(tmp_path, NOTE, "mine\n")
    assert caught.value.message == f"{NOTE} is a symbolic link; it is not followed"
    assert (folder / "a.md").is_symlink()
    assert (tmp_path / "outside").read_text() == "theirs\n"


def test_a_link_with_the_name_of_a_part_is_not_written_through(folder, tmp_path, monkeypatch):
    (tmp_path / "outside").write_text("theirs\n")
    candidates = iter(["taken", "free"])
    monkeypatch.setattr("tempfile._get_candidate_names", lambda: candidates)
    (folder / f".a.md.taken{PART}").symlink_to(tmp_path / "outside")
    replace(tmp_path, NOTE, "mine\n")
    assert (tmp_path / "outside").read_text() == "theirs\n"
    assert (folder / "a.md").read_text() == "mine\n"


# What survives a power cut


def test_a_file_and_its_folder_are_forced_to_the_disk(folder, tmp_path, synced):
    create(tmp_path, NOTE, "one\n")
    assert synced == ["file", "folder"]
    replace(tmp_path, NOTE, "two\n")
    assert synced == ["file", "folder"] * 2


def test_all_bytes_are_there_before_the_name_is(folder, tmp_path, monkeypatch):
    seen = []
    real = os.fsync

    def looking(descriptor):
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            seen.append((os.fstat(descriptor).st_size, (folder / "a.md").exists()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", looking)
    create(tmp_path, NOTE, "four\n")
    assert seen == [(5, False)]


@pytest.mark.parametrize("write", [create, replace])
def test_a_full_disk_is_one_sentence_and_changes_nothing(write, folder, tmp_path, full):
    (folder / "b.md").write_text("old\n")
    with pytest.raises(UnreadableError) as caught:
        write(tmp_path, "docs/notes/c.md", "new\n")
    assert caught.value.message == f"{folder / 'c.md'} cannot be written: No space left on device"
    assert caught.value.hint == "Check the space and the permissions."
    with pytest.raises(UnreadableError):
        replace(tmp_path, "docs/notes/b.md", "new\n")
    assert names(folder) == ["b.md"]
    assert (folder / "b.md").read_text() == "old\n"


def test_a_file_where_a_folder_has_to_be_is_one_sentence(tmp_path):
    (tmp_path / "docs").write_text("a file\n")
    with pytest.raises(UnreadableError, match="cannot be written: "):
        create(tmp_path, NOTE, "one\n")
    assert (tmp_path / "docs").read_text() == "a file\n"


@pytest.mark.parametrize(("age", "is_kept"), [(0, True), (-60, True), (60, False)])
def test_what_a_killed_writer_left_goes_when_it_is_old(age, is_kept, folder, tmp_path, monkeypatch):
    now = time.time()
    monkeypatch.setattr(writing.time, "time", lambda: now)
    left, other = folder / f".b.md.x1{PART}", folder / ".b.md.x1"
    for one in (left, other):
        one.write_text("half")
        os.utime(one, (now - ABANDONED - age, now - ABANDONED - age))
    if age == 0:  # the very moment is not later yet
        now = left.stat().st_mtime + ABANDONED
    create(tmp_path, NOTE, "one\n")
    assert (left.exists(), other.exists()) == (is_kept, True)


# One writer at a time


def test_a_lock_is_there_while_it_is_held_and_gone_after_that(tmp_path):
    lock = tmp_path / "ims.lock"
    with locked(lock):
        assert lock.exists()
    assert not lock.exists()
    with pytest.raises(RuntimeError), locked(lock):
        raise RuntimeError
    assert not lock.exists()
    with locked(lock):
        assert lock.exists()


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock until its input ends."""
    program = textwrap.dedent("""\
        import sys
        from pathlib import Path
        from ims_docs.adapters.disk.writing import locked
        with locked(Path(sys.argv[1])):
            print("held", flush=True)
            sys.stdin.read()
        """)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "ims.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.stdin.close()
        process.wait(HANGS)


def test_who_waits_in_vain_gives_up_with_one_sentence(holder, tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.01)
    with pytest.raises(UnreadableError) as caught, locked(tmp_path / "ims.lock"):
        raise AssertionError
    assert caught.value.message == "Another ims is writing here"
    assert caught.value.hint == "Wait until it is done, then run the command again."
    assert (tmp_path / "ims.lock").exists()


def test_who_waits_goes_on_when_the_other_is_done(holder, tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "LOCK_SECONDS", HANGS)
    waited = []

    def end_the_other(seconds):
        waited.append(seconds)
        holder.stdin.close()
        holder.wait()

    monkeypatch.setattr(time, "sleep", end_the_other)
    with locked(tmp_path / "ims.lock"):
        assert (tmp_path / "ims.lock").exists()
    assert len(waited) == 1


def test_a_killed_holder_keeps_nobody_out(holder, tmp_path, monkeypatch):
    holder.kill()
    holder.wait(HANGS)
    monkeypatch.setattr(writing, "LOCK_SECONDS", 1.0)
    assert (tmp_path / "ims.lock").exists()
    with locked(tmp_path / "ims.lock"):
        pass
    assert not (tmp_path / "ims.lock").exists()


@pytest.mark.parametrize(
    ("number", "message", "hint"),
    [
        (errno.ENOLCK, "is on a disk that knows no locks: ", "Work in a clone on a disk of this"),
        (errno.ENOSYS, "is on a disk that knows no locks: ", "Work in a clone on a disk of this"),
        (errno.EACCES, "cannot be written: ", "Work on a copy that you may write."),
    ],
)
def test_a_place_that_cannot_be_locked_says_why(number, message, hint, tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    with pytest.raises(UnreadableError) as caught, locked(tmp_path / "ims.lock"):
        raise AssertionError
    assert caught.value.message == f"{tmp_path} {message}{os.strerror(number)}"
    assert caught.value.hint.startswith(hint)
