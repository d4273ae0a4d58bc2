"""The pack of a management review -> str: Markdown, wrapped for a terminal where one is there."""

from __future__ import annotations

import textwrap

from ims_docs.services.reviewing.pack import Pack, written


def as_markdown(pack: Pack, *, width: int | None) -> str:
    """A part for each input, in the order of the review."""
    span = pack.span
    lines = [
        f"# Inputs of the management review, {span.start} to {span.end}",
        "",
        f"{span.now.settings.organisation}. The period begins with {pack.since}.",
        "The inputs are worded by us from public sources; check them against your licensed copy.",
        "",
    ]
    for one in pack.parts:
        lines += [*written(one).split("\n"), ""]
    return "\n".join(_wrapped(line, width) for line in lines)


def _wrapped(line: str, width: int | None) -> str:
    if not width or len(line) <= width:
        return line
    hang = "  " if line.startswith("- ") else ""
    return textwrap.fill(
        line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )
