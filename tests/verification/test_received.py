"""A copy that was handed over: judged without running or following anything in it."""

from __future__ import annotations

import shutil
import stat
import subprocess
import zipfile

import pytest
from support import POLICY

from ims_docs.cli import run
from ims_docs.errors import HistoryUnavailableError, UnreadableError
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
    with pytest.raises(HistoryUnavailableError, match="partial"), own_copy(acme.root):
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
