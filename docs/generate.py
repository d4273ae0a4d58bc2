"""Write docs/reference from the code: rules, types, standards, commands, exit codes, report.

And, from the auditor questions of a standard, the form of the audit checklist; from the
docstrings of the package, the map on the page of its architecture.

`python docs/generate.py` writes what has changed; `--check` only says what is not current
and exits with 1.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import checklist
import click
import measuring
import traceability
import wings

from ims_docs.cli import boundary
from ims_docs.cli.check import FINDINGS
from ims_docs.cli.group import COMMANDS, ims
from ims_docs.domain.rules import ALL_RULES, Rule
from ims_docs.errors import ImsDocsError
from ims_docs.formats.markdown import structure
from ims_docs.model.settings import LEADING
from ims_docs.model.standard import Crosswalk, Standard
from ims_docs.model.type import Kind
from ims_docs.services.explain import (
    Example,
    Knowledge,
    clause_page,
    facts,
    knowledge_of,
    rule_page,
    type_page,
)
from ims_docs.services.hook_setup import configuration

DOCS = Path(__file__).parent
PROJECT = DOCS.parent
REFERENCE = DOCS / "reference"
EXAMPLES = PROJECT / "tests" / "rules"
MARK = "<!-- Written by docs/generate.py. Change the code, not this page. -->\n\n"

SHOWN_FILES = 2
LANGUAGES = {".md": "markdown", ".yaml": "yaml", ".yml": "yaml", ".json": "json"}
FAMILIES = {
    "APR": "Approvals: what is in force was approved by somebody else who may",
    "AUD": "Audits: samples that nobody could choose",
    "CLS": "Clauses: what the standard asks for is there",
    "DOC": "Documents: identified, complete, free of template text",
    "HIS": "History: what was closed stays as it was",
    "LNK": "Links: everything that is named exists",
    "NUM": "Numbers: indicators and measurements can be followed",
    "REC": "Records: complete when closed, true in their dates",
    "REG": "Registers: well formed and the organisation's own",
    "SHP": "Shape: files can be read, kept and shown safely",
    "WHO": "People: known, still here, and not judging their own work",
    "VAL": "Values: limits and decisions have one home, and texts say what it says",
    "WVR": "Waivers: in date, used, decided by a known person, never about altered evidence",
}
EXIT_CODES = {
    0: "Everything was checked, and nothing is at or above `--fail-on`.",
    1: "There are findings at or above `--fail-on`, or what you asked for is not allowed; the message says why.",
    2: "Wrong usage or configuration: an unknown option, code, word or answer.",
    3: "It could not be checked: no repository, a cut history, a file or git that cannot be used.",
    4: "A fault of ims itself; the message names a file with the details.",
    130: "Interrupted by the person at the keyboard. Nothing was changed.",
}
NAMES = {Kind.DOCUMENT: "Documents", Kind.REGISTER: "Registers", Kind.RECORD: "Records"}


def main(arguments: list[str]) -> int:
    """Write the pages, or say which are not current."""
    pages = {REFERENCE / path: MARK + text for path, text in reference()}
    left = sorted(set(REFERENCE.rglob("*.md")) - set(pages))
    pages |= {PROJECT / path: text for path, text in (*forms(), *configurations(), *maps())}
    stale = [path for path, text in pages.items() if _read(path) != text]
    for path in (*stale, *left):
        print(path.relative_to(PROJECT).as_posix())
    if "--check" in arguments:
        return 1 if stale or left else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[path], encoding="utf-8")
    for path in left:
        path.unlink()
    return 0


def configurations() -> Iterator[tuple[str, str]]:
    """What pre-commit and prek read, here and in a new repository."""
    yield ".pre-commit-hooks.yaml", configuration.hooks_file()
    yield (
        f"template/{{{{cookiecutter.slug}}}}/{configuration.CONFIGURATION}",
        (configuration.repository_file()),
    )


def maps() -> Iterator[tuple[str, str]]:
    """Pages that people write, with a map of the package in them."""
    path = "docs/explanation/architecture.md"
    yield path, wings.page(_read(PROJECT / path))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def reference() -> Iterator[tuple[str, str]]:
    """Every page of the reference: path and text."""
    known = replace(knowledge_of(), refer=_link)
    yield "index.md", _index(known)
    yield "rules/index.md", _rules_index()
    for rule in ALL_RULES:
        yield f"rules/{rule.code}.md", rule_page(rule, known, example(rule))
    yield "types/index.md", _types_index(known)
    for type_ in known.types.values():
        yield f"types/{type_.name}.md", type_page(type_, known)
    for standard in known.standards.values():
        sections = "\n".join(
            clause_page(standard, text, known)
            .replace("\n## ", "\n### ")
            .replace(f"# {standard.name}, clause {text.clause}: ", f"## {text.clause} ", 1)
            for text in standard.clauses
        )
        around = "".join(f"- {one}\n" for one in facts(standard))
        head = f"# {standard.name}: {standard.title}\n\n{standard.note}\n\n"
        head += f"Good to know:\n\n{around}\n" if around else ""
        yield f"standards/{standard.id}.md", head + sections
    walks = [_crosswalk(walk, known.standards) for walk in known.crosswalks]
    yield "standards/crosswalk.md", "\n".join(walks)
    titles = {name: type_.title for name, type_ in known.types.items()}
    yield (
        "traceability.md",
        traceability.page(titles, lambda *of: _clause(known.standards, *of), measuring.sets()),
    )
    yield "document-set.md", measuring.page()
    yield "cli.md", "\n".join(_cli())
    yield "exit-codes.md", _exit_codes()
    yield "report-format.md", "\n".join(_report_format())


def forms() -> Iterator[tuple[str, str]]:
    """Forms that follow from a standard: path and text. People work in a copy, so they bear no mark."""
    standard = knowledge_of().standards[LEADING]
    yield "template/forms/audit-checklist.md", checklist.form(standard)


INDEX = """# Reference

Everything here is written from the code and checked in its tests.

- [Rules](rules/index.md): what `ims check` asks for
- [Types](types/index.md): documents, registers and records
- Standards: {standards},
  [the way from one to the other](standards/crosswalk.md)
- [The document set](document-set.md): how much there is to read and to fill in
- [What readers of public texts expect](traceability.md), and where it is served
- [Commands](cli.md) and their [exit codes](exit-codes.md)
- [The JSON report](report-format.md)
"""


def _index(known: Knowledge) -> str:
    pages = (f"[{one.number}](standards/{one.id}.md)" for one in known.in_order)
    return INDEX.format(standards=", ".join(pages))


def _link(kind: str, name: str, text: str) -> str:
    if kind == "type":
        return f"[`{name}`](../types/{name}.md)"
    standard = name.partition(":")[0]
    heading = text.partition(", ")[2]
    (found,) = structure(f"## {heading}\n", 1).headings
    return f"[{text}](../standards/{standard}.md#{found.anchor})"


def _clause(standards: Mapping[str, Standard], standard: str, number: str) -> str:
    one = standards[standard]
    (found,) = [text for text in one.clauses if str(text.clause) == number]
    link = _link("clause", f"{standard}:{number}", f"{one.name}, {number} {found.title}")
    return link.replace("](../", "](")


# Rules


def _rules_index() -> str:
    lines = ["# Rules", ""]
    lines += ["A rule's code is never used again. `ims explain CODE` prints the same page."]
    for family, rules in groupby(ALL_RULES, key=lambda rule: rule.family):
        lines += ["", f"## {FAMILIES[family]}", "", "| Code | Title | Severity | Clause |"]
        lines += ["|---|---|---|---|"]
        lines += [
            f"| [{one.code}]({one.code}.md) | {one.title} | {one.severity} | {one.clause} |"
            for one in rules
        ]
    return "\n".join(lines) + "\n"


def example(rule: Rule) -> Example:
    """The first conforming and the first nonconforming example of a rule."""
    folder = EXAMPLES / rule.code
    if (folder / "wrong.md").is_file():
        return Example(right=_read(folder / "right.md"), wrong=_read(folder / "wrong.md"))
    right = min(path for path in folder.glob("conforming/*") if path.is_dir())
    wrong = min(path for path in folder.glob("nonconforming/*") if path.is_dir())
    found = f"`ims check` says:\n\n```text\n{_read(wrong / 'expected.txt')}```"
    return Example(right=_files(right), wrong=f"{_files(wrong)}\n\n{found}")


def _files(case: Path) -> str:
    paths = sorted(path for path in case.rglob("*") if path.is_file())
    paths = [path for path in paths if path.name != "expected.txt"]
    blocks = []
    for path in paths[:SHOWN_FILES]:
        language = LANGUAGES.get(path.suffix, "text")
        name = path.relative_to(case).as_posix()
        name = (
            f"{name.removeprefix('before/')}` as it was before"
            if name.startswith("before/")
            else f"{name}`"
        )
        blocks.append(f"`{name}\n\n````{language}\n{_read(path).rstrip()}\n````")
    if paths[SHOWN_FILES:]:
        names = ", ".join(f"`{path.relative_to(case).as_posix()}`" for path in paths[SHOWN_FILES:])
        blocks.append(f"Further files of this example: {names}.")
    return "\n\n".join(blocks)


# Types and standards


def _types_index(known: Knowledge) -> str:
    number = known.standards[LEADING].number
    lines = ["# Types", "", "`ims explain TYPE` prints the same page."]
    for kind, name in NAMES.items():
        lines += [
            "",
            f"## {name}",
            "",
            f"| Type | Title | {number} | Kept in |",
            "|---|---|---|---|",
        ]
        for one in known.types.values():
            if one.kind is kind:
                numbers = ", ".join(map(str, one.clauses.get(LEADING, ())))
                place = f"[`{one.name}`]({one.name}.md) | {one.title} | {numbers}"
                lines.append(f"| {place} | `docs/{one.folder}/` |")
    return "\n".join(lines) + "\n"


def _crosswalk(walk: Crosswalk, standards: Mapping[str, Standard]) -> str:
    origin, target = standards[walk.origin], standards[walk.target]
    lines = [f"# From {origin.name} to {target.name}", "", walk.note, ""]
    lines += [f"| {origin.number} | {target.number} | What happened | What to add | Confidence |"]
    lines += ["|---|---|---|---|---|"]
    for one in walk.crossings:
        targets = ", ".join(map(str, one.targets))
        start = one.origin or ""
        lines.append(f"| {start} | {targets} | {one.change} | {one.add} | {one.confidence} |")
    return "\n".join(lines) + "\n"


# Commands


def _cli() -> Iterator[str]:
    yield "# Commands\n"
    yield from _command("ims", ims)
    for name in COMMANDS:
        if command := ims.get_command(click.Context(ims), name):
            yield from _command(f"ims {name}", command)


def _command(path: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"## {path}\n"
    yield f"```text\n{path} {usage}\n```\n"
    yield inspect.cleandoc(command.help or "") + "\n"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            yield f"- {_option(parameter)}"
    yield ""
    if isinstance(command, click.Group) and command is not ims:
        for name, inner in sorted(command.commands.items()):
            yield from _command(f"{path} {name}", inner)


def _option(option: click.Option) -> str:
    value = ""
    if not option.is_flag:
        choices = isinstance(option.type, click.Choice) and "|".join(map(str, option.type.choices))
        value = " " + (option.metavar or choices or option.type.name.upper())
    names = ", ".join(f"`{name}{value}`" for name in option.opts)
    default = f"Default: {option.default}." if option.show_default and option.default else ""
    meaning = " ".join(part for part in (option.help, default) if part)
    return f"{names}: {meaning}" if meaning else names


def _exit_codes() -> str:
    used = {0, FINDINGS, boundary.COULD_NOT_CHECK, boundary.OUR_FAULT, boundary.INTERRUPTED}
    used |= {one.exit_code for one in (ImsDocsError, *ImsDocsError.__subclasses__())}
    if used != set(EXIT_CODES):
        raise SystemExit(f"EXIT_CODES explains {sorted(EXIT_CODES)}; used are {sorted(used)}")
    lines = [
        "# Exit codes",
        "",
        "Scripts and CI may depend on them.",
        "",
        "| Code | Means |",
        "|---|---|",
    ]
    lines += [f"| {code} | {text} |" for code, text in EXIT_CODES.items()]
    return "\n".join(lines) + "\n"


# The JSON report


def _report_format() -> Iterator[str]:
    schema = json.loads(_read(PROJECT / "schemas" / "report.schema.json"))
    yield f"# {schema['title']}\n"
    yield schema["description"] + "\n"
    yield "The schema is `schemas/report.schema.json`. Keys do not change their meaning.\n"
    yield from _keys("The report", schema, schema["$defs"])
    for name, part in schema["properties"].items():
        inner = part.get("items", part)
        yield from _keys(f"`{name}`", inner, schema["$defs"])


def _keys(title: str, part: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[str]:
    named = known.get(part.get("$ref", "").rpartition("/")[2], {})
    properties = {**named.get("properties", {}), **part.get("properties", {})}
    yield f"## {title}\n"
    yield "| Key | Form | Meaning |\n|---|---|---|"
    for name, value in properties.items():
        whole = {**known.get(value.get("$ref", "").rpartition("/")[2], {}), **value}
        form = whole.get("type") or "one of: " + ", ".join(
            str(one) for one in whole.get("enum", [whole.get("const")])
        )
        yield f"| `{name}` | {form} | {whole.get('description', '')} |"
    yield ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
