"""A question in a terminal, and the archives that releases leave."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from former_template import ANSWERS

from ims_docs.cli.upgrade import Deciding
from ims_docs.errors import TemplateError
from ims_docs.services.exchange import Choice, Clash
from ims_docs.services.upgrade.versions import Version

ROOT = Path(__file__).parents[2]
NOBODY = {"yours": (), "template": (), "both": ()}
CLASH = Clash(
    "docs/a.md", "POL-0001 Policy", "Purpose", "Ours.\n" * 20, "Old.\n", "\x1b[2JTheirs.\n"
)


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("y", Choice.MINE),
        ("t", Choice.THEIRS),
        ("b", Choice.BOTH),
        ("l", None),
        ("x\nt", Choice.THEIRS),
    ],
)
def test_a_person_is_shown_both_texts_and_chooses(typed, choice):
    said = []

    @click.command()
    def ask() -> None:
        said.append(Deciding(NOBODY, asks=True)(CLASH))

    shown = CliRunner().invoke(ask, input=f"{typed}\n")
    assert said == [choice]
    for words in (
        "POL-0001 Policy, Purpose",
        "yours:",
        "Ours.",
        "8 lines more",
        "template:",
        "Theirs.",
    ):
        assert words in shown.output
    assert "\x1b" not in shown.output


def test_what_is_said_beforehand_is_not_asked_and_nobody_puts_it_off():
    assert Deciding({**NOBODY, "both": ("pol-0001",)}, asks=True)(CLASH) is Choice.BOTH
    assert Deciding({**NOBODY, "template": ("docs/a.md",)}, asks=False)(CLASH) is Choice.THEIRS
    assert Deciding(NOBODY, asks=False)(CLASH) is None


def test_a_release_is_kept_with_the_same_bytes_and_renders(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "releases"))
    import keep

    if subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "HEAD"], check=False, capture_output=True
    ).returncode:
        pytest.skip("there is no history here")
    version, data = keep.kept("HEAD")
    assert (version, data) == keep.kept("HEAD")
    with tarfile.open(fileobj=io.BytesIO(data)) as opened:
        names = opened.getnames()
    assert not [one for one in names if "template/demo" in one]
    place = tmp_path / f"{version}.tar.xz"
    place.write_bytes(data)
    kept = Version(version, place)
    files = kept.files(ANSWERS)
    assert b"Acme" in files["docs/leadership/innovation-policy.md"]
    place.write_bytes(data[:5000])
    with pytest.raises(TemplateError, match="cannot be read"):
        kept.digest()
