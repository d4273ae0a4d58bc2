"""The one renderer of texts: which extensions it has, for the pages of the site and for judging.

Whatever is asked about the structure of a text has one answer: what this renderer makes of it.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Extension, Markdown
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import Preprocessor
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

_TAG = re.compile(r"<[A-Za-z][^>]*>")
_NAMES = re.compile(
    r"(?<=[\s/\"'])(?:class|id)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*)", re.IGNORECASE
)

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


class PlainHtml(Extension):  # type: ignore[misc]
    """HTML of a text without the names by which a style could restyle, move or hide it."""

    def __init__(self) -> None:
        super().__init__()
        self.own = 0
        """How many pieces of HTML come from other extensions, such as code in fences."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that is asked for
        """Look at HTML right before and after it is taken out of the text, and in lines."""
        md.preprocessors.register(_Before(md, self), "plain_html_before", 21)
        md.preprocessors.register(_After(md, self), "plain_html_after", 19)
        md.inlinePatterns.register(_Inline(HTML_RE, md), "html", 90)


class _Before(Preprocessor):  # type: ignore[misc]
    def __init__(self, md: Markdown, extension: PlainHtml) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        self.extension.own = len(self.md.htmlStash.rawHtmlBlocks)
        return lines


class _After(_Before):
    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[self.extension.own :] = map(_without_names, stash[self.extension.own :])
        return lines


class _Inline(HtmlInlineProcessor):  # type: ignore[misc]
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int, int]:  # noqa: N802
        stash = self.md.htmlStash.rawHtmlBlocks
        before = len(stash)
        found, start, end = super().handleMatch(m, data)
        stash[before:] = map(_without_names, stash[before:])
        return found, start, end


def _without_names(piece: str) -> str:
    return _TAG.sub(lambda tag: _NAMES.sub("", tag[0]), piece)


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
