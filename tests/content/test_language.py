"""Plain English: phrases that read as if they were translated are not in the texts that we ship."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ims_docs
from ims_docs.adapters.resources import resource, standards
from ims_docs.formats import frontmatter

PACKAGE = Path(ims_docs.__file__).parent
PROJECT = PACKAGE.parent
PHRASES = {
    r"\bstands? in (?!the way|our way|its way|when\b|for\b)": "is in, or is laid down in",
    r"\bstands? there\b": "is there",
    r"\byou stand in\b": "you are in",
    r"\b(?:it|they|this|that|which|result) (?:is|are) none\b": "is not one",
    r"\bis no nonconformity\b": "is not a nonconformity",
    r"\bnot none\b": "at least one",
    r"\b(?:in|from|to|of) the own\b": "their own, our own",
    r"\brely on it that\b": "trust that",
    r"\bsingle persons\b": "a single person",
    r"\bwon and kept\b": "recruited and retained",
    r"\binside the house\b": "inside the company",
    r"\bsomebody else than\b": "somebody other than",
}
GENERATED = "audit-checklist.md"
"""It repeats the questions of a pack, which are looked at where they are written."""
KEPT = ("reference", "decisions")
"""Pages that are written by a program, and pages that say what was decided at the time."""


def texts():
    for path in sorted(resource("template").rglob("*")):
        if path.suffix in (".md", ".yaml", ".json") and path.name != GENERATED:
            yield path, path.read_text("utf-8")


def pages() -> Iterator[tuple[Path, str]]:
    """The documentation, the schemas and the packs."""
    found = [
        *(one for one in (PROJECT / "docs").rglob("*.md") if not {*KEPT} & {*one.parts}),
        *PROJECT.glob("[A-Z]*.md"),
        *resource("schemas").rglob("*.json"),
        *standards().glob("*.yaml"),
    ]
    for path in sorted(found):
        if path.name != "CHANGELOG.md":
            yield path, path.read_text("utf-8")


def messages() -> Iterator[tuple[Path, str]]:
    """What the program says: every text in its code but the docstrings that only a reader of code sees.

    The docstring of a command is its help, and that of a rule is its page.
    """
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        hidden = {id(one) for node in ast.walk(tree) for one in _docstrings(node)}
        texts = (one for one in ast.walk(tree) if isinstance(one, ast.Constant))
        said = [one.value for one in texts if isinstance(one.value, str) and id(one) not in hidden]
        yield path, "\n".join(said)


def _docstrings(node: ast.AST) -> Iterator[ast.Constant]:
    """Texts that stand as a statement, unless a decorator shows them to people."""
    if isinstance(node, ast.FunctionDef) and any(
        isinstance(one, ast.Call) for one in node.decorator_list
    ):
        return
    body = getattr(node, "body", None)
    for one in body if isinstance(body, list) else ():
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
            yield one.value


@pytest.mark.parametrize("kind", [texts, pages, messages], ids=lambda one: one.__name__)
@pytest.mark.parametrize("phrase", PHRASES)
def test_no_text_has_the_phrase(phrase, kind):
    found = [
        f"{path.name}:{text.count(chr(10), 0, one.start()) + 1}: {one[0]}"
        for path, text in kind()
        for one in re.finditer(phrase, text)
    ]
    assert found == [], f"better: {PHRASES[phrase]}"


def test_a_message_a_help_and_a_page_of_a_rule_are_looked_at():
    said = "\n".join(text for _, text in messages())
    assert "Deadlines are in records" in said
    assert "Nobody sees the faults of one's own work" in said
    assert "Whose own work a text or an entry is" not in said


def test_no_document_cites_the_number_of_a_clause_that_we_inferred():
    pack = standards() / "iso56001-2024.yaml"
    clauses = frontmatter.parse(pack.read_text("utf-8")).values["clauses"]
    inferred = [one["number"] for one in clauses if one["confidence"]["number"] == "INF"]
    assert inferred
    numbers = re.compile(rf"(?<![\d.])(?:{'|'.join(map(re.escape, inferred))})(?![\d.]*\d)")
    found = [
        f"{path.name}: {one[0]}"
        for path, text in texts()
        if path.suffix == ".md" and "{{cookiecutter.slug}}" in path.parts
        for one in numbers.finditer(text)
    ]
    assert found == []
