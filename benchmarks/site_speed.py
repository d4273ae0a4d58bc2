"""Print the speed of the site: `python benchmarks/site_speed.py [--documents N] [--runs N]`.

We read, check and cover a repository in which every file has two revisions, follow its
history, compare the two and build the whole site. The peer is MkDocs with Material and
`navigation.prune` on the finished Markdown of the same pages, redlines among them, with
the same navigation: it reads no repository and no history.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from material import FIRST_SAVED, Made, make
from timing import Side, alternate

from ims_docs.adapters.git import History
from ims_docs.services.workspace import Workspace
from ims_docs.site.build import reading
from ims_docs.site.pages import navigation

SENTENCE = "It was looked at again, and one sentence was added."
AS_OF = date(2026, 4, 30)
BIN = Path(sys.executable).parent
SETTINGS = """\
site_name: Peer
use_directory_urls: false
theme: {name: material, font: false, features: [navigation.indexes, navigation.prune]}
plugins: [search, offline]
markdown_extensions: [admonition, tables, toc, pymdownx.details, pymdownx.superfences, pymdownx.tasklist]
"""


def main() -> int:
    """Make the repository and its pages, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000, metavar="N")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ims-bench-site-"))
    try:
        made = make(folder / "repository", options.documents)
        _revise(made)
        ims = [str(BIN / "ims"), "site"]
        subprocess.run(
            [*ims, "stage", "--as-of", AS_OF.isoformat(), str(folder / "peer/docs")],
            cwd=made.root, check=True, capture_output=True,
        )  # fmt: skip
        edition = reading.read(Workspace(root=made.root), as_of=AS_OF)
        listed = json.dumps(navigation(edition))
        (folder / "peer/mkdocs.yml").write_text(f"{SETTINGS}nav: {listed}\n", encoding="utf-8")
        ours = Side(
            [[*ims, "build", "--as-of", AS_OF.isoformat(), "--output", str(folder / "ours")]],
            made.root,
        )
        build = [str(BIN / "mkdocs"), "build", "--quiet", "--site-dir", str(folder / "theirs")]
        theirs = Side([build], folder / "peer", variables={"NO_MKDOCS_2_WARNING": "1"})
        alternate(ours, theirs, options.runs)
        pages = len(list((folder / "ours").rglob("*.html")))
        ratio = ours.median / theirs.median
        print(
            f"{made.files:,} files, {pages:,} pages, median of {options.runs} runs: "
            f"ims {ours.median:.1f} s, MkDocs with Material {theirs.median:.1f} s, "
            f"{ratio:.2f}× (≤ 1.3×: {'met' if ratio <= 1.3 else 'NOT MET'}); "
            f"{_megabytes(folder / 'ours')} MB, home page "
            f"{(folder / 'ours/index.html').stat().st_size // 1000} kB"
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _revise(made: Made) -> None:
    """Give every file a second revision: another version, one more sentence."""
    for path in sorted((made.root / "docs").rglob("*")):
        if path.suffix in (".md", ".yaml"):
            text = path.read_text(encoding="utf-8").replace('version: "0.1"', 'version: "0.2"', 1)
            more = SENTENCE if path.suffix == ".md" else f"# {SENTENCE}"
            path.write_text(f"{text}\n{more}\n", encoding="utf-8")
    History(made.root).commit_all(
        "docs: look at everything again",
        name="Sam Sample",
        email="sam@example.org",
        when=FIRST_SAVED + timedelta(days=90),
    )


def _megabytes(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
