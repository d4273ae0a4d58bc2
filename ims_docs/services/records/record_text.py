"""Changing a record's text without touching a line that people wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ims_docs.formats import frontmatter
from ims_docs.formats.markdown import PLACEHOLDER, without_guidance
from ims_docs.model.content import Value
from ims_docs.services.records.sections import Part, parts

_BEGUN = re.compile(rf"(?m)^(\w[^\n|\[\]]*: )(?:{PLACEHOLDER.pattern})[ \t]*$")
"""A line that somebody began, with the place where it goes on."""
_EXAMPLE = re.compile(r'Example: ".*"')


def with_keys(text: str, changes: Mapping[str, Value]) -> str:
    """The text with these keys set, or taken away where the value is None; every other line stays.

    Raises MalformedError when the front matter is written in a way that cannot be
    changed line by line.
    """
    front, body, _ = frontmatter.split(text)
    before = frontmatter.parse(front)
    lines = front.splitlines()
    starts = sorted(
        place[0] - 1 for pointer, place in before.positions.items() if len(pointer) == 1
    )
    for key in sorted(
        (name for name in changes if (name,) in before.positions),
        key=lambda name: before.positions[(name,)][0],
        reverse=True,
    ):
        start = before.positions[(key,)][0] - 1
        end = min((one for one in starts if one > start), default=len(lines))
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1
        gone = changes[key] is None
        lines[start:end] = [] if gone else frontmatter.dump({key: changes[key]}).splitlines()
    said: dict[str, Value] = {name: value for name, value in changes.items() if value is not None}
    fresh: dict[str, Value] = {
        name: value for name, value in said.items() if (name,) not in before.positions
    }
    lines += frontmatter.dump(fresh).splitlines() if fresh else []
    changed = "\n".join(lines) + "\n"
    kept = {name: value for name, value in before.values.items() if name not in changes}
    _refuse_unlike(changed, {**kept, **said})
    return f"---\n{changed}---\n{body}"


def with_section(text: str, title: str, words: str) -> str:
    """The text with these words in a section.

    They take the place of the placeholders and the guidance: of a placeholder that ends a line
    which somebody began, they go on with that line. Other words stay above them. A section that is missing is added at the end.
    """
    front, body, _ = frontmatter.split(text)
    found = parts(body)
    for at, part in enumerate(found):
        if part.title.casefold() == title.casefold():
            bare = without_guidance(part.text)
            if begun := _BEGUN.search(bare):
                said = f"{bare[: begun.end(1)]}{words.strip()}{bare[begun.end() :]}"
                found[at] = part._replace(text=f"\n{PLACEHOLDER.sub('', said).strip()}\n\n")
                break
            own = PLACEHOLDER.sub("", bare).strip()
            said = f"{own}\n\n{words.strip()}" if own else words.strip()
            found[at] = part._replace(text=f"\n{said}\n\n")
            break
    else:
        found.append(Part(title, f"## {title}\n", f"\n{words.strip()}\n"))
    return f"---\n{front}---\n{_joined(found)}"


def cleared(text: str, wanted: tuple[str, ...]) -> str:
    """The text as it is closed: no guidance, and no section that is not wanted and says nothing."""
    front, body, _ = frontmatter.split(text)
    names = {title.casefold() for title in wanted}
    found = [part._replace(text=without_guidance(part.text)) for part in parts(body)]
    kept = [
        part
        for part in found
        if not part.title
        or part.title.casefold() in names
        or PLACEHOLDER.sub("", part.text).strip()
    ]
    return f"---\n{front}---\n{_joined(kept)}"


def with_text_below(text: str, title: str, words: str) -> str:
    """The text with one more section at its end."""
    return f"{text.rstrip()}\n\n## {title}\n\n{words.strip()}\n"


def _put(example: str, text: str) -> str:
    return _EXAMPLE.sub(lambda _: example, text)


def with_examples(form: str, examples: Value) -> str:
    """The form with other examples in its guidance, by the title of the section."""
    if not isinstance(examples, dict):
        return form
    told = []
    for part in parts(form):
        words = examples.get(part.title)
        example = f'Example: "{words}"'
        told.append(part._replace(text=_put(example, part.text)) if words else part)
    return "".join(map(str, told))


def _joined(some: list[Part]) -> str:
    text = "".join(map(str, some))
    return text.rstrip() + "\n"


def _refuse_unlike(front: str, expected: Mapping[str, Value]) -> None:
    try:
        same = frontmatter.parse(front).values == expected
    except frontmatter.MalformedError:
        same = False
    if not same:
        raise frontmatter.MalformedError(
            2,
            1,
            "The keys at the top are written in a form that cannot be changed here",
            "Write each key on a line of its own, or change it by hand.",
        )
