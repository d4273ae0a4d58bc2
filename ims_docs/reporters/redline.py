"""Two texts -> str: what changed, word by word, with a little around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ims_docs.reporters.printable import printable

_AROUND = 2
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")


def as_text(before: str, after: str, *, colour: bool = False) -> str:
    """Changed lines with `[-what went-]{+what came+}`, and the lines around them."""
    old, new = before.splitlines(), after.splitlines()
    shown = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        shown.append(f"line {group[0][3] + 1}:")
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                shown += [f"    {printable(line)}".rstrip() for line in old[start:end]]
            else:
                shown += _changed(old[start:end], new[new_start:new_end], colour=colour)
    return "".join(f"{line}\n" for line in shown)


def _changed(old: list[str], new: list[str], *, colour: bool) -> Iterator[str]:
    together = "".join(_words("\n".join(old), "\n".join(new), colour=colour))
    for line in together.split("\n"):
        yield f"  | {line}".rstrip()


def _words(old: str, new: str, *, colour: bool) -> Iterator[str]:
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        gone, come = "".join(one[start:end]), "".join(other[new_start:new_end])
        if kind == "equal":
            yield _shown(gone)
            continue
        if gone:
            yield _marked("[-", gone, "-]", "31" if colour else "")
        if come:
            yield _marked("{+", come, "+}", "32" if colour else "")


def _marked(before: str, text: str, after: str, paint: str) -> str:
    marked = f"{before}{_shown(text)}{after}"
    return f"\x1b[{paint}m{marked}\x1b[0m" if paint else marked


def _shown(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))
