"""The staged pages are the site's content for another generator, should Material for MkDocs end."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from site_reader import DEMO_DAY, Html

from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build

SETTINGS = """\
site_name: Staged
use_directory_urls: false
theme: {name: material, font: false}
plugins: [search]
extra_css: [assets/ims/ims.css]
extra_javascript: [assets/ims/tables.js]
markdown_extensions: [admonition, tables, toc, pymdownx.details, pymdownx.superfences, pymdownx.tasklist]
"""


@pytest.fixture(scope="module")
def staged(demo_site, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("staged")
    site_build.stage(Workspace(root=demo_site.root), folder / "docs", as_of=DEMO_DAY)
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.mark.parametrize("generator", ["properdocs", "zensical"])
def test_the_staged_pages_build_elsewhere(staged, demo_site, generator):
    if find_spec(generator) is None:
        pytest.skip(f"{generator} is not installed")
    program = Path(sys.executable).with_name(generator)
    subprocess.run(
        [program, "build", "-f", "mkdocs.yml"],
        cwd=staged, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    for path in ("index", "registers/risks", "clauses/10.2", "leadership/innovation-policy"):
        page = Html((staged / "site" / f"{path}.html").read_text(encoding="utf-8"))
        ours = demo_site.page(f"{path}.html")
        assert page.rows == ours.rows, path
        charts = [
            sum(tag == "svg" and found.get("role") == "img" for tag, found in one.tags)
            for one in (page, ours)
        ]
        assert charts[0] == charts[1], path
    assert (staged / "site/assets/ims/ims.css").is_file()
