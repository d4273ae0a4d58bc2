"""The editor that is in the repository is the one that its sources make, and may be handed on."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
EDITOR = PROJECT / "editor"
ASSETS = PROJECT / "ims_docs/desk/assets"
PERMISSIVE = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}


def test_what_is_served_was_built_from_the_sources_beside_it():
    built = json.loads((EDITOR / "built.json").read_text("utf-8"))
    found = {one: sha256((PROJECT / one).read_bytes()).hexdigest() for one in built}
    assert found == built, "node editor/build.mjs"
    sources = {f"editor/src/{one.name}" for one in (EDITOR / "src").iterdir()}
    assert sources < set(built)
    assert {"ims_docs/desk/assets/editor.js", "editor/package-lock.json"} < set(built)


def test_every_library_is_pinned_and_its_licence_permits_handing_on():
    wanted = json.loads((EDITOR / "package.json").read_text("utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", one) for one in wanted.values())
    lock = json.loads((EDITOR / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("integrity" in one for name, one in lock.items() if name)
    said = (ASSETS / "editor.LICENSES.txt").read_text("utf-8")
    shipped = re.findall(r"^(@?[\w/.-]+) (\d[\w.]*) \((.+)\)$", said, re.MULTILINE)
    assert len(shipped) > 10
    for name, version, licence in shipped:
        assert lock[f"node_modules/{name}"]["version"] == version
        assert licence in PERMISSIVE


def test_the_bundle_asks_nobody_and_runs_no_text():
    text = (ASSETS / "editor.js").read_text("utf-8")
    assert not re.search(r"\beval\(|new Function\(|importScripts|WebSocket|XMLHttpRequest", text)
    assert set(re.findall(r"https?://[\w.-]+", text)) <= {"http://www.w3.org", "https://www.google.com", "https://www.google"}  # fmt: skip


@pytest.mark.skipif(
    not shutil.which("node") or not (EDITOR / "node_modules").is_dir(),
    reason="no Node, or not installed: npm ci --ignore-scripts --prefix editor",
)
def test_built_again_it_is_the_same(tmp_path: Path):
    subprocess.run(["node", EDITOR / "build.mjs", tmp_path], check=True)
    for name in ("editor.js", "editor.LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (ASSETS / name).read_bytes()
