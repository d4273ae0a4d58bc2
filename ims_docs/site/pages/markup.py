"""Text as inert Markdown: whatever somebody wrote is shown, never run, never taken as markup.

Every character that Markdown or HTML could read as markup becomes a character
reference. Python-Markdown and CommonMark show it and do nothing else with it.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from ims_docs.domain.coverage import Rung

NOTE = "Based on public sources; check against your licensed copy."

QUESTIONED = '<span class="ims-questioned">questioned</span>'
"""Beside the rung of a clause that something says is not met."""

LANDSCAPE = '<div class="ims-landscape"></div>'
"""On a page that is printed on sheets that are wider than high."""

_SPECIAL = re.compile(r"[&<>\"'\\`*_{}\[\]|~^$!#]")
_LINE_START = re.compile(r"\A(?:([-+:=])|([0-9]+)([.)])(?=\s|\Z))")
_BLANK = re.compile(r"[\t\x0b-\r\x1c-\x1f\x85\u2028\u2029]")
_TURNING = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What acts on a terminal, turns text round, is not seen, or is half a character."""
_UNBROKEN = re.compile(
    r"(?:<code>[0-9a-f]{10}</code>|\[<code>[0-9a-f]{10}</code>\]\([^()\s]*\)|[0-9]{4}-[0-9]{2}-[0-9]{2}|[A-Z]{2,5}-[0-9]{4}|\[[A-Z]{2,5}-[0-9]{4}\]\([^()\s]*\))(?=$|[ ;,<])"
)
_NO_TITLE = str.maketrans({"<": "‹", ">": "›", '"': "”", "`": "'", "\\": "⧵"})


def inline(text: str) -> str:
    """Text from a file, inert; its lines stay apart."""
    return _escaped(_visible(text.strip()).strip()).replace("\n", "<br>")


def message(text: str) -> str:
    """A sentence of ours, in which words between backticks are code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return inline(text)
    return "".join(
        code(words) if number % 2 else piece(words) for number, words in enumerate(pieces)
    )


def piece(words: str) -> str:
    """`inline` without its trimming: a piece of a sentence keeps the space around it."""
    left = " " if words[:1].isspace() else ""
    right = " " if words[-1:].isspace() and words.strip() else ""
    return f"{left}{inline(words)}{right}"


def sentence(text: str) -> str:
    """A message that stands alone and starts with a capital."""
    return message(text[:1].upper() + text[1:])


def code(text: str) -> str:
    """Text as code, inert, in one line."""
    shown = _visible(text).replace("\n", "\\n")
    return f"<code>{_escaped(shown)}</code>"


def verbatim(text: str) -> str:
    """Many lines as they are written, inert: a block of code that nothing in them can end."""
    lines = text.strip("\n").split("\n")
    shown = "\n".join(_escaped(_visible(line)) or "&#32;" for line in lines)
    return f"<pre><code>{shown}</code></pre>"


def page_title(text: str) -> str:
    """A title for front matter and for the name of the site: plain in every place a theme puts it.

    Themes print titles unescaped in some places, escaped in others, and unescape them
    in a third. So nothing that needs escaping may be left.
    """
    line = " ".join(_visible(text).split()).translate(_NO_TITLE)
    return line.replace("&", "&amp;") if html.unescape(line) != line else line


def page(
    title: str,
    *blocks: str,
    identifier: str = "",
    wide: bool = False,
    searched: bool = True,
    printed: str = "",
) -> str:
    """A whole page: front matter, then its blocks. A wide page has no table of contents beside it.

    A search for its identifier finds the page before those that mention it. `printed` stands on each
    of its sheets of paper, the title where nothing is said.
    """
    front = [f"title: {json.dumps(page_title(title), ensure_ascii=False)}"]
    if identifier:
        front.append(f"tags: [{json.dumps(page_title(identifier), ensure_ascii=False)}]")
    if printed:
        front.append(f"printed: {json.dumps(page_title(printed), ensure_ascii=False)}")
    if wide:
        front.append("hide: [toc]")
    if not searched:
        front.append("search: {exclude: true}")
    lines = "\n".join(front)
    body = "\n\n".join(block.strip("\n") for block in blocks if block.strip())
    return f"---\n{lines}\n---\n\n{body}\n"


def below_heading(page: str, banner: str) -> str:
    """A page with a banner below its first heading, or above its text where it has none."""
    front, _, body = page.partition("\n---\n\n")
    lines = body.split("\n")
    if lines[0].startswith("# "):
        rest = "\n".join(lines[1:]).lstrip("\n")
        return f"{front}\n---\n\n{lines[0]}\n\n{banner}\n\n{rest}"
    return f"{front}\n---\n\n{banner}\n\n{body}"


def link(text: str, target: str, origin: str) -> str:
    """A link from one page to another place of the site; `text` is markup already.

    Without a target, where the site does not show the place, the text stands alone.
    """
    if not target:
        return text
    path, _, fragment = target.partition("#")
    relative = posixpath.relpath(path, posixpath.dirname(origin) or ".") if path != origin else ""
    anchor = f"#{quote(fragment)}" if fragment else ""
    return f"[{text}]({quote(relative, errors='surrogateescape')}{anchor})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table. Cells are markup already."""
    lines = [_row(head), _row(["---"] * len(head)), *map(_row, rows)]
    return "\n".join(lines)


def box(kind: str, title: str, body: str) -> str:
    """A box with a title; `body` is markup already. The title stays free of markup."""
    indented = "\n".join(f"    {line}" if line else "" for line in body.split("\n"))
    return f'!!! {kind} "{_escaped(_visible(title))}"\n\n{indented}'


def folded(kind: str, title: str, body: str) -> str:
    """A box that a reader opens."""
    return box(kind, title, body).replace("!!!", "???", 1)


def sortable(listed: str) -> str:
    """A table that a reader can sort and filter where scripts run; without them it is whole."""
    return f'<div class="ims-sortable"></div>\n\n{listed}'


def badge(rung: Rung | None, *, questioned: bool = False) -> str:
    """A rung as a word with a coloured dot; None is a clause that does not apply."""
    name, word = ("na", "not applicable") if rung is None else (str(int(rung)), rung.word)
    shown = f'<span class="ims-rung ims-rung-{name}">{word}</span>'
    return f"{shown} {QUESTIONED}" if questioned else shown


def late(word: str) -> str:
    """A word of ours that stands out: something should have been done by now."""
    return f'<strong class="ims-late">{word}</strong>'


def bullets(lines: Iterable[str]) -> str:
    """A list; each line is markup already."""
    return "\n".join(f"- {line}" for line in lines)


def count(number: int, thing: str, things: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_whole, cells))} |"


def _whole(cell: str) -> str:
    """A cell in which a day or an identifier, with a link or not, stays on one line."""
    found = _UNBROKEN.match(cell)
    if not found:
        return cell
    return f'<span class="ims-whole">{found[0]}</span>{cell[found.end() :]}'


def _visible(text: str) -> str:
    """Text in which nothing acts or hides: white space is a space, the rest stands there as an escape."""
    return _TURNING.sub(_shown, _BLANK.sub(" ", text))


def _shown(found: re.Match[str]) -> str:
    number = ord(found[0])
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file name that is not UTF-8
        return f"\\x{number - 0xDC00:02x}"
    return found[0].encode("unicode_escape").decode("ascii")


def _escaped(text: str) -> str:
    safe = _SPECIAL.sub(lambda found: _NAMED.get(found[0]) or f"&#{ord(found[0])};", text)
    return _LINE_START.sub(_unmarked, safe)


def _unmarked(start: re.Match[str]) -> str:
    """The start of a line without what would make it a list item or a heading."""
    return f"&#{ord(start[1])};" if start[1] else f"{start[2]}&#{ord(start[3])};"


_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
