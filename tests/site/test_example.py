"""The example's site beside the documentation of the project."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urldefrag

import example
import pytest
from site_reader import DEMO_DAY

DOCS = Path(__file__).parents[2] / "docs"
LEADING = re.findall(
    r'href="\.\./example/([^"]+)"', (DOCS / "explanation/the-site.md").read_text(encoding="utf-8")
)


def test_the_documentation_leads_to_the_example():
    assert "index.html" in LEADING
    assert example.DAY == DEMO_DAY


@pytest.mark.parametrize("place", LEADING)
def test_every_way_into_the_example_leads_somewhere(demo_site, place):
    path, anchor = urldefrag(place)
    page = demo_site.page(path)
    assert not anchor or anchor in {given.get("id") for _, given in page.tags}


def test_the_example_is_built_only_beside_documentation(tmp_path, capsys):
    assert example.main([str(tmp_path)]) == 2
    assert "mkdocs build" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_example_stands_below_the_documentation(tmp_path, capsys):
    (tmp_path / "index.html").write_text("<title>Documentation</title>", encoding="utf-8")
    assert example.main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith(str(tmp_path / "example"))
    for page in ("index", "guide", "context/ims-scope", "former/context/ims-scope/version-1.0"):
        assert (tmp_path / f"example/{page}.html").stat().st_size, page
