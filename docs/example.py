"""The site of the example organisation, beside the built documentation.

`mkdocs build && python docs/example.py` builds it into site/example/. Another folder of
built documentation may be named: `python docs/example.py FOLDER`.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from ims_docs.services.scaffold.demo import create_demo
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build

DAY = date(2026, 11, 25)
FOLDER = "example"


def build(documentation: Path) -> site_build.Built:
    """Make the example and its site, which replaces the one that was there."""
    with tempfile.TemporaryDirectory(prefix="ims-example-") as folder:
        root = create_demo(Path(folder) / "example").root
        return site_build.build(Workspace(root=root), documentation / FOLDER, as_of=DAY)


def main(arguments: list[str]) -> int:
    """Build it below the documentation that is there."""
    documentation = Path(*arguments or ("site",))
    if not (documentation / "index.html").is_file():
        print(f"{documentation} holds no built documentation: mkdocs build", file=sys.stderr)
        return 2
    built = build(documentation)
    print(f"{built.output}: {built.pages} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
