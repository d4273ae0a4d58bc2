"""What a document set consists of: text to adopt, guidance, placeholders, sentences.

`docs/generate.py` counts with it, and the tests of the content judge with it.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import traceability

from ims_docs.adapters.resources import resource
from ims_docs.formats import frontmatter
from ims_docs.formats.markdown import PLACEHOLDER, structure
from ims_docs.formats.schemas import Schemas
from ims_docs.model.type import Kind
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import prune, render

PROFILES = ("starter", "compact", "full", "public-sector")
TOOLKIT = "toolkit"
"""The folder of working pages, which are no documents."""

_SIZES = {"compact": {"size": "1-9"}}
"""The answers besides the default ones that a profile is meant for."""
_FOR_WHOM = {
    "starter": "first steps; some clauses stay open, no certificate",
    "compact": "up to 15 people, all clauses",
    "full": "above 15 people, all clauses",
    "public-sector": "public bodies, all clauses",
}
_GUIDANCE = re.compile(r"^!!! guidance.*\n(?:(?: {4}.*)?\n)*", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```\n", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)")
_RULER = re.compile(r"\|[\s:|-]+\|")
_ITEM = re.compile(r" *(?:[-*]|\d+\.) +")
_MARKS = re.compile(r"[*_`#\\]")
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_END = re.compile(r"(?<=[.!?])[\"”')]*\s+")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as `ims new` makes it."""

    name: str
    title: str
    body: str

    @property
    def adoptable(self) -> str:
        """What may stand as it is: no guidance, diagram or placeholder."""
        return PLACEHOLDER.sub("", _FENCE.sub("", _GUIDANCE.sub("", self.body)))

    @property
    def guidance(self) -> str:
        """What explains to the reader what to write; it is deleted in the end."""
        return "".join(one.replace("!!! guidance", "") for one in _GUIDANCE.findall(self.body))

    @property
    def placeholders(self) -> int:
        """How many places only the organisation can fill."""
        return len(PLACEHOLDER.findall(self.body))

    def section(self, title: str) -> str:
        """The adoptable text of one section; empty where there is none."""
        parts = re.split(r"^## (.+)\n", self.adoptable, flags=re.MULTILINE)
        return next((text for head, text in pairwise(parts) if head == title), "")

    @property
    def prose(self) -> list[str]:
        """The sentences of paragraphs and lists, headings and tables left out."""
        return [
            one for kind, text in _blocks(self.adoptable) if kind == "text" for one in _cut(text)
        ]

    @property
    def sentences(self) -> list[str]:
        """All sentences, those in tables too."""
        return [one for _, text in _blocks(self.adoptable) for one in _cut(text)]


def document_set(profile: str, **answers: str) -> list[Document]:
    """The documents of a fresh repository, by name."""
    types = Schemas(resource("schemas")).types
    whole = complete({"profile": profile, **answers})
    with tempfile.TemporaryDirectory() as folder:
        root = render(whole, Path(folder))
        prune(root, whole)
        found = {}
        for path in (root / "docs").glob("*/*.md"):
            if path.parent.name != TOOLKIT:
                _, body, _ = frontmatter.split(path.read_text(encoding="utf-8"))
                found[path.stem] = Document(path.stem, types[path.stem].title, body)
    return [found[name] for name in types if name in found]


def toolkit(profile: str, **answers: str) -> list[Document]:
    """The working pages of a fresh repository, its index first."""
    titles = {one["name"]: one["title"] for one in _pages()}
    whole = complete({"profile": profile, **answers})
    with tempfile.TemporaryDirectory() as folder:
        root = render(whole, Path(folder))
        prune(root, whole)
        found = {one.stem: one.read_text("utf-8") for one in (root / "docs" / TOOLKIT).glob("*.md")}
    named = {"index": "Toolkit", **titles}
    return [Document(name, title, found[name]) for name, title in named.items() if name in found]


def _pages() -> list[dict[str, Any]]:
    text = (resource("template") / "toolkit.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def sets() -> list[traceability.Set]:
    """What a new repository of each profile holds, for the page that says what it serves."""
    types = Schemas(resource("schemas")).types
    made = []
    for profile in PROFILES:
        documents = document_set(profile, **_SIZES.get(profile, {}))
        held = {one.name: headings(one) for one in documents}
        others = [one for one in types.values() if one.name not in held]
        for one in others:
            if profile in one.profiles and one.kind is not Kind.DOCUMENT:
                held[one.name] = list(one.sections)
        combined = {name: one for one in held for name in types[one].combines if name not in held}
        made.append(traceability.Set(profile, held, combined))
    return made


def words(text: str) -> list[str]:
    """The words that a reader reads: link texts, not their targets; no numbers, no markup."""
    return _WORD.findall(_MARKS.sub("", _LINK.sub(r"\1", text)))


def headings(document: Document) -> list[str]:
    """The second-level headings."""
    return [one.title for one in structure(document.body, 1).headings if one.level == 2]


def _blocks(text: str) -> list[tuple[str, str]]:
    """Paragraphs, list items and cells of tables, each with its kind."""
    blocks: list[tuple[str, str]] = []
    is_open = False
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            is_open = False
        elif line.lstrip().startswith("|"):
            cells = [] if _RULER.fullmatch(line.strip()) else line.strip().strip("|").split("|")
            blocks += [("cell", cell.strip()) for cell in cells]
            is_open = False
        elif is_open and not _ITEM.match(line):
            blocks[-1] = ("text", f"{blocks[-1][1]} {line.strip()}")
        else:
            blocks.append(("text", _ITEM.sub("", line, count=1).strip()))
            is_open = True
    return blocks


def _cut(block: str) -> list[str]:
    plain = _MARKS.sub("", _LINK.sub(r"\1", block))
    return [one for one in _END.split(plain) if words(one)]


def page() -> str:
    """The page on the document set: how much there is to read, and to fill in."""
    sets = {profile: document_set(profile, **_SIZES.get(profile, {})) for profile in PROFILES}
    kits = {profile: toolkit(profile, **_SIZES.get(profile, {})) for profile in PROFILES}
    lines = [
        "# The document set",
        "",
        "What `ims new` writes with its default answers, compact for fewer than ten people. Words to adopt are final wording that may",
        "stand as it is, in paragraphs, lists and tables. Guidance is read and then deleted.",
        "Placeholders are the places that only you can fill. The words of registers and records are",
        "not counted. Artefacts are what you work with: registers with proposed entries, forms of",
        "records with a lead and an example for each section, and the pages of the toolkit.",
        "",
        "| Profile | For whom | Documents | Words to adopt | Words of guidance | Placeholders | Registers | Forms of records | Pages of the toolkit | Their words | Artefacts |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for profile, documents in sets.items():
        counts = [_counts(one) for one in documents]
        read = (sum(one) for one in zip(*counts, strict=True))
        registers, forms = _held(profile, Kind.REGISTER), _held(profile, Kind.RECORD)
        working = len(kits[profile])
        lines.append(
            _row(
                profile,
                _FOR_WHOM[profile],
                len(documents),
                *read,
                registers,
                forms,
                working,
                sum(len(words(one.body)) for one in kits[profile]),
                registers + forms + working,
            )
        )
    lines += [
        "",
        "## Document by document",
        "",
        "Counted in the first of these profiles that has the document: full, compact, starter, public-sector.",
        "",
        "| Document | Profiles | Words to adopt | Words of guidance | Placeholders |",
        "|---|---|---|---|---|",
    ]
    holders: dict[str, list[str]] = {}
    for profile, documents in sets.items():
        for one in documents:
            holders.setdefault(one.name, []).append(profile)
    counted: dict[str, Document] = {}
    for profile in ("full", "compact", "starter", "public-sector"):
        counted = {one.name: one for one in sets[profile]} | counted
    for name in sorted(counted):
        title = f"[{counted[name].title}](types/{name}.md)"
        lines.append(_row(title, ", ".join(holders[name]), *_counts(counted[name])))
    return "\n".join([*lines, *_working(kits)]) + "\n"


def _working(kits: dict[str, list[Document]]) -> list[str]:
    """The part on the toolkit: page by page, with the words of the profile that says most."""
    lines = [
        "",
        "## The toolkit, page by page",
        "",
        "Working pages are in `docs/toolkit/`. They are copied and filled in; nobody approves them. Counted in the",
        "profile in which the page has the most words.",
        "",
        "| Page | Profiles | Words | What it is for |",
        "|---|---|---|---|",
    ]
    for one in _pages():
        held = [page for pages in kits.values() for page in pages if page.name == one["name"]]
        most = max(len(words(page.body)) for page in held)
        lines.append(_row(one["title"], ", ".join(one["profiles"]), most, one["for"]))
    return lines


def _held(profile: str, kind: Kind) -> int:
    types = Schemas(resource("schemas")).types.values()
    return sum(one.kind is kind and profile in one.profiles for one in types)


def _counts(one: Document) -> tuple[int, int, int]:
    return len(words(one.adoptable)), len(words(one.guidance)), one.placeholders


def _row(*cells: str | int) -> str:
    shown = (f"{cell:,}" if isinstance(cell, int) else cell for cell in cells)
    return f"| {' | '.join(shown)} |"
