"""One file of the template, filled in with the answers that the repository keeps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path


def template_file(root: Path) -> Callable[[str], str]:
    """Renders a file of the template by its path; empty where the answers are not kept, or it has none."""
    try:
        text = (root / ".ims" / "answers.json").read_text(encoding="utf-8")
        answers = {str(name): str(value) for name, value in json.loads(text)["answers"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return lambda _path: ""

    def render(path: str) -> str:
        from ims_docs.services.scaffold.render import render_one

        return render_one(path, answers)

    return render
