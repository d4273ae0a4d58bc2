"""Paragraphs in the making: words gather, blanks become one, and a block ends what was gathered."""

from __future__ import annotations

import re
from dataclasses import replace

from ims_docs.model.prose import Block, Break, Inline, Paragraph, Run

_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Gathering:
    """The blocks of one element, in the order in which they are read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words: list[Inline] = []
        self.done: bool | None = None
        self.may_tick = False

    def put(self, block: Block) -> None:
        """A block; words before it are a paragraph of their own."""
        self.end()
        self.blocks.append(block)

    def say(self, one: Inline) -> None:
        """Words, joined to those before that look alike."""
        last = self.words[-1] if self.words else None
        if isinstance(one, Run):
            text = _BLANKS.sub(" ", one.text)
            before = last.text if isinstance(last, Run) else ""
            if last is None or isinstance(last, Break) or before.endswith(" "):
                text = text.lstrip(" ")
            if not text:
                return
            one = replace(one, text=text)
            if isinstance(last, Run) and replace(last, text="") == replace(one, text=""):
                self.words[-1] = replace(last, text=last.text + text)
                return
        self.words.append(one)

    def end(self) -> None:
        """The paragraph is complete."""
        if content := self.taken():
            self.blocks.append(Paragraph(content))

    def taken(self) -> tuple[Inline, ...]:
        """The words so far, which are not there any more."""
        words, self.words = self.words, []
        while words and isinstance(last := words[-1], Run | Break):
            text = last.text.rstrip(" ") if isinstance(last, Run) else ""
            if isinstance(last, Run) and text:
                words[-1] = replace(last, text=text)
                break
            words.pop()
        return tuple(words)
