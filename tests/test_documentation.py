"""The reference is what the code says, and everything has its place in it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from ims_docs import errors
from ims_docs.adapters.resources import resource
from ims_docs.cli import boundary
from ims_docs.cli.group import COMMANDS, ims
from ims_docs.domain.rules import ALL_RULES
from ims_docs.formats.schemas import Schemas
from ims_docs.services.loading.standards import shipped

PROJECT = Path(__file__).parent.parent
REFERENCE = PROJECT / "docs" / "reference"
RULE_HEADINGS = [
    "What it asks for",
    "Why it matters",
    "Not right",
    "Right",
    "How to put it right",
    "Waiving it",
    "Clause",
]


def page(path: str) -> str:
    return (REFERENCE / path).read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    outside_code = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^## (.+)$", outside_code, re.MULTILINE)


@pytest.fixture
def generator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The generator, writing into a folder of its own."""
    path = PROJECT / "docs" / "generate.py"
    spec = importlib.util.spec_from_file_location("docs_generate", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    monkeypatch.setattr(module, "REFERENCE", tmp_path / "reference")
    pages = [("index.md", "# Reference\n"), ("rules/DOC001.md", "# DOC001\n")]
    monkeypatch.setattr(module, "reference", lambda: iter(pages))
    forms = [("template/forms/list.md", "## Preparation\n")]
    monkeypatch.setattr(module, "forms", lambda: iter(forms))
    monkeypatch.setattr(module, "configurations", lambda: iter(()))
    monkeypatch.setattr(module, "maps", lambda: iter(()))
    return module


def test_nothing_in_the_reference_is_stale() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_generator_writes_and_then_has_nothing_to_say(
    generator: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generator.main(["--check"]) == 1
    assert not (tmp_path / "reference").exists()
    assert generator.main([]) == 0
    written = ["reference/index.md", "reference/rules/DOC001.md", "template/forms/list.md"]
    assert capsys.readouterr().out.split() == written * 2
    assert generator.main(["--check"]) == 0
    assert capsys.readouterr().out == ""


def test_the_generator_sees_a_changed_page_and_one_that_is_left_over(
    generator: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generator.main([])
    capsys.readouterr()
    (tmp_path / "reference/index.md").write_text("# Mine\n")
    (tmp_path / "reference/rules/DOC000.md").write_text("# Old\n")
    assert generator.main(["--check"]) == 1
    assert capsys.readouterr().out.split() == ["reference/index.md", "reference/rules/DOC000.md"]
    assert generator.main([]) == 0
    assert not (tmp_path / "reference/rules/DOC000.md").exists()
    assert generator.main(["--check"]) == 0


def test_the_generator_marks_a_page_and_not_a_form(generator: ModuleType, tmp_path: Path) -> None:
    """People work in a copy of a form; a page is only read."""
    generator.main([])
    assert "generate.py" in (tmp_path / "reference/index.md").read_text()
    form = tmp_path / "template/forms/list.md"
    assert form.read_text() == "## Preparation\n"
    form.write_text("## Mine\n")
    assert generator.main(["--check"]) == 1


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_page_with_examples_and_a_place_in_the_list(rule) -> None:
    text = page(f"rules/{rule.code}.md")
    assert headings(text) == RULE_HEADINGS
    assert rule.title in text
    assert rule.rationale in text
    assert rule.hint in text
    wrong, right = text.split("## Not right")[1].split("## Right")
    assert rule.code in wrong
    assert "```" in right.split("## How to put it right")[0]
    assert f"[{rule.code}]({rule.code}.md) | {rule.title}" in page("rules/index.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented_with_every_option(name: str) -> None:
    command = ims.get_command(click.Context(ims), name)
    assert command
    assert f"ims {name}" in headings(page("cli.md"))
    section = page("cli.md").split(f"\n## ims {name}\n")[1].split("\n## ims ")[0]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}" in section


def test_every_command_has_help() -> None:
    for name in COMMANDS:
        command = ims.get_command(click.Context(ims), name)
        assert command
        assert command.help, name


def test_every_exit_code_is_documented() -> None:
    documented = re.findall(r"^\| (\d+) \| .+ \|$", page("exit-codes.md"), re.MULTILINE)
    assert documented == ["0", "1", "2", "3", "4", "130"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("RefusedError", 1),
        ("ConfigurationError", 2),
        ("HistoryUnavailableError", 3),
        ("RepositoryNotFoundError", 3),
        ("UnreadableError", 3),
        ("TemplateError", 4),
    ],
)
def test_scripts_may_depend_on_the_exit_code_of_each_kind_of_error(kind: str, code: int) -> None:
    assert getattr(errors, kind)("x").exit_code == code


def test_every_kind_of_error_has_a_documented_exit_code() -> None:
    used = {one.exit_code for one in vars(errors).values() if hasattr(one, "exit_code")}
    assert used == {1, 2, 3, 4}
    assert (boundary.COULD_NOT_CHECK, boundary.OUR_FAULT, boundary.INTERRUPTED) == (3, 4, 130)


def test_decisions_are_numbered_without_a_hole_and_listed_by_their_titles() -> None:
    folder = PROJECT / "docs/explanation/decisions"
    pages = sorted(folder.glob("[0-9]*.md"))
    numbers = [int(one.name[:4]) for one in pages]
    assert numbers == list(range(1, len(numbers) + 1))
    titles = [one.read_text("utf-8").partition("\n")[0].removeprefix("# ") for one in pages]
    assert [int(one[:4]) for one in titles] == numbers
    listed = re.findall(
        r"^- \[(.+)\]\((.+)\)$", (folder / "index.md").read_text("utf-8"), re.MULTILINE
    )
    assert listed == [(title, one.name) for title, one in zip(titles, pages, strict=True)]


def test_every_type_is_documented() -> None:
    types = Schemas(resource("schemas")).types
    assert {path.stem for path in (REFERENCE / "types").glob("*.md")} == {"index", *types}
    for type_ in types.values():
        text = page(f"types/{type_.name}.md")
        assert all(f"- `{key.name}` " in text for key in type_.properties), type_.name
        assert all(f"\n- {section}\n" in text for section in type_.sections), type_.name
        assert f"`{type_.path(f'{type_.prefix}-0001')}`" in text


def test_every_clause_is_documented_with_its_questions_and_the_note() -> None:
    standards, _ = shipped()
    for standard in standards.values():
        text = page(f"standards/{standard.id}.md")
        assert headings(text) == [f"{one.clause} {one.title}" for one in standard.clauses]
        assert all(question in text for one in standard.clauses for question in one.questions)
        note = "Based on public sources; check against your licensed copy."
        assert text.count(f"{note}\n") >= len(standard.clauses)


def test_the_report_is_documented() -> None:
    text = page("report-format.md")
    for key in ("findings", "waived", "rules", "summary", "tool", "next_step", "as_of"):
        assert f"| `{key}` |" in text
