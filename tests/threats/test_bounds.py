"""The worst inputs that came to mind end in time, with a sentence and the right exit code."""

from __future__ import annotations

import base64
import hashlib
import os
import random
import tracemalloc
import zlib

import pytest
from support import AS_OF, DEFAULTS, POLICY, GitRepository, policy, processor_seconds

from ims_docs.adapters.git import History, RevisionTree
from ims_docs.adapters.git.digests import files_of
from ims_docs.adapters.git.objects import object_names, read_objects
from ims_docs.cli import run
from ims_docs.formats.signatures import read_list
from ims_docs.formats.signatures.wire import string


@pytest.fixture
def made(root) -> GitRepository:
    begun = GitRepository(root)
    begun.commit({**DEFAULTS, POLICY: policy()}, "Begin the system")
    return begun


def test_folders_without_end_are_told(made, capsys):
    place = os.open(made.root / "docs", os.O_RDONLY)
    for _ in range(100):
        os.mkdir("d", dir_fd=place)
        inner = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)
    assert run(["-C", str(made.root), "check"]) == 3
    assert "Folders lie more than" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"answers": 1}', '{"answers": {"a": ' + "9" * 5000]
)
def test_answers_that_are_none_stop_no_document(made, text):
    (made.root / ".ims").mkdir()
    (made.root / ".ims/answers.json").write_text(text)
    assert run(["-C", str(made.root), "add", "culture-plan", "--no-input"]) == 0


@pytest.mark.parametrize("command", [["new", "x", "--answers"], ["add", "lesson", "--from"]])
def test_a_device_without_end_is_no_answer(made, command, capsys, monkeypatch):
    monkeypatch.chdir(made.root)
    assert run([*command, "/dev/zero", "--no-input"]) == 2
    assert "the limit is" in capsys.readouterr().err


def test_a_list_of_signers_of_any_size_is_read_in_time():
    chance = random.Random(1)  # noqa: S311
    line = 'PER-{} namespaces="doc-approval@ims-docs" ssh-ed25519 {}\n'
    blob = string(b"ssh-ed25519") + string(chance.randbytes(32))
    same = "".join(line.format(n, base64.b64encode(blob).decode()) for n in range(1000, 8000))
    for text in ("PER-0001 " + "a," * 500_000, 'PER-0001 a="",' * 70_000, same, same * 40):
        before = processor_seconds()
        keys, flaws = read_list(text.encode())
        assert processor_seconds() - before < 20
        assert flaws
        assert not keys


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", ["check", "coverage", "status", "verify"])
def test_the_ends_of_the_calendar_are_days_like_others(made, command, day):
    assert run(["-C", str(made.root), command, "--as-of", day]) in (0, 1, 3)


@pytest.mark.parametrize("day", ["0000-01-01", "10000-01-01", str(AS_OF.year)])
def test_what_no_calendar_has_is_no_day(made, day):
    assert run(["-C", str(made.root), "check", "--as-of", day]) == 2


def _read_all(history, ref):
    """What reading every file of a commit gives."""
    tree = RevisionTree(history, ref)
    return [(entry.path, data) for entry, data in tree.read(tree.entries())]


def test_a_large_object_is_hashed_piece_by_piece(made):
    path = made.root / "docs/film.bin"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    made.commit({}, "Keep a film of nothing")
    names = object_names(History(made.root))
    found = list(read_objects(History(made.root), names))
    assert sorted(one.name for one in found) == sorted(names)
    assert all(one.fits for one in found)
    assert not any(one.data for one in found if one.kind == "blob")
    for act in (files_of, lambda history, _: list(history.blobs(names)), _read_all):
        tracemalloc.start()
        act(History(made.root), "HEAD")
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
        tracemalloc.stop()
    film = made.git("rev-parse", "HEAD:docs/film.bin").strip()
    assert list(History(made.root).blobs([film])) == [None]
    listed = {one.path: one.sha256 for one in files_of(History(made.root), "HEAD")}
    assert listed["docs/film.bin"] == hashlib.sha256(bytes(40_000_000)).hexdigest()
    said = dict(_read_all(History(made.root), "HEAD"))
    assert said["docs/film.bin"] == "The file has 40000000 bytes; ims reads at most 16777216"
    blob = made.git("rev-parse", "HEAD:docs/film.bin").strip()
    loose = made.root / ".git/objects" / blob[:2] / blob[2:]
    loose.chmod(0o644)
    loose.write_bytes(zlib.compress(b"blob 40000000\0" + b"\1" * 40_000_000))
    assert [one.name for one in read_objects(History(made.root), names) if not one.fits] == [blob]
