"""Putting an entry into a register's YAML, or taking something out, without touching any other line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ims_docs.formats import frontmatter
from ims_docs.model.content import Position, Value

_ADVICE = "guidance"


def with_entry(text: str, entry: dict[str, Value]) -> str:
    """The register's text with one more entry at the end of `entries`.

    Raises MalformedError when the list is written in a way that cannot be extended
    line by line.
    """
    return _with_entries(text, [entry])


def with_rows(
    text: str, changes: Mapping[str, dict[str, Value]], added: Sequence[dict[str, Value]]
) -> str:
    """The register's text with many entries changed, and more at its end; all else stays.

    Raises MalformedError as `with_entry` does.
    """
    before = frontmatter.parse(text)
    old = _entries(before.values)
    lines, expected = text.split("\n"), [dict(one) for one in old]
    for at in range(
        len(old) - 1, -1, -1
    ):  # from the end, so that the lines above stay where they are
        if asked := changes.get(str(old[at].get("id"))):
            expected[at] = _change(before.positions, lines, old, at, asked)
    result = "\n".join(lines)
    if changes:
        _refuse_unlike(result, before.positions["entries",], expected)
    return _with_entries(result, added) if added else result


def _with_entries(text: str, added: Sequence[dict[str, Value]]) -> str:
    before = frontmatter.parse(text)
    lines = text.splitlines()
    if ("entries",) not in before.positions:
        raise frontmatter.MalformedError(
            1, 1, "The register has no list `entries`", "Add a line `entries: []` at its end."
        )
    place = before.positions[("entries",)]
    start = place[0] - 1
    following = [
        place[0] - 1
        for pointer, place in before.positions.items()
        if len(pointer) == 1 and place[0] - 1 > start
    ]
    end = min(following, default=len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    old = before.values.get("entries")
    if not old:
        lines[start] = "entries:"
        end = start + 1
    block = frontmatter.dump({"entries": list(added)}).splitlines()[1:]
    result = "\n".join([*lines[:end], *block, *lines[end:]]) + "\n"
    _refuse_unlike(result, place, [*(old if isinstance(old, list) else []), *added])
    return result


def without_entry(text: str, identifier: str) -> str:
    """The register's text without one entry. Raises MalformedError as `with_entry` does."""
    before = frontmatter.parse(text)
    listed = before.values.get("entries")
    old = listed if isinstance(listed, list) else []
    names = [one.get("id") if isinstance(one, dict) else None for one in old]
    at = names.index(identifier)
    place, lines = before.positions["entries",], text.splitlines()
    start = before.positions["entries", at][0] - 1
    end = _end_of(before.positions, at, len(old), place, lines)
    rest = [*lines[:start], *lines[end:]]
    if len(old) == 1:
        rest[place[0] - 1] = "entries: []"
    result = "\n".join(rest) + "\n"
    _refuse_unlike(result, place, [*old[:at], *old[at + 1 :]])
    return result


def with_entry_keys(text: str, identifier: str, changes: dict[str, Value]) -> str:
    """The register's text in which one entry has other values, None takes a key away; all else stays.

    Raises MalformedError as `with_entry` does.
    """
    before = frontmatter.parse(text)
    old = _entries(before.values)
    at = [one.get("id") for one in old].index(identifier)
    lines = text.split("\n")
    changed = _change(before.positions, lines, old, at, changes)
    result = "\n".join(lines)
    _refuse_unlike(result, before.positions["entries",], [*old[:at], changed, *old[at + 1 :]])
    return result


def without_advice(text: str) -> str:
    """The register's text without the guidance of the template; every other byte stays.

    Raises MalformedError as `with_entry` does.
    """
    before = frontmatter.parse(text)
    if (_ADVICE,) not in before.positions:
        return text
    lines = text.split("\n")
    first = before.positions[_ADVICE,][0] - 1
    keys = [place[0] - 1 for pointer, place in before.positions.items() if len(pointer) == 1]
    last = min((line for line in keys if line > first), default=len(lines))
    while last > first + 1 and lines[last - 1].startswith(("#", "---", "...")):
        last -= 1
    rest = "\n".join([*lines[:first], *lines[last:]])
    wanted = {name: value for name, value in before.values.items() if name != _ADVICE}
    try:
        same = frontmatter.parse(rest).values == wanted
    except frontmatter.MalformedError:
        same = False
    if not same:
        raise frontmatter.MalformedError(
            *before.positions[_ADVICE,],
            "The guidance is written in a form that cannot be taken out line by line",
            "Delete the key `guidance` and its text by hand.",
        )
    return rest


def _entries(values: Mapping[str, Value]) -> list[dict[str, Value]]:
    listed = values.get("entries")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _change(
    positions: Mapping[tuple[str | int, ...], Position],
    lines: list[str],
    old: Sequence[Mapping[str, Value]],
    at: int,
    changes: Mapping[str, Value],
) -> dict[str, Value]:
    """Change the lines of one entry; returns what it says then."""
    keys = {name: positions["entries", at, name] for name in old[at]}
    indent = " " * (keys["id"][1] - 1)
    end = _end_of(positions, at, len(old), positions["entries",], lines)
    starts = sorted([*(line - 1 for line, _ in keys.values()), end])
    said: dict[str, Value] = {name: value for name, value in changes.items() if value is not None}
    fresh: dict[str, Value] = {name: value for name, value in said.items() if name not in keys}
    lines[end:end] = _block(fresh, indent)
    for name in sorted(set(changes) & set(keys), key=lambda one: keys[one], reverse=True):
        first = keys[name][0] - 1
        last = next(line for line in starts if line > first)
        while last > first + 1 and lines[last - 1].lstrip().startswith("#"):
            last -= 1
        block = _block({name: changes[name]}, indent) if name in said else []
        if block and lines[first].lstrip().startswith("- "):  # the first key stands behind the dash
            block[0] = lines[first][: len(indent)] + block[0][len(indent) :]
        lines[first:last] = block
    return {**{name: value for name, value in old[at].items() if name not in changes}, **said}


def _block(values: dict[str, Value], indent: str) -> list[str]:
    return [f"{indent}{line}" for line in frontmatter.dump(values).splitlines()] if values else []


def _end_of(
    positions: Mapping[tuple[str | int, ...], Position],
    at: int,
    number: int,
    place: Position,
    lines: list[str],
) -> int:
    """The first line behind an entry and what stands in it."""
    if at + 1 < number:
        end = positions["entries", at + 1][0] - 1
    else:
        later = [line - 1 for key, (line, _) in positions.items() if len(key) == 1]
        end = min((line for line in later if line > place[0] - 1), default=len(lines))
    while end > 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _refuse_unlike(text: str, place: Position, expected: Sequence[Value]) -> None:
    try:
        same = frontmatter.parse(text).values.get("entries") == expected
    except frontmatter.MalformedError:
        same = False
    if not same:
        raise frontmatter.MalformedError(
            *place,
            "The list `entries` is written in a form that cannot be changed line by line",
            "Write each entry as a block that starts with a line `  - id: …`.",
        )
