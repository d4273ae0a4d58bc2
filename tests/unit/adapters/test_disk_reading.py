"""Reading the disk: up to a size, through no link, into no repository inside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ims_docs.adapters.disk import tree
from ims_docs.adapters.disk.known import COARSE, KnownBytes, KnownTree, Mark
from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.model.tree_entry import EntryKind, TreeEntry

PATH = "docs/note.md"
SECOND = 1_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root/docs").mkdir(parents=True)
    return tmp_path / "root"


def read(root: Path) -> bytes | str:
    ((_, data),) = WorkingTree(root).read([TreeEntry(PATH)])
    return data


def kinds(root: Path) -> dict[str, EntryKind]:
    return {one.path: one.kind for one in WorkingTree(root).entries()}


@pytest.mark.parametrize(("size", "is_read"), [(9, True), (10, True), (11, False)])
def test_a_file_of_exactly_the_largest_size_is_read(size, is_read, root, monkeypatch):
    monkeypatch.setattr(tree, "MAX_READ", 10)
    (root / PATH).write_bytes(b"x" * size)
    assert isinstance(read(root), bytes) is is_read


def test_a_file_that_became_a_link_is_not_read(root, tmp_path):
    (tmp_path / "outside.md").write_bytes(b"a secret")
    (root / PATH).symlink_to(tmp_path / "outside.md")
    assert kinds(root) == {PATH: EntryKind.LINK}
    assert str(read(root)).startswith("The file cannot be read: ")


def test_a_folder_that_is_a_link_is_not_entered(root, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.md").write_bytes(b"a secret")
    (root / "docs/more").symlink_to(tmp_path / "elsewhere")
    assert kinds(root) == {"docs/more": EntryKind.LINK}


@pytest.mark.parametrize("names", [(".git",), ("HEAD", "objects", "refs")])
def test_a_repository_inside_is_not_entered(names, root):
    for name in names:
        (root / "docs/inner" / name).mkdir(parents=True)
    (root / "docs/inner/note.md").write_bytes(b"# Note")
    assert kinds(root) == {"docs/inner": EntryKind.REPOSITORY}


def test_a_file_may_be_written_again_in_the_second_in_which_it_was():
    newest = 1_790_000_000 * SECOND
    mark = Mark(newest, newest, 5, 1)
    assert [mark.is_settled(newest + later) for later in (1, COARSE, COARSE + 1)] == [
        False, False, True
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"x", b"one text that comes in parts"])
def test_a_file_that_comes_in_parts_is_read_to_its_end(content, root, monkeypatch):
    whole = os.read
    monkeypatch.setattr(tree.os, "read", lambda file, most: whole(file, min(most, 3)))
    (root / PATH).write_bytes(content)
    assert read(root) == content


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(root, monkeypatch):
    whole = os.read
    (root / PATH).write_bytes(b"before")

    def grown(file: int, most: int) -> bytes:
        if (root / PATH).stat().st_size == len(b"before"):
            with (root / PATH).open("ab") as more:
                more.write(b", and what somebody wrote meanwhile")
        return whole(file, most)

    monkeypatch.setattr(tree.os, "read", grown)
    assert read(root) == b"before, and what somebody wrote meanwhile"


def test_what_was_written_after_it_was_read_is_read_again(root):
    known = KnownBytes()
    tree_ = KnownTree(root, known)
    path = root / PATH
    path.write_bytes(b"12345")
    os.utime(path, ns=(SECOND, SECOND))
    known.learn(PATH, Mark(SECOND, SECOND, 5, path.stat().st_ino), b"12345", 9 * SECOND)
    path.write_bytes(b"54321")  # as long, and with the time of before
    os.utime(path, ns=(SECOND, SECOND))
    (entry,) = tree_.entries()
    assert entry.blob == ""
    ((_, data),) = tree_.read([entry])
    assert data == b"54321"
