"""Newcomers can trust the map: it shows the package as it is, and names nothing that is not there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXPLANATION = ROOT / "docs" / "explanation"
PAGES = (
    ROOT / "CONTRIBUTING.md",
    EXPLANATION / "architecture.md",
    EXPLANATION / "where-does-this-line-live.md",
    *sorted((EXPLANATION / "decisions").glob("0*.md")),
)
ELSEWHERE = {"dist/mermaid.min.js", "click.py", "tables.js", "utils.py"}
"""Named on these pages, and not as a place of this repository."""


@pytest.fixture
def wings(monkeypatch: pytest.MonkeyPatch):
    """What draws the map, as docs/generate.py imports it."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    monkeypatch.delitem(sys.modules, "wings", raising=False)
    import wings

    yield wings
    sys.modules.pop("wings", None)


@pytest.fixture
def small(wings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one wing of two rooms."""
    files = {
        "pyproject.toml": "[[tool.importlinter.contracts]]\n"
        'name = "Wings point downwards"\nlayers = ["domain", "errors"]\n',
        "ims_docs/errors.py": '"""What stops us."""\n',
        "ims_docs/domain/__init__.py": '"""What follows."""\n',
        "ims_docs/domain/check.py": '"""One or two: a | b.\n\nMore about it.\n"""\n',
        "ims_docs/domain/duties/__init__.py": '"""Duties."""\n',
        "ims_docs/domain/duties/duty.py": '"""One duty."""\n',
        "ims_docs/domain/standards/iso.yaml": "id: iso\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.setattr(wings, "PROJECT", tmp_path)
    monkeypatch.setattr(wings, "PACKAGE", tmp_path / "ims_docs")
    return tmp_path


def test_the_map_shows_wings_in_their_order_and_rooms_with_their_first_line(wings, small) -> None:
    text = wings.page(f"Before\n{wings.BEGIN}\nold\n{wings.END}\nAfter\n")
    assert text == (
        f"Before\n{wings.BEGIN}\n\n"
        "### `domain/`\n\nWhat follows.\n\n"
        "| Room | What it is |\n|---|---|\n"
        "| `check.py` | One or two: a \\| b. |\n"
        "| `duties/` | Duties. |\n\n"
        "### `errors.py`\n\nWhat stops us.\n\n"
        f"{wings.END}\nAfter\n"
    )
    assert wings.page(text) == text


def test_the_map_changes_with_a_new_room_and_with_a_docstring(wings, small) -> None:
    before = wings.page(f"{wings.BEGIN}{wings.END}")
    (small / "ims_docs/domain/duties/__init__.py").write_text('"""What is due."""\n')
    (small / "ims_docs/domain/views.py").write_text('"""Views."""\n')
    after = wings.page(before)
    assert after != before
    assert "| `duties/` | What is due. |\n| `views.py` | Views. |" in after


def test_a_page_without_a_place_for_the_map_is_refused(wings) -> None:
    with pytest.raises(SystemExit, match="no place for the map"):
        wings.page("# Architecture\n")


def test_every_wing_and_every_room_is_on_the_map(wings) -> None:
    text = (EXPLANATION / "architecture.md").read_text("utf-8")
    assert text == wings.page(text)
    shown = re.findall(r"^### `(\w+)", text, re.MULTILINE)
    wanted = ["cli", "desk", "export", "intake", "reporters", "site", "services"]
    wanted += ["domain", "adapters", "formats", "model"]
    package = ROOT / "ims_docs"
    kept = {one.parent.name for one in package.glob("*/__init__.py")}
    kept |= {one.stem for one in package.glob("*.py")} - {"__init__"}
    assert shown[1:-1] == wanted
    assert set(shown) == kept


def named(text: str) -> set[str]:
    """What is set as code and looks like a place: with a slash and a known end, or a module."""
    spans = set(re.findall(r"`([^`\s]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))
    return {one for one in spans if re.fullmatch(r"\.?[\w{}./-]+(/|\.py|\.yaml|\.md|\.js)", one)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_names_places_that_are_there(page: Path) -> None:
    text = re.sub(r"### `.*?(?=\n## |\Z)", "", page.read_text("utf-8"), flags=re.DOTALL)
    gone = {
        one
        for one in named(text) - ELSEWHERE
        if not any((place / one).exists() for place in (ROOT, ROOT / "ims_docs"))
    }
    assert gone == set()


def test_places_that_are_gone_are_seen() -> None:
    text = "`ims_docs/siting/` and `siting/sanitising.py`, not `ims new` or `Snapshot`"
    assert named(text) == {"ims_docs/siting/", "siting/sanitising.py"}
