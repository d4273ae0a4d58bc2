"""What `ims new` says when the repository is there."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Mapping
from pathlib import Path

import click

from ims_docs.cli.writing import terminal_width
from ims_docs.domain.next_step import first_step
from ims_docs.reporters.printable import printable
from ims_docs.services.scaffold.adopt import Adopted
from ims_docs.services.scaffold.interview import examples_left
from ims_docs.services.workspace import Workspace


def say_examples(answers: Mapping[str, str]) -> None:
    """Name every answer that is still the example, so that nobody becomes the CEO unnoticed."""
    if left := examples_left(answers):
        named = "; ".join(f"{one.label}: {answers[one.name]}" for one in left)
        text = f"Still an example: {named}. If that is wrong, delete the folder and run `ims new` again."
        click.echo("\n" + textwrap.fill(printable(text), terminal_width(), break_on_hyphens=False))


def say_next(root: Path, start: Path) -> None:
    """Say where one goes and what one does next."""
    # Made in the folder where the person stands, it is a new folder under the old name.
    shown = root.relative_to(start) if root.is_relative_to(start) and root != start else root
    step = first_step(Workspace.find(root).files())
    work = f"Open {step.path}, make it your own" if step else "Write your own texts"
    click.echo(f"""
Three things to do next:
  1. cd {shlex.quote(str(shown))}
  2. ims check          what is still to complete, and where to begin
  3. {work}, save, check again.
""")


def say_adopted(done: Adopted, *, is_quiet: bool) -> None:
    """Say what came in beside what was there, and what stayed as it was."""
    click.echo(f"{done.root}: {len(done.added)} files added, saved to git as {done.commit[:10]}")
    if is_quiet:
        return
    for path in done.left:
        click.echo(f"  {printable(path)} was there already and is as it was", err=True)
    click.echo(
        "Nothing was moved. What lies in docs/ is under control now; `ims check` says what is open.",
        err=True,
    )
