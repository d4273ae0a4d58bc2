"""Values of front matter and register entries as markup, with ids as links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ims_docs.model.content import Content, Value
from ims_docs.model.type import Property, Type
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent

_ID = re.compile(r"[A-Z]{2,5}-[0-9]{4}")
_ID_IN_TEXT = re.compile(r"\b[A-Z]{2,5}-[0-9]{4}\b")
NOTHING = "–"


class Values:
    """Shows the values of one file on one page."""

    def __init__(self, content: SiteContent, origin: str, keys: Content) -> None:
        self.content = content
        self.origin = origin
        self._wanted = {one.value: one.wanted for one in keys.references}

    def show(self, value: Value) -> str:
        """Any value, inert."""
        if value is None or value in ("", [], {}):
            return NOTHING
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return self._numbered([one for one in value if isinstance(one, dict)])
        if isinstance(value, list):
            simple = all(
                (isinstance(one, str) and one in self._wanted)
                or not isinstance(one, str | dict | list)
                for one in value
            )
            return (", " if simple else "<br>").join(map(self.show, value))
        if isinstance(value, dict):
            return self._pairs(value)
        return self._text(str(value))

    def _numbered(self, values: list[dict[str, Value]]) -> str:
        """Steps, actions and the like: the first key says what, the others tell more."""
        lines = []
        for number, one in enumerate(values, start=1):
            (key, what), *rest = one.items() or [("", None)]
            more = self._pairs(dict(rest))
            shown = self.show(what) if isinstance(what, str) else self._pairs({key: what})
            lines.append(f"{number}&#46; {shown}{f'<br><small>{more}</small>' if more else ''}")
        return "<br>".join(lines)

    def _pairs(self, values: Mapping[str, Value]) -> str:
        return "; ".join(
            f"{markup.inline(_words(key))}: {self.show(one)}" for key, one in values.items()
        )

    def owner(self, identifier: str) -> str:
        """A role or a person by name, with a link to the register."""
        return (
            self._linked(self.content.name(identifier), self.content.find(identifier))
            if identifier
            else NOTHING
        )

    def rows(
        self, values: Mapping[str, Value], known: Type | None, but: Iterable[str] = ()
    ) -> list[tuple[str, str]]:
        """Keys by their titles with their values, in the order of the type."""
        titles = {one.name: one for one in known.properties} if known else {}
        hidden = set(but)
        ordered = [
            *(name for name in titles if name in values),
            *(name for name in values if name not in titles),
        ]
        return [
            (heading(titles.get(name), name), self.show(values[name]))
            for name in ordered
            if name not in hidden
        ]

    def _text(self, text: str) -> str:
        wanted = self._wanted.get(text, "")
        if wanted == "clause":
            return self._linked(text, self.content.clause_page(text))
        if wanted in ("roles", "people"):
            return self.owner(text)
        if text.startswith("docs/") and (place := self.content.place(text)):
            return self._linked(self.content.titles.get(text, text), place)
        if wanted or _ID.fullmatch(text):
            return self._linked(text, self.content.find(text))
        return self._with_links(text)

    def _with_links(self, text: str) -> str:
        """A sentence in which every identifier of something that exists is a link."""
        pieces = []
        end = 0
        for found in _ID_IN_TEXT.finditer(text):
            if target := self.content.find(found[0]):
                pieces += [markup.piece(text[end : found.start()]), self._linked(found[0], target)]
                end = found.end()
        return f"{''.join(pieces)}{markup.piece(text[end:])}" if pieces else markup.inline(text)

    def _linked(self, text: str, target: str) -> str:
        return (
            markup.link(markup.inline(text), target, self.origin) if target else markup.inline(text)
        )


def heading(known: Property | None, name: str) -> str:
    """What a key is called on a page."""
    return markup.inline(known.title if known else _words(name))


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
