"""The one renderer of texts: which extensions it has, for the pages of the site and for judging.

Whatever is asked about the structure of a text has one answer: what this renderer makes of it.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from pymdownx.superfences import (
    fence_code_format,
    highlight_validator,
)

from ims_docs.formats.markdown.headings import slug

EXTENSIONS = (
    "admonition",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tasklist",
)
REFUSED = ("fenced_code", "attr_list", "md_in_html", "pymdownx.snippets", "pymdownx.magiclink")
"""They read texts in another way, hide parts of them or pull in other files."""

CODE = "\x00"
"""What the renderer for judging puts before fenced code. No text can hold it."""


def settings() -> dict[str, dict[str, Any]]:
    """What the site tells each extension."""
    drawings = {"name": "mermaid", "class": "mermaid", "format": fence_code_format}
    return {
        "pymdownx.superfences": {"custom_fences": [drawings]},
        "toc": {"permalink": True, "slugify": _anchor},
    }


def renderer() -> Markdown:
    """A renderer that reads as the site does. Code in fences stays as it is, behind `CODE`."""
    fences = [
        {"name": "*", "class": "", "format": _code, "validator": _is_fence},
        {"name": "mermaid", "class": "mermaid", "format": _code},
    ]
    return Markdown(
        extensions=list(EXTENSIONS),
        extension_configs={
            "pymdownx.superfences": {"custom_fences": fences},
            "toc": {"slugify": _anchor, "marker": "", "permalink": False},
        },
    )


def as_html(text: str) -> str:
    """A text as the site shows it, before the sanitiser: nothing that it says is trusted."""
    return str(Markdown(extensions=list(EXTENSIONS), extension_configs=_plain()).convert(text))


def _plain() -> dict[str, dict[str, Any]]:
    return {**settings(), "toc": {"permalink": False, "slugify": _anchor}}


def _anchor(title: str, _separator: str) -> str:
    return slug(title.replace(CODE, ""))


def _code(source: str, *_: object, **__: object) -> str:
    return f"{CODE}{source}"


def _is_fence(
    language: str,
    inputs: dict[str, str],
    options: dict[str, str],
    attributes: dict[str, str],
    md: Markdown,
) -> bool:
    """What the extension asks for fences that nobody else takes."""
    md.preprocessors["fenced_code_block"].get_hl_settings()
    return bool(highlight_validator(language, inputs, options, attributes, md))
