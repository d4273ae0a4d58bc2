"""The page of a type of documented information."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ims_docs.model.deadline import CLOSED, MOVED, NEWER
from ims_docs.model.type import ENTRY, Kind, Property, Type
from ims_docs.services.explain.knowledge import Knowledge

_FORMS = {
    "line": "one line",
    "text": "text",
    "date": "a day, YYYY-MM-DD",
    "email": "an e-mail address",
    "number": "a whole number",
    "list": "a list",
    "group": "keys with values",
    "person": "id of a person, such as PER-0001",
    "role": "id of a role, such as innovation-manager",
    "id": "an id, such as IDE-0001",
}
_ARTICLES = {
    Kind.DOCUMENT: "a maintained document",
    Kind.RECORD: "a record",
    Kind.REGISTER: "a register",
}


def type_page(type_: Type, known: Knowledge) -> str:
    """What a type is for, where it lives, which keys and sections it has, how to add one."""
    parts = [
        f"# {type_.title} (`{type_.name}`)",
        type_.description,
        "## What it is and where it lives",
    ]
    parts.append("\n".join(f"- {line}" for line in _facts(type_)))
    what = "Keys of an entry" if type_.kind is Kind.REGISTER else "Keys of the front matter"
    parts += [f"## {what}", "\n".join(_key(one, known.types) for one in type_.properties)]
    if type_.sections:
        parts += ["## Sections", "\n".join(f"- {one}" for one in type_.sections)]
    if type_.life.states:
        parts += ["## Life", "\n".join(_states(type_))]
    if type_.deadlines:
        parts += ["## Deadlines", "\n".join(_deadlines(type_))]
    parts += ["## Clauses it serves", "\n".join(_clauses(type_, known))]
    parts += ["## How to add one", _adding(type_)]
    return "\n\n".join(parts) + "\n"


def _facts(type_: Type) -> Iterator[str]:
    yield f"It is {_ARTICLES[type_.kind]}, kept at `{type_.path(f'{type_.prefix}-0001')}`."
    if type_.prefix:
        whose = "Entries have ids" if type_.kind is Kind.REGISTER else "Ids are"
        yield f"{whose} like `{type_.prefix}-0001`."
    if type_.approver:
        yield f"The role `{type_.approver}` approves it."
    if type_.review_months:
        yield f"It is reviewed at least every {_months(type_.review_months)}."
        yield "`review_months` in ims.yml can ask for it more often."
    if type_.retention_years:
        yield f"It is kept for at least {_years(type_.retention_years)}."
    yield _removal(type_)
    if type_.profiles and type_.kind is not Kind.RECORD:
        yield f"A new repository has it in the profiles: {', '.join(type_.profiles)}."
    if type_.combines:
        combined = ", ".join(f"`{one}`" for one in type_.combines)
        yield f"It takes the place of: {combined}."


def _removal(type_: Type) -> str:
    """From where `ims remove` lets it go."""
    states = tuple(f"`{one}`" for one in type_.removal if one != ENTRY)
    if type_.kind is Kind.RECORD:
        kept = f"a closed one after {_years(type_.retention_years)}"
        said = f"while it is {_joined(states, 'or')}, and {kept}" if states else f"only as {kept}"
        return f"`ims remove` takes it out {said}."
    entries = "Its entries may be taken out" if ENTRY in type_.removal else "Its entries stay"
    said = f"while it is {_joined(states, 'or')}" if states else "never"
    about = f"`ims remove` takes it out {said}."
    return f"{entries}. {about}" if type_.kind is Kind.REGISTER else about


def _key(key: Property, types: Mapping[str, Type], depth: int = 0) -> str:
    """A line about a key, and one below it for each key of its groups."""
    form = _FORMS.get(key.form, key.form)
    if key.form == "id" and key.names in types and types[key.names].prefix:
        form = f"an id, such as {types[key.names].prefix}-0001"
    if key.choices:
        form = f"one of: {', '.join(key.choices)}"
    elif any(one.choices for one in key.each):
        form = f"some of: {', '.join(key.each[0].choices)}"
    elif key.parts and key.form == "list":
        form = "a list, each with these keys"
    needed = "needed" if key.required else "optional"
    if key.required_in and not key.required:
        needed = f"needed in the state {_joined(key.required_in)}"
    text = f" {key.description}" if key.description else ""
    lines = [f"{'    ' * depth}- `{key.name}` {key.title} ({needed}; {form}).{text}"]
    return "\n".join([*lines, *(_key(part, types, depth + 1) for part in key.parts)])


def _states(type_: Type) -> Iterator[str]:
    for state in type_.life.states:
        way = "closes the record" if state.closes else f"then {_joined(state.moves, 'or')}"
        sections = ""
        if state.sections and state.sections != type_.sections:
            quoted = _joined(tuple(f'"{one}"' for one in state.sections))
            sections = f" Asks for the sections {quoted}."
        yield f"- `{state.name}`: {way}.{sections}"


def _deadlines(type_: Type) -> Iterator[str]:
    """What `ims status` watches."""
    for one in type_.deadlines:
        ends = _joined(tuple(_end(word, type_) for word in one.until), "or")
        asked = (
            " After that day `ims status` asks whether it was done, and does not call it overdue."
        )
        yield f"- `{one.way}`: until {ends}.{asked if one.ask else ''}"


def _end(word: str, type_: Type) -> str:
    if word == CLOSED and type_.kind is Kind.REGISTER:
        return f"the entry is {_joined(type_.closed, 'or')}"
    if word == NEWER:
        shared = _joined(tuple(f"`{key}`" for key in type_.series))
        return f"a newer record of this type{f' with the same {shared}' if shared else ''} is there"
    words = {CLOSED: "the record is closed", MOVED: "it is moved or taken away"}
    return words.get(word, f"`{word}` is there")


def _joined(words: tuple[str, ...], last: str = "and") -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def _clauses(type_: Type, known: Knowledge) -> Iterator[str]:
    for standard in known.in_order:
        for number in type_.clauses.get(standard.id, ()):
            text = standard.find(number)
            if text:
                shown = f"{standard.name}, {number} {text.title}"
                yield f"- {known.refer('clause', f'{standard.id}:{number}', shown)}"


def _adding(type_: Type) -> str:
    if type_.kind is Kind.DOCUMENT:
        return (
            f"`ims add {type_.name}` writes the template with the next free id. Write your own text, "
            "delete the guidance, and run `ims check`."
        )
    what = "an entry" if type_.kind is Kind.REGISTER else "a record"
    needed = next((one.name for one in type_.properties if one.name == "title"), "")
    setting = f' --set {needed}="…"' if needed else ""
    return (
        f"`ims add {type_.name}{setting}` adds {what} with the next free id, if it has one, "
        "and leaves a placeholder for what you do not say."
    )


def _months(number: int) -> str:
    return "month" if number == 1 else f"{number} months"


def _years(number: int) -> str:
    return "1 year" if number == 1 else f"{number} years"
