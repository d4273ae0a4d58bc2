"""From every release that is kept to the template of today: nothing goes wrong that was right."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from former_template import ANSWERS, Acme

from ims_docs.adapters import resources
from ims_docs.cli import run
from ims_docs.services.scaffold.new import FIRST_MESSAGE
from ims_docs.services.upgrade.versions import Version, newest

MARKER = re.compile(r"^(?:<{7}|>{7}|={7}$|\|{7})", re.MULTILINE)


@pytest.mark.parametrize("kept", resources.releases(), ids=lambda one: one.name)
def test_a_release_leads_to_today(kept: Path, tmp_path, capsys, checked):
    root = tmp_path / "acme"
    version = Version(kept.name.removesuffix(".tar.xz"), kept)
    assert version.name != newest().name
    for path, data in version.files({**ANSWERS, "profile": "public-sector"}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    acme = Acme(root)
    acme.save(FIRST_MESSAGE)
    policy = "docs/leadership/innovation-policy.md"
    acme.change(policy, "## Purpose\n", "## Purpose\n\nWe wrote this ourselves.\n")
    before = checked(root)
    assert run(["-C", str(root), "upgrade", "--apply"]) == 0, capsys.readouterr().err
    assert checked(root) <= before
    assert "We wrote this ourselves.\n" in acme.text(policy)
    assert not [one for one in root.rglob("*.[my]*") if MARKER.search(one.read_text("utf-8"))]
    assert acme.git("status", "--porcelain") == ""
    capsys.readouterr()
    assert run(["-C", str(root), "upgrade"]) == 0
    assert capsys.readouterr().out.startswith("Nothing to do")
