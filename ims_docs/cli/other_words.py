"""Words that are no command of ours, and what was meant by them."""

from __future__ import annotations

from collections.abc import Mapping

_OTHER_WORDS = {
    "start": "status",
    "next": "status",
    "what": "status",
    "begin": "new",
    "init": "new",
    "create": "new",
    "validate": "check",
    "lint": "check",
    "test": "check",
    "log": "history",
    "changes": "history",
    "view": "show",
    "open": "show",
    "print": "show",
    "find": "list",
    "ls": "list",
    "register": "table",
    "registers": "list",
    "todo": "status",
    "tasks": "status",
    "due": "status",
    "sign": "approve",
    "serve": "site",
    "build": "site",
    "gates": "hooks",
    "commit": "save",
    "store": "save",
    "pull": "get",
    "fetch": "get",
    "update": "get",
    "receive": "get",
    "push": "send",
    "publish": "send",
    "upload": "send",
    "clone": "share",
    "join": "share",
    "remote": "share",
    "revert": "undo",
    "rollback": "undo",
    "reset": "restore",
    "checkout": "restore",
    "mv": "rename",
    "retitle": "rename",
    "delete": "remove",
    "change": "edit",
    "modify": "edit",
    "answers": "upgrade",
    "set": "edit",
    "rm": "remove",
    "count": "measure",
    "convert": "import",
    "migrate": "import",
    "ingest": "import",
    "load": "import",
    "group": "portal",
    "entities": "portal",
}
"""Words that other programs, and people, have for a command."""


def lead_on(word: str, commands: Mapping[str, str]) -> str:
    """What was meant by a word that is none of the commands, each with its short help."""
    import difflib

    lower = word.lower()
    close = difflib.get_close_matches(lower, commands, 2, 0.6)
    meant = [lower] if lower in commands else [*filter(None, [_OTHER_WORDS.get(lower)]), *close]
    if type_ := None if meant else _type_called(word):
        return f"There is no command {word!r}. To add one: `ims add {type_}`; to see what there is: `ims list {type_}`."
    if not meant and any(one.isdigit() for one in word):
        return f"There is no command {word!r}. To see something with this id: `ims show {word}`."
    named = " or ".join(f"`ims {one}`: {commands[one]}" for one in dict.fromkeys(meant))
    return f"There is no command {word!r}. " + (
        f"Did you mean {named}" if named else "`ims --help` lists them."
    )


def _type_called(word: str) -> str:
    """The type that has this name; empty where none has."""
    from ims_docs.model.naming import type_called
    from ims_docs.services.explain import knowledge_of

    found = type_called(knowledge_of().types, word)
    return found.name if found else ""
