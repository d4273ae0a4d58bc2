"""The example organisation: a scaffold with some documents completed and some records kept."""

from __future__ import annotations

from pathlib import Path

from ims_docs import resources
from ims_docs.scaffolding.answers import complete, given
from ims_docs.scaffolding.new import Created, create


def create_demo(target: Path) -> Created:
    """Make the example repository at `target`. Raises as `create` does."""
    demo = resources.resource("template") / "demo"
    answers = complete(given(demo / "answers.yaml", ()).values)
    return create(target, answers, overlay=demo / "repository")
