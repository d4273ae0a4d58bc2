"""What a repository was made from: the answers, the version of the template, what was put off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ims_docs.adapters.git import History
from ims_docs.adapters.git.listing import listed
from ims_docs.errors import RefusedError, UnreadableError
from ims_docs.services.scaffold.new import FIRST_MESSAGE

ANSWERS = ".ims/answers.json"
STATE = ".ims/upgrade.json"
FIRST = "first"
"""Names what `ims new` saved first in this repository, whichever build wrote it."""
_BACK = f"Bring {ANSWERS} back from the history: `git log -- {ANSWERS}` lists its states."


class Base(NamedTuple):
    """What a text of the repository goes back to."""

    version: str
    """The name of the version of the template."""
    digest: str
    """Of that version; empty where the repository does not know it."""
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What the last saved state says."""

    base: Base
    is_upgraded: bool = False
    """Whether `ims upgrade` has been here before."""
    later: Mapping[str, Base] = field(default_factory=dict)
    """What was put off, by path, with the version that it still goes back to."""
    first: Mapping[str, str] = field(default_factory=dict)
    """What `ims new` saved first, by path: git's names for the bytes. Empty where that is not known."""


def origin(history: History) -> Origin:
    """Read it. Raises UnreadableError, RefusedError."""
    head = history.head()
    if not head:
        raise RefusedError(
            "Nothing is saved here yet", hint="Save what there is first: `ims save`."
        )
    said, state = history.blobs((f"{head}:{ANSWERS}", f"{head}:{STATE}"))
    if said is None:
        raise RefusedError(
            f"{ANSWERS} is not here, so it is not known what this repository was made from",
            hint=f"{_BACK} Without it nothing of a newer template can be taken.",
        )
    base = read_answers(said)
    kept = _state(state) if state is not None else None
    needs_first = not kept or any(one.version == FIRST for one in kept[1].values())
    first = _first(history, head) if needs_first else {}
    if kept:
        base = base._replace(digest=kept[0].digest)
        _require_unedited(base, kept[0])
    elif first:
        (before,) = history.blobs((first[ANSWERS],))
        _require_unedited(base, read_answers(before or b""))
    return Origin(base=base, is_upgraded=bool(kept), later=kept[1] if kept else {}, first=first)


def read_answers(data: bytes) -> Base:
    """What a file of answers says. Raises UnreadableError."""
    try:
        values = json.loads(data.decode("utf-8"))
        version, answers = values["template_version"], values["answers"]
        pairs = tuple((str(name), value) for name, value in answers.items())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(f"{ANSWERS} cannot be read: {error}", hint=_BACK) from error
    if not isinstance(version, str) or not all(isinstance(value, str) for _, value in pairs):
        raise UnreadableError(f"{ANSWERS} holds something that is no text", hint=_BACK)
    return Base(version, "", pairs)


def state_text(base: Base, later: Mapping[str, Base]) -> str:
    """What is kept about this upgrade, for the next one; of former answers only what differs."""
    values = {
        "template": base.version,
        "digest": base.digest,
        "answers": dict(base.answers),
        "later": {
            path: {
                "template": one.version,
                "digest": one.digest,
                "answers": dict(pair for pair in one.answers if pair not in base.answers),
            }
            for path, one in sorted(later.items())
        },
    }
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def _state(data: bytes) -> tuple[Base, dict[str, Base]]:
    try:
        values = json.loads(data.decode("utf-8"))
        base = _base(values)
        later = {str(path): _base(one, base.answers) for path, one in values["later"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(
            f"{STATE} cannot be read: {error}",
            hint=f"Bring it back from the history: `git log -- {STATE}` lists its states.",
        ) from error
    return base, later


def _base(
    values: Mapping[str, Mapping[str, str] | str], common: Iterable[tuple[str, str]] = ()
) -> Base:
    answers = values["answers"]
    if isinstance(answers, str):
        raise TypeError("answers are no text")
    pairs = {**dict(common), **{str(name): str(value) for name, value in answers.items()}}
    return Base(str(values["template"]), str(values["digest"]), tuple(pairs.items()))


def _require_unedited(now: Base, before: Base) -> None:
    """Raise RefusedError where somebody changed the answers by hand."""
    said, known = dict(now.answers), dict(before.answers)
    names = [name for name in {**known, **said} if said.get(name) != known.get(name)]
    if not names and now.version == before.version:
        return
    what = ", ".join(names) or "template_version"
    settings = " ".join(f"--set {name}=…" for name in names)
    raise RefusedError(
        f"{ANSWERS} was changed by hand ({what}), so it no longer says what the texts here were made from",
        hint="Put it back as it was"
        + (f", then give the new answers: `ims upgrade {settings}`." if names else "."),
    )


def _first(history: History, head: str) -> dict[str, str]:
    """The files of the state in which `ims new` saved them, if its message says so."""
    commits = history.log(head, ANSWERS)
    if not commits or commits[-1].parents or commits[-1].message.strip() != FIRST_MESSAGE.strip():
        return {}
    return {row.path: row.name for row in listed(history, commits[-1].name) if row.kind == "blob"}
