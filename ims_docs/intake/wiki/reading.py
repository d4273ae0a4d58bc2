"""A Markdown file of a folder or a wiki as a former text. Its links wait until their targets have a place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from ims_docs.errors import UnreadableError
from ims_docs.intake.documents.former import Block, Former, Picture
from ims_docs.intake.documents.links import FILE, PICTURE, marked
from ims_docs.intake.sources import Source, digest
from ims_docs.intake.wiki.keys import above

MARKDOWN = (".md", ".markdown", ".mdown", ".txt")
_MOST_BYTES = 1_000_000
_MOST_OF_A_PICTURE = 20_000_000
_NOTION = re.compile(r"[ _-]?[0-9a-f]{32}$")
_FENCED = re.compile(r" {0,3}(```+|~~~+)")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDER = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]\((<[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
)
_WIKI = re.compile(r"(!?)\[\[([^\[\]|#\n]*)(#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ALLOWED = ("http:", "https:", "mailto:")


def markdown(source: Source, data: bytes) -> Former:
    """The text of a file. Raises UnreadableError."""
    text, notes = _text(source, data)
    read = above(text.replace("\r\n", "\n").replace("\r", "\n"))
    former = Former("", [], notes=notes)
    former.more = read.more
    reading = _Reading(source, former)
    former.blocks = list(_blocks(read.body, reading))
    first = former.blocks[0] if former.blocks else None
    own = first.text if first and first.level == 1 else ""
    named = _NOTION.sub("", source.path.stem).strip() or source.path.stem
    former.title = read.keys.pop("title", "") or own or named.replace("_", " ").replace("-", " ")
    former.keys = read.keys
    return former


def _text(source: Source, data: bytes) -> tuple[str, list[str]]:
    if len(data) > _MOST_BYTES:
        raise UnreadableError(
            f"{source.name} has {len(data) // 1000} kB; a text has at most {_MOST_BYTES // 1000}",
            hint="Split it.",
        )
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(f"{source.name} is no text", hint="Save it as text in UTF-8.")
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return data.decode(encoding), []
        except UnicodeDecodeError:
            continue
    text = data.decode("cp1252", "replace")
    return text, ["The text is in no Unicode; it was read as Windows-1252. Look at its letters."]


class _Reading:
    """Reads the lines of one file; pictures come along."""

    def __init__(self, source: Source, former: Former) -> None:
        self.source, self.former = source, former
        self._names: dict[str, str] = {}
        """By name of a picture the digest of what has it."""

    def line(self, text: str) -> str:
        """A line whose links wait for their targets. What stands in code stays."""
        made, end = "", 0
        for code in _CODE.finditer(text):
            made += self._links(text[end : code.start()]) + code[0]
            end = code.end()
        return made + self._links(text[end:])

    def _links(self, text: str) -> str:
        return _LINK.sub(self._link, _WIKI.sub(self._wiki, text))

    def _link(self, found: re.Match[str]) -> str:
        target = found[3].strip("<>")
        scheme = _SCHEME.match(target)
        if target.startswith(("import-file:", "import-picture:")):
            return found[0]
        if scheme:
            if scheme[0].lower() in _ALLOWED:
                return found[0]
            self._note(found[2], target)
            return found[2]
        path, _, fragment = target.partition("#")
        return self._led(found[1], found[2], unquote(path), fragment)

    def _wiki(self, found: re.Match[str]) -> str:
        name, fragment = found[2].strip(), (found[3] or "#")[1:]
        words = (found[4] or found[2] or fragment).strip()
        if not name:
            return self._led("", words, "", fragment)
        there = self._named(name)
        if there is None:
            self._note(words, name)
            return words
        return self._led(found[1], words, there, fragment)

    def _led(self, mark: str, words: str, path: str, fragment: str) -> str:
        if not path:
            return f"[{words}]({marked(FILE, '', fragment)})" if fragment else words
        place = (self.source.path.parent / path.lstrip("/")).resolve()
        if path.startswith("/"):
            place = (self.source.base / path.lstrip("/")).resolve()
        base = self.source.base.resolve()
        if not place.is_relative_to(base) or not place.is_file():
            place = place.with_name(f"{place.name}.md")  # wikis leave the ending out
        if not place.is_relative_to(base) or not place.is_file():
            self._note(words, path)
            return words
        if place.suffix.lower() in MARKDOWN[:3]:
            return f"[{words}]({marked(FILE, str(place), fragment)})"
        name = self._taken_along(place)
        return f"{mark}[{words}]({marked(PICTURE, name)})" if name else words

    def _named(self, name: str) -> str | None:
        """Where a page or a picture is that a wiki names without its folder."""
        base = self.source.base
        for place in (self.source.path.parent / name, base / name):
            if place.is_file() or place.with_name(f"{place.name}.md").is_file():
                return posixpath.relpath(place.resolve(), self.source.path.parent.resolve())
        wanted = {Path(name).name, f"{Path(name).name}.md"}
        found = sorted(one for one in _below(base) if one.name in wanted)
        return (
            posixpath.relpath(found[0].resolve(), self.source.path.parent.resolve())
            if found
            else None
        )

    def _taken_along(self, place: Path) -> str:
        try:
            size, data = place.stat().st_size, b""
            if size <= _MOST_OF_A_PICTURE:
                data = place.read_bytes()
        except OSError:
            size = _MOST_OF_A_PICTURE + 1
        if size > _MOST_OF_A_PICTURE:
            self.former.notes.append(
                f"{place.name} is too large to come along. It stays where it is."
            )
            return ""
        sha256 = digest(data)
        name = (
            place.name
            if self._names.get(place.name, sha256) == sha256
            else f"{sha256[7:15]}-{place.name}"
        )
        if name not in self._names:
            self._names[name] = sha256
            self.former.pictures.append(Picture(name, data))
        return name

    def _note(self, words: str, target: str) -> None:
        self.former.notes.append(
            f"The link of “{words}” leads to {target}, which is not here. Its words stay."
        )


def _below(base: Path) -> Iterator[Path]:
    """Files of the folder that was named; hidden folders are none of it."""
    for one in base.rglob("*"):
        if one.is_file() and not any(part.startswith(".") for part in one.relative_to(base).parts):
            yield one


def _blocks(body: str, reading: _Reading) -> Iterator[Block]:
    """Headings, and what is between them. In code no line is a heading, and no link is one."""
    held: list[str] = []
    fence = ""
    lines = body.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        opening = _FENCED.match(line)
        if fence:
            fence = "" if opening and opening[1].startswith(fence) else fence
            held.append(line)
        elif opening:
            fence = opening[1]
            held.append(line)
        else:
            level, title, taken = _heading(lines, at)
            if level:
                if "".join(held).strip():
                    yield Block("\n".join(held).strip("\n"))
                held = []
                yield Block(reading.line(title), level)
                at += taken
                continue
            held.append(
                line if line.startswith(("    ", "\t")) and not held else reading.line(line)
            )
        at += 1
    if "".join(held).strip():
        yield Block("\n".join(held).strip("\n"))


def _heading(lines: list[str], at: int) -> tuple[int, str, int]:
    """The level and the words of a heading, and how many lines it has; 0 where there is none."""
    if found := _ATX.match(lines[at]):
        return (len(found[1]), found[2], 1) if found[2] else (0, "", 0)
    below = lines[at + 1] if at + 1 < len(lines) else ""
    is_alone = at == 0 or not lines[at - 1].strip()
    is_words = bool(lines[at].strip()) and not lines[at].startswith(
        ("    ", "\t", "-", "*", "|", ">")
    )
    if _UNDER.match(below) and is_alone and is_words:
        return (1 if "=" in below else 2), lines[at].strip(), 2
    return 0, "", 0
