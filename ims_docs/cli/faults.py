"""A fault of our own: what is kept of it, and where."""

from __future__ import annotations

import platform
import tempfile
import traceback
from pathlib import Path

from ims_docs import __version__

HINT = "hint: Please report it with these details."


def written(error: BaseException) -> list[str]:
    """Write the details of a fault to a file of their own. Returns lines that say where they are."""
    about = f"ims {__version__}, Python {platform.python_version()}, {platform.platform()}"
    text = f"{about}\n\n{''.join(traceback.format_exception(error))}"
    try:
        descriptor, name = tempfile.mkstemp(prefix="ims-fault-", suffix=".txt")
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return text.split("\n")
    return [f"The details are in {Path(name)}."]
