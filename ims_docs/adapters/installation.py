"""How this program was installed, and so how a part of it that is missing comes."""

from __future__ import annotations

import json
import shlex
import sys
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

_NAME = "ims-docs"


def adding(extra: str) -> str:
    """The command that brings an extra: from the folder that it was installed from, where that stands."""
    folder = source()
    if folder is None:
        return f"pip install '{_NAME}[{extra}]'"
    where = shlex.quote(f"{folder}[{extra}]")
    return f"{shlex.quote(sys.executable)} -m pip install {where}"


def source() -> Path | None:
    """The folder of the project that was installed, None where it came as a package or is gone."""
    try:
        said = metadata.distribution(_NAME).read_text("direct_url.json")
        address = urlsplit(str(json.loads(said or "{}").get("url", "")))
    except (metadata.PackageNotFoundError, ValueError, AttributeError, OSError):
        return None
    folder = Path(url2pathname(address.path))
    stands = address.scheme == "file" and (folder / "pyproject.toml").is_file()
    return folder if stands else None
