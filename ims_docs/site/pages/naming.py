"""People, roles and files by what they are called, with a link, on one page."""

from __future__ import annotations

import re

from ims_docs.model.directory import directory
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent
from ims_docs.site.pages.values import NOTHING

_PATH = re.compile(r"\bdocs/[^\s:;,|`]+\.(?:md|yaml|yml)\b")


class Naming:
    """What things are called on one page. Short names: a table has no room for more."""

    def __init__(self, content: SiteContent, origin: str) -> None:
        self._content = content
        self._origin = origin
        self._who = directory(content.repository)

    def who(self, identifier: str) -> str:
        """A person by name, a role by its title; who holds it stands in the register of roles."""
        if not identifier:
            return NOTHING
        return self._linked(self._who.name(identifier), self._content.find(identifier))

    def plain(self, identifier: str) -> str:
        """The same without a link."""
        return markup.inline(self._who.name(identifier))

    def file(self, path: str, text: str = "") -> str:
        """A file by its title, or by this text; one without a page by its path."""
        target = self._content.place(path)
        if not target:
            return markup.code(path)
        return self._linked(text or self._content.titles.get(path, path), target)

    def sentence(self, text: str) -> str:
        """A sentence of ours, in which every file that has a page stands as its linked title."""
        pieces = text.split("`")
        if len(pieces) % 2 == 0:
            return self._plain(text)
        return "".join(
            self._code(words) if number % 2 else self._plain(words)
            for number, words in enumerate(pieces)
        )

    def _code(self, words: str) -> str:
        is_file = _PATH.fullmatch(words) and self._content.place(words)
        return self.file(words) if is_file else markup.code(words)

    def _plain(self, words: str) -> str:
        pieces, end = [], 0
        for found in _PATH.finditer(words):
            if self._content.place(found[0]):
                pieces += [markup.piece(words[end : found.start()]), self.file(found[0])]
                end = found.end()
        return "".join((*pieces, markup.piece(words[end:])))

    def _linked(self, text: str, target: str) -> str:
        words = markup.inline(text)
        return markup.link(words, target, self._origin) if target else words
