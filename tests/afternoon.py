"""What somebody does in an afternoon: delete guidance, answer each open place, name people."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ims_docs.formats import frontmatter
from ims_docs.formats.markdown import without_guidance

STORIES = Path(__file__).parent / "content" / "afternoons"
PLACE = re.compile(r"\[TODO[^\]]*\]")
_REGISTER_GUIDANCE = re.compile(r"^guidance: \|.*\n(?:(?:[ \t]+.*)?\n)*", re.MULTILINE)


def story(name: str) -> dict[str, Any]:
    """What one organisation wrote."""
    return dict(frontmatter.parse((STORIES / f"{name}.yaml").read_text("utf-8")).values)


def fill_in(root: Path, done: dict[str, Any], *, whole: bool) -> None:
    """Write the answers into a new repository: into every file, or into those that are named."""
    named = [*done["texts"], "docs/registers/people.yaml", "docs/registers/roles.yaml"]
    every = [one for one in (root / "docs").rglob("*") if one.suffix in (".md", ".yaml")]
    for path in every if whole else [root / one for one in named]:
        _answer(path, done["texts"].get(path.relative_to(root).as_posix(), []))
    registers = root / "docs/registers"
    with (registers / "people.yaml").open("a", encoding="utf-8") as people:
        for one in done["people"]:
            keys = [f'{name}: "{value}"' for name, value in one.items()]
            people.write("  - " + "\n    ".join([*keys, "active: active"]) + "\n")
    roles = (registers / "roles.yaml").read_text("utf-8")
    for role, person in done["holders"].items():
        roles = re.sub(rf"(- id: {role}\n.*\n    holders: )\[\]", rf"\1[{person}]", roles)
    (registers / "roles.yaml").write_text(roles, "utf-8")


def _answer(path: Path, given: Any) -> None:
    text = path.read_text("utf-8")
    text = _REGISTER_GUIDANCE.sub("", text) if path.suffix == ".yaml" else without_guidance(text)
    given = given if isinstance(given, dict) else {"answers": given}
    for number in given.get("drop", ()):
        text = re.sub(rf"^  - id: {number}\n(?:    .*\n)*", "", text, flags=re.MULTILINE)
    answers = list(given["answers"])
    text = PLACE.sub(lambda _: answers.pop(0), text)
    assert answers == [], path
    text = text.replace("gap_closed_by: to be decided", "gap_closed_by: practice and coaching")
    path.write_text(text, "utf-8")
