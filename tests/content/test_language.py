"""Plain English: phrases that read as if they were translated are not in the texts that we ship."""

from __future__ import annotations

import re

import pytest

from ims_docs.adapters.resources import resource, standards
from ims_docs.formats import frontmatter

PHRASES = {
    r"\bstands? in (?!the way|our way|its way|when\b|for\b)": "is in, or is laid down in",
    r"\b(?:it|they|this|that|result) (?:is|are) none\b": "is not one",
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


def texts():
    for path in sorted(resource("template").rglob("*")):
        if path.suffix in (".md", ".yaml", ".json") and path.name != GENERATED:
            yield path, path.read_text("utf-8")


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_text_has_the_phrase(phrase):
    found = [
        f"{path.name}:{text.count(chr(10), 0, one.start()) + 1}: {one[0]}"
        for path, text in texts()
        for one in re.finditer(phrase, text)
    ]
    assert found == [], f"better: {PHRASES[phrase]}"


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
