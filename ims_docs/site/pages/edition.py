"""The edition of a site: for whom it is made, and what it leaves out for that reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ims_docs.domain.duties import Duties
from ims_docs.model.classification import Classification
from ims_docs.site.pages import markup

PAGE = "edition.md"
NOT_SHOWN = "not shown in this edition"
_ID = re.compile(r"[A-Z]{2,5}-[0-9]{4}")
_PLURALS = {"entry": "entries"}
_READERS = {
    Classification.PUBLIC: "everybody",
    Classification.INTERNAL: "people of the organisation, and those whom it shows its internal texts",
    Classification.CONFIDENTIAL: "those who may read everything that is kept here",
}
_RULES = """\
- Documents, records, registers and entries of registers are left out when they are classified above the edition, with
  every place that would name them: lists, counts, charts, search, links, approvals and changes.
- What says nothing of its classification counts as internal. So do the settings, the baselines and the list of keys.
  An attachment counts as the strictest text that ever named it.
- A former text is left out when it was classified above the edition then. So is the reason of every saved change that
  touched something left out.
- How far a clause has come, and whether a text is in force, is judged with everything that is kept. A text may name the
  identifier of something that is not shown: the text is shown as it was written."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What a site leaves out. Without an audience it is the whole."""

    audience: Classification | None = None
    paths: frozenset[str] = frozenset()
    """Files that are not shown, under every name that they had."""
    names: frozenset[str] = frozenset()
    """Ids of what is not shown, and types of registers that are not."""
    words: tuple[str, ...] = ()
    """Titles and file names of it, in small letters."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """By kind how many there are."""

    @property
    def is_whole(self) -> bool:
        """Whether nobody asked for less."""
        return self.audience is None

    def hides(self, path: str) -> bool:
        """Whether a file is left out."""
        return path in self.paths

    def names_hidden(self, text: str) -> bool:
        """Whether a sentence would tell of something that is left out."""
        if any(found in self.names for found in _ID.findall(text)):
            return True
        small = text.casefold()
        return any(one in small for one in self.words)

    def said(self, text: str, instead: str = NOT_SHOWN) -> str:
        """A sentence of ours, or what stands in its place."""
        return instead if self.names_hidden(text) else text

    def duties(self, found: Duties) -> Duties:
        """What has to be done about what is shown."""
        return found._replace(
            duties=tuple(
                one._replace(what=self.said(one.what), command=self.said(one.command, ""))
                for one in found.duties
                if not self.hides(one.path) and one.id not in self.names
            )
        )

    @property
    def counted(self) -> str:
        """How much is left out, in words; outsiders are not told the number."""
        if self.audience in (None, Classification.PUBLIC):
            return ""
        return ", ".join(
            markup.count(number, kind, _PLURALS.get(kind, ""))
            for kind, number in self.left_out.items()
            if number
        )

    @property
    def told(self) -> str:
        """The edition in one sentence, empty for the whole."""
        if self.audience is None:
            return ""
        name = f"{self.audience.word.capitalize()} edition"
        if self.audience is Classification.PUBLIC:
            return f"{name}: only what is classified as public is shown"
        if not self.counted:
            return f"{name}: nothing had to be left out"
        verb = "is" if sum(self.left_out.values()) == 1 else "are"
        return f"{name}: {self.counted} {verb} {NOT_SHOWN}"


def pages(edition: Edition) -> list[tuple[str, str]]:
    """A page that says what is left out and why, where there is an audience."""
    if edition.audience is None:
        return []
    page = markup.page(
        "This edition",
        "# This edition",
        f"{edition.told}. It is for {_READERS[edition.audience]}.",
        "## What is left out",
        _RULES,
        searched=False,
    )
    return [(PAGE, page)]
