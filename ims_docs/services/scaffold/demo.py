"""The example organisation: a scaffold that several people worked on for eighteen months."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from ims_docs.adapters import resources
from ims_docs.adapters.disk import writing
from ims_docs.adapters.git import History
from ims_docs.adapters.git.identity import identity
from ims_docs.adapters.git.tags import tag
from ims_docs.errors import TemplateError
from ims_docs.formats import frontmatter
from ims_docs.formats.schemas import Schemas
from ims_docs.model.approval import Meaning
from ims_docs.model.removal import statement_path
from ims_docs.model.type import Type
from ims_docs.services.scaffold.answers import complete, given
from ims_docs.services.scaffold.completion import completed, completion
from ims_docs.services.scaffold.demo_removals import removal
from ims_docs.services.scaffold.demo_signing import DemoSigning
from ims_docs.services.scaffold.new import Created, create

_BEGIN = time(8, tzinfo=UTC)
_WORK = time(9, tzinfo=UTC)
_CODE = re.compile(r"\[code of ([a-z0-9-]+)\]")
"""Where a text of the history tells the code of a baseline, which is known when it is made."""
_FAULT = "This is a fault in ims-docs; please report it."


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who commits."""

    name: str
    email: str
    id: str
    """In the people register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one person did on one day."""

    date: date
    by: Author
    message: str
    complete: tuple[str, ...]
    files: str
    remove: tuple[str, ...]
    removed: tuple[str, ...]
    """Ids of what goes in this step."""
    reason: str
    """Why it goes."""
    signers: bool
    """Whether the list of those who may sign is written."""
    submit: tuple[str, ...]
    approve: tuple[str, ...]
    review: Mapping[str, str]
    """Type to the reason why it is still valid."""
    baseline: str
    """The name of a baseline that fixes what the step before this one saved."""


def create_demo(target: Path) -> Created:
    """Make the example repository at `target`. Raises as `create` does, and TemplateError."""
    demo = resources.resource("template") / "demo"
    answers = complete(given(demo / "answers.yaml", ()).values)
    steps = read_steps((demo / "history.yaml").read_text(encoding="utf-8"))

    def grow(root: Path) -> str:
        history = History(root)
        types = Schemas(resources.resource("schemas")).types
        paths = {one.name: one.path("") for one in types.values()}
        signing = DemoSigning(root, types)
        codes: dict[str, str] = {}
        for step in steps:
            said = _statements(step, root, types)
            _take(step, root, demo, paths)
            _tell(step, root, demo, codes)
            for path, text in said.items():
                writing.create(root, path, text)
            _sign(step, signing, steps)
            _fix(step, signing, history, codes)
            commit = history.commit_all(
                step.message,
                name=step.by.name,
                email=step.by.email,
                when=datetime.combine(step.date, _WORK),
            )
        return commit

    return create(target, answers, grow=grow, when=datetime.combine(steps[0].date, _BEGIN))


def read_steps(text: str) -> tuple[Step, ...]:
    """The history as data: who did what on which day, oldest first. Raises TemplateError."""
    try:
        values = frontmatter.parse(text).values
        people = {key: Author(**one) for key, one in _mapping(values["people"]).items()}
        steps = tuple(_step(_mapping(one), people) for one in _list(values["steps"]))
    except frontmatter.MalformedError as error:
        raise TemplateError(f"history.yaml:{error.line}: {error.message}", hint=_FAULT) from error
    except (KeyError, TypeError, ValueError) as error:
        raise TemplateError(f"history.yaml cannot be used: {error}", hint=_FAULT) from error
    if not steps or [one.date for one in steps] != sorted(one.date for one in steps):
        raise TemplateError("history.yaml: steps are missing or not in order", hint=_FAULT)
    return steps


def _step(values: Mapping[str, object], people: Mapping[str, Author]) -> Step:
    removed = _mapping(values.get("removed", {}))
    return Step(
        date=date.fromisoformat(str(values["date"])),
        by=people[str(values["by"])],
        message=str(values["message"]),
        complete=tuple(map(str, _list(values.get("complete", [])))),
        files=str(values.get("files", "")),
        remove=tuple(map(str, _list(values.get("remove", [])))),
        removed=tuple(map(str, _list(removed.get("ids", [])))),
        reason=str(removed.get("reason", "")),
        signers=values.get("signers") is True,
        submit=tuple(map(str, _list(values.get("submit", [])))),
        approve=tuple(map(str, _list(values.get("approve", [])))),
        review={key: str(one) for key, one in _mapping(values.get("review", {})).items()},
        baseline=str(values.get("baseline", "")),
    )


def _statements(step: Step, root: Path, types: Mapping[str, Type]) -> dict[str, str]:
    """The removal statements of a step, before anything goes."""
    when = datetime.combine(step.date, _WORK)
    return {
        statement_path(one): removal(root, types, one, step.by.id, when, step.reason).text
        for one in step.removed
    }


def _take(step: Step, root: Path, demo: Path, paths: Mapping[str, str]) -> None:
    for name in step.complete:
        source = demo / "fills" / f"{name}.yaml"
        place = root / paths[name]
        if not source.is_file() or not place.is_file():
            raise TemplateError(f"history.yaml: {name} cannot be completed", hint=_FAULT)
        how = completion(source.read_text(encoding="utf-8"), f"fills/{name}.yaml")
        place.write_text(completed(place.read_text(encoding="utf-8"), how), encoding="utf-8")
    if step.files:
        # copyfile gives each file a time of its own: with the times of the template, git
        # could take a later version of the same size for the earlier one.
        shutil.copytree(
            demo / "files" / step.files, root, dirs_exist_ok=True, copy_function=shutil.copyfile
        )
    for path in step.remove:
        (root / path).unlink()


def _tell(step: Step, root: Path, demo: Path, codes: Mapping[str, str]) -> None:
    """Write the codes of baselines into the minutes that a step brings."""
    for made in (demo / "files" / step.files).rglob("*.md") if step.files else ():
        text = made.read_text(encoding="utf-8")
        told = _CODE.sub(lambda found: codes[found[1]], text)
        if told != text:
            place = root / made.relative_to(demo / "files" / step.files)
            place.write_text(told, encoding="utf-8", newline="\n")


def _sign(step: Step, signing: DemoSigning, steps: Sequence[Step]) -> None:
    when = datetime.combine(step.date, _WORK)
    if step.signers:
        signing.list_signers({one.by.id: one.by.name for one in steps}, when)
    for name in step.submit:
        signing.say(Meaning.PREPARED, name, step.by.id, when)
    for name in step.approve:
        signing.say(Meaning.APPROVED, name, step.by.id, when)
    for name, reason in step.review.items():
        signing.say(Meaning.REVIEWED, name, step.by.id, when, reason)


def _fix(step: Step, signing: DemoSigning, history: History, codes: dict[str, str]) -> None:
    if not step.baseline:
        return
    when = datetime.combine(step.date, _WORK)
    made = signing.fix(step.baseline, history, step.by.id, when)
    codes[made.name] = made.code
    who = identity(step.by.name, step.by.email, when)
    tag(history, made.tag, made.commit, made.remark, who)


def _mapping(value: object) -> Mapping[str, dict[str, str]]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not a group of keys")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value
