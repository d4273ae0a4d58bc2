"""A copy that was handed over: judged without running or following anything in it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import zipfile

import pytest
from support import POLICY, processor_seconds

from ims_docs.cli import run
from ims_docs.errors import UnreadableError
from ims_docs.services.verification import own_copy
from ims_docs.services.verification.archive import unpack

ASKED = ["verify", "--as-of", "2026-11-23", "--late-after", "365", "--bundle"]


def zipped(folder, archive, top=""):
    with zipfile.ZipFile(archive, "w") as made:
        for path in sorted(folder.rglob("*")):
            made.write(path, f"{top}{path.relative_to(folder).as_posix()}")
    return archive


@pytest.fixture(params=["bundle", "bundle-without-head", "folder", "bare", "zip", "zip-in-folder"])
def copy(request, acme, tmp_path):
    """The same history in every form that people hand over."""
    place = tmp_path / "copy"
    if request.param == "bundle":
        acme.git("bundle", "create", "-q", str(place), "HEAD", "main")
    elif request.param == "bundle-without-head":
        acme.git("bundle", "create", "-q", str(place), "main")
    elif request.param == "folder":
        shutil.copytree(acme.root, place)
    elif request.param == "bare":
        acme.git("clone", "-q", "--bare", ".", str(place))
    else:
        zipped(acme.root, place, "acme/" if request.param == "zip-in-folder" else "")
    return place


def test_every_form_of_a_copy_has_the_same_verdict(copy, capsys):
    assert run([*ASKED, str(copy)]) == 0
    assert f"a copy of {copy}" in capsys.readouterr().out.replace("\n    ", " ")


def test_a_finding_in_a_copy_is_told(acme, tmp_path, capsys):
    acme.commit({POLICY: "nothing"}, "Say nothing any more")
    acme.git("bundle", "create", "-q", str(tmp_path / "b"), "HEAD", "main")
    assert run([*ASKED, str(tmp_path / "b")]) == 1
    assert "Say nothing any more" in capsys.readouterr().out


def test_nothing_that_a_folder_names_is_run_or_followed(acme, tmp_path):
    sprung, program = tmp_path / "sprung", tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    program.chmod(0o755)
    acme.git("replace", "HEAD~1", "HEAD")
    for key in (
        "core.fsmonitor",
        "core.sshCommand",
        "uploadpack.packObjectsHook",
        "remote.origin.uploadpack",
        "core.alternateRefsCommand",
        "core.gitProxy",
    ):
        acme.git("config", key, str(program))
    sprung.unlink(missing_ok=True)
    assert run([*ASKED, str(acme.root)]) == 0
    assert not sprung.exists()


def test_a_folder_that_would_fetch_the_rest_is_refused_before_git_works_in_it(acme, tmp_path):
    sprung, program = tmp_path / "sprung", tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    program.chmod(0o755)
    more = tmp_path / "more"
    more.write_text(
        f'[remote "o"]\n\turl = {acme.root}\n\tpromisor = true\n\tuploadpack = {program}\n'
    )
    acme.git("config", "include.path", str(more))
    with pytest.raises(UnreadableError, match="partial"), own_copy(acme.root):
        pass
    assert not sprung.exists()


def test_what_is_no_copy_is_refused_in_a_sentence(acme, tmp_path, capsys):
    (tmp_path / "text").write_text("hello\n")
    (tmp_path / "empty").mkdir()
    acme.git("worktree", "add", "-q", str(tmp_path / "worktree"), "-b", "other")
    acme.git("bundle", "create", "-q", str(tmp_path / "part"), "HEAD~1..main")
    zipped(tmp_path / "empty", tmp_path / "nothing.zip")
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", f"file://{acme.root}", str(tmp_path / "cut")],
        check=True,
    )
    for name in ("text", "empty", "worktree", "part", "cut", "absent", "nothing.zip"):
        assert run([*ASKED, str(tmp_path / name)]) == 3, name
        said = capsys.readouterr().err
        assert said.startswith("error: "), name
        assert "hint: " in said, name


def alternates(git, elsewhere):
    (git / "objects/info").mkdir(exist_ok=True)
    (git / "objects/info/alternates").write_text(f"{elsewhere}\n")


def http_alternates(git, _elsewhere):
    (git / "objects/info").mkdir(exist_ok=True)
    (git / "objects/info/http-alternates").write_text("http://example.org/\n")


def common(git, elsewhere):
    (git / "commondir").write_text(f"{elsewhere.parent}\n")


def linked_objects(git, elsewhere):
    shutil.rmtree(git / "objects")
    (git / "objects").symlink_to(elsewhere)


def linked_object(git, elsewhere):
    name = next((git / "objects").glob("??/*")).relative_to(git / "objects")
    (git / "objects" / name).unlink()
    (git / "objects" / name).symlink_to(elsewhere / name)


def linked_branch(git, _elsewhere):
    (git / "refs/heads/main").unlink()
    (git / "refs/heads/main").symlink_to("/etc/passwd")


def device_for_head(git, _elsewhere):
    (git / "HEAD").unlink()
    (git / "HEAD").symlink_to("/dev/zero")


def pipe(name):
    def put(git, _elsewhere):
        (git / name).unlink(missing_ok=True)
        os.mkfifo(git / name)

    put.__name__ = f"pipe for {name}"
    return put


def pipe_for_object(git, _elsewhere):
    path = next((git / "objects").glob("??/*"))
    path.unlink()
    os.mkfifo(path)


def included_device(git, _elsewhere):
    with (git / "config").open("a") as file:
        file.write("[include]\n\tpath = /dev/zero\n")


def settings_that_begin(text):
    def put(git, _elsewhere):
        whole = (git / "config").read_bytes()
        (git / "config").write_bytes(text.encode() + b"\n\tpath = /dev/zero\n" + whole)

    put.__name__ = f"settings that begin with {text.encode()}"
    return put


def table_of_names(git, _elsewhere):
    (git / "reftable").mkdir()
    os.mkfifo(git / "reftable/tables.list")


def giant_settings(git, _elsewhere):
    with (git / "config").open("a") as file:
        file.write("# x\n" * 300_000)


def promisor(git, _elsewhere):
    (git / "objects/pack").mkdir(exist_ok=True)
    (git / "objects/pack/pack-x.promisor").write_text("")


def too_deep(git, _elsewhere):
    (git / "refs/heads" / "/".join(["d"] * 80)).mkdir(parents=True)


NOT_WHOLE = [
    alternates, http_alternates, common, linked_objects, linked_object, linked_branch,
    device_for_head, pipe("HEAD"), pipe("config"), pipe("packed-refs"), pipe("shallow"),
    pipe("refs/heads/other"), pipe_for_object, included_device,
    settings_that_begin("\ufeff[include]"), settings_that_begin("[a][INCLUDE]"),
    settings_that_begin('[a "b"] c = d\n[a] [includeIf "gitdir:/"]'), table_of_names, giant_settings, promisor, too_deep,
]  # fmt: skip


@pytest.mark.parametrize("spoil", NOT_WHOLE, ids=lambda one: one.__name__)
def test_a_copy_that_is_not_whole_is_refused_before_git_works_in_it(spoil, acme, tmp_path, capsys):
    place = tmp_path / "copy"
    shutil.copytree(acme.root, place)
    spoil(place / ".git", acme.root / ".git/objects")
    assert run([*ASKED, str(place)]) == 3
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert "hint: " in said


def test_a_pipe_or_a_device_is_no_copy(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    for name in (str(tmp_path / "pipe"), "/dev/zero", "/dev/null"):
        assert run([*ASKED, name]) == 3
        assert "no copy of a repository" in capsys.readouterr().err


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:60],
        lambda data: data[: data.index(b"\n\n") + 2],
        lambda data: data[:-30] + bytes([data[-30] ^ 1]) + data[-29:],
        lambda data: data.replace(b"# v2", b"# v9", 1),
        lambda data: data.replace(b"bundle\n", b"bundle\n-" + b"1" * 40 + b" x\n", 1),
        lambda data: data[:16] + b"a" * 50_000_000,
        lambda data: data[:16] + b"zz main\n" + data[16:],
        lambda _data: b"# v2 git bundle\n",
        lambda data: data + b"more",
    ],
)
def test_a_bundle_that_is_damaged_is_refused_in_time(spoil, acme, tmp_path, capsys):
    acme.git("bundle", "create", "-q", str(tmp_path / "b"), "HEAD", "main")
    (tmp_path / "b").write_bytes(spoil((tmp_path / "b").read_bytes()))
    before = processor_seconds()
    assert run([*ASKED, str(tmp_path / "b")]) in (0, 3)
    assert processor_seconds() - before < 20
    assert "Traceback" not in capsys.readouterr().err


def archives(folder):
    """Zip files that are no copies, each by a name."""
    whole = (folder / "whole.zip").read_bytes()
    spoiled = {
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:900] + bytes([whole[900] ^ 0xFF]) + whole[901:],
        "empty": b"PK\5\6" + b"\0" * 18,
    }
    for name, data in spoiled.items():
        (folder / f"{name}.zip").write_bytes(data)
    for name, members in {
        "deep": {"/".join(["d"] * 3000): b"x"},
        "long": {"n" * 5000: b"x"},
        "twice": {"HEAD": b"x", "HEAD ": b"y"},
        "file-and-folder": {"a": b"x", "a/b": b"x"},
        "nothing": {},
    }.items():
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as made:
            for path, data in members.items():
                made.writestr(path, data)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("HEAD", b"ref: refs/heads/main\n")
        made.writestr("objects/big", b"\0" * 60_000_000)
    return [*spoiled, "deep", "long", "twice", "file-and-folder", "nothing", "bomb"]


def test_a_zip_file_that_is_damaged_is_refused_in_time(acme, tmp_path, capsys):
    zipped(acme.root, tmp_path / "whole.zip")
    for name in archives(tmp_path):
        before = processor_seconds()
        assert run([*ASKED, str(tmp_path / f"{name}.zip")]) == 3, name
        assert processor_seconds() - before < 20, name
        said = capsys.readouterr().err
        assert said.startswith("error: "), name
        assert "hint: " in said, name


def test_a_damaged_copy_is_refused(acme, tmp_path, capsys):
    acme.git("bundle", "create", "-q", str(tmp_path / "b"), "HEAD", "main")
    data = bytearray((tmp_path / "b").read_bytes())
    data[-200] ^= 1
    (tmp_path / "b").write_bytes(bytes(data))
    assert run([*ASKED, str(tmp_path / "b")]) == 3
    assert "Git could not take the copy" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["../evil", "/evil", "a/../../evil", "a\\..\\evil", "c:evil", "a//b", "./a"]
)
def test_d16_a_zip_file_that_leads_elsewhere_is_refused_whole(name, tmp_path):
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("fine", "fine")
        made.writestr(zipfile.ZipInfo(name), "evil")
    with pytest.raises(UnreadableError, match="outside"):
        unpack(archive, tmp_path / "to")
    assert not (tmp_path / "to").exists()


def test_d16_a_link_in_a_zip_file_is_refused(tmp_path):
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(link, "/etc")
    with pytest.raises(UnreadableError, match="a link"):
        unpack(tmp_path / "a.zip", tmp_path / "to")
