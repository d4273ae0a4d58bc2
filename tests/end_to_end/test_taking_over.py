"""The page on taking over a document set, typed literally on a small set with a past of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs/how-to/take-over-a-document-set.md"
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
PUBLIC = "https://github.com/basecamp/handbook"
TEXTS = {
    "moonlighting": "A Note About Moonlighting",
    "how-we-work": "How We Work",
    "our-rituals": "Our Rituals",
    "titles-for-QA": "Titles for QA",
    "severance": "Severance",
}
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Rae Writer",
    "GIT_AUTHOR_EMAIL": "rae@handbook.example",
    "GIT_COMMITTER_NAME": "Rae Writer",
    "GIT_COMMITTER_EMAIL": "rae@handbook.example",
}


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The set after every command of the page, and what was printed."""
    place = tmp_path_factory.mktemp("taking-over")
    old = place / "public"
    for number, said in enumerate(("First words", "Better words"), 1):
        for name, title in TEXTS.items():
            old.mkdir(exist_ok=True)
            text = f"# {title}\n\n{said} about {title.lower()}.\n\n" + "A line that stays.\n" * 9
            (old / f"{name}.md").write_text(text, encoding="utf-8")
        commands = "git init --quiet -b main; git add --all; git commit --quiet -m"
        _bash(f"{commands} 'Say it, time {number}'", old)
    script = "".join(BLOCKS)
    assert script.count(PUBLIC) == 1
    return place / "handbook", _bash(f"set -e\n{script.replace(PUBLIC, str(old))}", place)


def _bash(script: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=os.environ | GIT | {"PATH": path, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_command_of_the_page_works_and_says_what_the_page_says(typed):
    said = " ".join(typed[1].split())
    for told in (
        "SHP001 error: There is no front matter",
        "every rule that applies conforms",
        "GDE-0004 Titles for QA",
        "docs/support/moonlighting.md: 3 revisions, newest first",
        "renamed from moonlighting.md",
        "Intact.",
        "In control since",
    ):
        assert told in said


def test_what_is_taken_over_is_on_the_site_and_the_rest_is_left_alone(typed):
    root, _ = typed
    assert (root / "severance.md").is_file()
    assert not (root / "site/severance.html").exists()
    page = (root / "site/support/how-we-work.html").read_text(encoding="utf-8")
    assert "GDE-0002" in page
    assert "Say it, time 1" in page
    assert (root / "site/support/titles-for-QA.html").is_file()


def test_a_document_of_an_own_type_is_added_with_its_title(typed):
    root, _ = typed
    said = _bash('ims add guide --no-input --set title="Travel" --set owner=top-management', root)
    assert "GDE-0005 docs/support/guide.md" in said
    assert "\n# Travel\n" in (root / "docs/support/guide.md").read_text(encoding="utf-8")
