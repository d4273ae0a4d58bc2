"""What the store of a clone can hide (rows F1 to F6, F10 to F16 and P1): found, or refused with 3."""

from __future__ import annotations

import json
import random
import subprocess
import zlib

import pytest
from complete_records import NONCONFORMITY_PATH
from support import POLICY
from verification_samples import judged, told

from ims_docs.adapters.git import History
from ims_docs.cli import run
from ims_docs.errors import HistoryUnavailableError
from ims_docs.services.verification import Check
from ims_docs.services.verification.objects import examine_objects


def loose(root):
    return sorted(path for path in (root / ".git/objects").glob("??/*") if path.is_file())


def stored(root, name):
    return root / ".git/objects" / name[:2] / name[2:]


def spoil(path, at):
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[at] ^= 0x10
    path.write_bytes(bytes(data))


def inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


def test_a_whole_clone_has_nothing_to_find(acme):
    found = judged(acme.root)
    assert (told(found), found.unchecked, found.is_clean) == ([], (), True)
    assert found.counts["commits"] == 3
    assert (found.branch, found.start) == ("main", found.controls[0].since)


def test_the_tree_without_files_is_no_loss(acme):
    acme.git("rebase", "-q", "-i", "--root", "--exec", "true", GIT_SEQUENCE_EDITOR="true")
    said = acme.git("fsck", "--full", "--strict", check=False)
    assert "missing tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904" in said
    assert told(judged(acme.root)) == []


def test_p1_no_flipped_byte_in_a_loose_object_is_missed(acme):
    chance = random.Random(56001)  # noqa: S311
    for number in range(30):
        acme.commit({f"docs/notes/n{number}.txt": f"note {number}\n"}, f"Keep note number {number}")
    head, history = acme.git("rev-parse", "HEAD").strip(), History(acme.root)
    assert examine_objects(history, head)[1] == ()
    for path in chance.sample(loose(acme.root), 50):
        before = path.read_bytes()
        spoil(path, chance.randrange(len(before)))
        if inflated(path.read_bytes()) == inflated(before):
            # Up to seven bits before the checksum fill up a byte: no reader ever sees them.
            spoil(path, 0)
        found = examine_objects(history, head)[1]
        assert found, path
        assert any(path.name in one.message for one in found), path
        path.write_bytes(before)


def test_p1_no_flipped_byte_in_a_pack_is_missed(acme):
    acme.git("gc", "-q")
    (pack,) = (acme.root / ".git/objects/pack").glob("*.pack")
    head, history = acme.git("rev-parse", "HEAD").strip(), History(acme.root)
    whole = pack.read_bytes()
    chance = random.Random(56002)  # noqa: S311
    for at in (0, len(whole) - 1, *chance.sample(range(len(whole)), 20)):
        spoil(pack, at)
        assert examine_objects(history, head)[1], at
        pack.write_bytes(whole)
    assert examine_objects(history, head)[1] == ()


def test_f1_a_forged_object_is_named_with_its_path(acme):
    blob = acme.git("rev-parse", f"HEAD:{POLICY}").strip()
    data = acme.git("show", f"HEAD:{POLICY}").replace("We mean it", "We do not").encode()
    stored(acme.root, blob).chmod(0o644)
    stored(acme.root, blob).write_bytes(zlib.compress(f"blob {len(data)}\0".encode() + data))
    assert f"objects {POLICY} The object {blob} holds other bytes than its name stands for" in told(
        judged(acme.root)
    )


def test_f2_a_missing_object_is_named_with_its_path(acme):
    blob = acme.git("rev-parse", f"HEAD:{NONCONFORMITY_PATH}").strip()
    stored(acme.root, blob).unlink()
    found = judged(acme.root)
    assert f"objects {NONCONFORMITY_PATH} The object {blob} is missing" in told(found)


def test_f3_a_replacement_is_told_and_not_followed(acme):
    acme.git("replace", "HEAD~1", "HEAD")
    found = judged(acme.root)
    assert [one.check for one in found.found] == [Check.STORE]
    assert "refs/replace/" in found.found[0].message
    assert found.counts["commits"] == 3


def test_f4_a_graft_is_told_and_not_followed(acme):
    first = acme.git("rev-list", "--max-parents=0", "HEAD").strip()
    (acme.root / ".git/info/grafts").write_text(
        f"{acme.git('rev-parse', 'HEAD').strip()} {first}\n"
    )
    found = judged(acme.root)
    assert told(found) == ["store git's file info/grafts would give commits other parents"]
    assert found.counts["commits"] == 3


def test_f5_a_history_that_is_cut_off_is_refused(acme, tmp_path, capsys):
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", f"file://{acme.root}", str(tmp_path / "cut")],
        check=True,
    )
    assert run(["-C", str(tmp_path / "cut"), "verify"]) == 3
    said = capsys.readouterr()
    assert "git fetch --unshallow" in said.err
    lines = said.out.splitlines()
    assert (lines[0].split(".")[0], lines[-1]) == ("Cannot tell", "Cannot tell.")
    assert run(["-C", str(tmp_path / "cut"), "verify", "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["verdict"] == "cannot tell"
    (acme.root / ".git/shallow").write_text(acme.git("rev-parse", "HEAD"))
    with pytest.raises(HistoryUnavailableError):
        judged(acme.root)


def test_f6_a_partial_clone_is_refused_and_nothing_is_asked_of_anybody(acme, tmp_path):
    sprung, program = tmp_path / "sprung", tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    program.chmod(0o755)
    acme.git("config", "uploadpack.allowFilter", "true")
    part = tmp_path / "part"
    subprocess.run(
        ["git", "clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{acme.root}", part],
        check=True,
    )
    for key, value in (("core.sshCommand", program), ("remote.origin.url", "ssh://h/x")):
        subprocess.run(["git", "-C", part, "config", key, str(value)], check=True)
    with pytest.raises(HistoryUnavailableError, match="partial clone"):
        judged(part)
    assert not sprung.exists()


def test_borrowed_objects_and_hidden_files_are_told(acme, tmp_path):
    acme.git("update-index", "--assume-unchanged", POLICY)
    acme.git("update-index", "--skip-worktree", "ims.yml")
    info = acme.root / ".git/info"
    (info / "exclude").write_text("# a comment\ndocs/secret.md\n")
    (info / "attributes").write_text("*.md -diff\n")
    (acme.root / ".git/objects/info/alternates").write_text(f"{tmp_path}\n")
    assert told(judged(acme.root)) == [
        "store git's file objects/info/alternates borrows objects from another folder",
        "store On this computer git is told to overlook files: docs/secret.md",
        "store On this computer git is told to treat files in another way: *.md -diff",
        f"store {POLICY} On this computer git is told not to look at this file (assume-unchanged)",
        "store ims.yml On this computer git is told not to look at this file (skip-worktree)",
    ]


def test_f11_f13_a_bare_clone_and_a_detached_head_are_verified(acme, tmp_path, capsys):
    acme.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    asked = ["verify", "--as-of", "2026-11-23", "--late-after", "365"]
    assert run(["-C", str(tmp_path / "bare.git"), *asked]) == 0
    acme.git("checkout", "-q", "--detach")
    assert run(["-C", str(acme.root / "docs"), *asked]) == 0
    said = capsys.readouterr().out
    assert f"Repository: {tmp_path / 'bare.git'}" in said.replace("\n    ", " ")
    assert "no branch, detached" in said


def test_f12_without_a_commit_there_is_nothing_to_verify(root, capsys):
    root.mkdir()
    assert run(["-C", str(root), "verify"]) == 3
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert run(["-C", str(root), "verify"]) == 3
    assert "There is no commit yet" in capsys.readouterr().err


def test_f18_f20_names_and_dates_that_break_lines_break_nothing(acme, capsys):
    odd = ["-c", "user.name=Eve|CEO\x1b[31m", "commit", "-q", "--allow-empty", "-m", "Odd\x1b[2J"]
    environment = ["env", "-u", "GIT_AUTHOR_NAME", "GIT_COMMITTER_DATE=@99999999999999 +0000"]
    subprocess.run([*environment, "git", "-C", str(acme.root), *odd], check=True)
    assert run(["-C", str(acme.root), "verify", "--as-of", "2026-11-23"]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "Its date is one that no calendar has" in said
    assert "Eve|CEO\\x1b[31m" in said
