"""`ims explain`: the page behind a word, and how it looks in a terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ims_docs.cli import run
from ims_docs.domain.rules import ALL_RULES
from ims_docs.errors import ConfigurationError
from ims_docs.reporters.terminal import as_text
from ims_docs.services.explain import Knowledge, explain, knowledge_of

NOTE = "Based on public sources; check against your licensed copy."


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """What the product knows, of our own two standards alone."""
    everything = knowledge_of()
    ours = {name: everything.standards[name] for name in ("iso56001", "iso56002")}
    return replace(everything, standards=ours)


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.+)$", text, re.MULTILINE)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_a_rule_without_examples(rule, known: Knowledge) -> None:
    text = explain(rule.code.lower(), known)
    assert text.startswith(f"# {rule.code}: {rule.title}\n")
    assert headings(text) == [
        "What it asks for",
        "Why it matters",
        "How to put it right",
        "Waiving it",
        "Clause",
    ]
    assert rule.rationale in text
    assert rule.hint in text
    assert (f"- rule: {rule.code}\n" in text) == (rule.family not in {"WVR", "HIS", "APR"})


def test_a_rule_that_serves_no_clause_says_so(known: Knowledge) -> None:
    rule = replace(ALL_RULES[0], code="XXX001", clause="")
    text = explain("XXX001", replace(known, rules=(rule,)))
    assert text.endswith("It is our own practice and serves no single clause.\n")


def test_a_family_lists_its_rules(known: Knowledge) -> None:
    text = explain("wvr", known)
    assert re.findall(r"`(\w+)`", text) == ["WVR001", "WVR002", "WVR003", "WVR004"]


def test_a_clause(known: Knowledge) -> None:
    text = explain("5.2", known)
    assert text.startswith("# ISO 56001:2024, clause 5.2: Innovation policy\n")
    assert headings(text) == [
        "Documented information",
        "What an auditor may ask",
        "What usually serves as evidence",
        "Types that serve it",
        "Coming from ISO 56002:2019",
        "How sure this is",
    ]
    assert NOTE in text
    assert "**DI-03 Innovation policy** (required, maintain)" in text
    assert "satisfied by `innovation-policy`" in text
    assert "Confidence C2: confirmed by two or more independent public sources" in text
    clause = next(one for one in known.standards["iso56001"].clauses if str(one.clause) == "5.2")
    assert all(f"\n- {one}" in text for one in (*clause.questions, *clause.evidence))


def test_a_number_in_both_standards_is_answered_by_the_requirement_and_names_the_other(
    known: Knowledge,
) -> None:
    assert "ISO 56002:2019 has a clause 5.2 too: `ims explain iso56002:5.2`." in explain(
        "5.2", known
    )
    text = explain("iso56002:5.2", known)
    assert text.startswith("# ISO 56002:2019, clause 5.2:")
    assert " too: " not in text


def test_a_number_in_one_standard_only(known: Knowledge) -> None:
    text = explain("4.4.2", known)
    assert text.startswith("# ISO 56002:2019, clause 4.4.2:")
    assert "Where it went in ISO 56001:2024" in headings(text)
    assert "- Clause 5.4 (" in text


def test_a_clause_with_clauses_below_it_lists_them(known: Knowledge) -> None:
    assert "## Clauses below it\n\n- 4.3.1 Innovation intent\n- 4.3.2 " in explain("4.3", known)


def test_an_item_leads_to_its_clause(known: Knowledge) -> None:
    assert explain("di-03", known) == explain("5.2", known)


def test_alternatives_are_joined_by_or(known: Knowledge) -> None:
    assert "satisfied by `initiative` or `development-review`" in explain("8.1", known)
    assert "satisfied by `innovation-objectives` and `objectives`" in explain("6.2", known)


def test_a_standard_lists_its_clauses(known: Knowledge) -> None:
    text = explain("ISO56001", known)
    assert len(re.findall(r"^- [0-9]+ ", text, re.MULTILINE)) == 7
    assert "\n        - 8.3.2 " in text


def test_a_document_type(known: Knowledge) -> None:
    text = explain("innovation-policy", known)
    assert headings(text) == [
        "What it is and where it lives",
        "Keys of the front matter",
        "Sections",
        "Clauses it serves",
        "How to add one",
    ]
    assert "kept at `docs/leadership/innovation-policy.md`" in text
    assert "The role `top-management` approves it." in text
    assert "It is reviewed at least every 24 months." in text
    assert "(needed; one of: public, internal, confidential)" in text
    assert "- ISO 56001:2024, 5.2 Innovation policy\n" in text
    assert "\n- How we take risk\n" in text


def test_a_record_type(known: Knowledge) -> None:
    text = explain("idea", known)
    assert "kept at `docs/records/idea/IDE-0001.md`" in text
    assert "It is kept for at least 4 years." in text
    asked = "needed in the state kept for later, taken up, combined and stopped"
    assert f"- `decided_by` Decided by ({asked}; id of a person" in text
    assert "- `open`: then under evaluation or stopped." in text
    assert (
        '- `stopped`: closes the record. Asks for the sections "The idea" and '
        '"Decision and feedback".'
    ) in text
    assert "A new repository has it" not in text


def test_a_register_type(known: Knowledge) -> None:
    text = explain("risks", known)
    assert "Keys of an entry" in headings(text)
    assert "Sections" not in headings(text)
    assert '`ims add risks --set title="…"` adds an entry' in text


def test_nothing_lists_everything_briefly(known: Knowledge) -> None:
    text = explain(" ", known)
    assert headings(text) == ["Rules", "Clauses", "Types"]
    assert all(f"`{rule.code}` {rule.title}" in text for rule in ALL_RULES)
    assert all(f"`{name}`" in text for name in (*known.types, *known.standards))


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("inovation-policy", "Did you mean `innovation-policy`?"),
        ("DOC01", "Did you mean `DOC001`?"),
        ("5.22", "Did you mean `5.2.2`?"),
        ("iso56003:5.2", "Did you mean `iso56002:5.2`?"),
        ("???", "`ims explain` lists the rules, clauses and types."),
    ],
)
def test_an_unknown_word_names_the_nearest(word: str, hint: str, known: Knowledge) -> None:
    with pytest.raises(ConfigurationError) as caught:
        explain(word, known)
    assert (caught.value.hint, caught.value.exit_code) == (hint, 2)


# In a terminal

PAGE = """# A `long` title

Some **bold words** and a `piece of code` in a
paragraph.

- one item that goes on
    - an inner item

```yaml
key:   value  # stays as it is, however long the line may be
```

## Next
"""


def test_a_page_as_plain_text() -> None:
    assert as_text(PAGE, width=24) == (
        "A long title\n============\n\n"
        "Some bold words and a\n`piece of code` in a\nparagraph.\n\n"
        "- one item that goes on\n    - an inner item\n\n"
        "    key:   value  # stays as it is, however long the line may be\n\n"
        "Next\n"
    )


def test_a_page_in_colour() -> None:
    text = as_text(PAGE, width=60, colour=True)
    assert "\x1b[1mA long title\x1b[0m" in text
    assert "Some \x1b[1mbold words\x1b[0m and a \x1b[36mpiece of code\x1b[0m in a" in text
    assert "===" not in text


def test_no_page_is_wider_than_the_terminal_but_for_what_cannot_be_broken(
    known: Knowledge,
) -> None:
    for word in (*known.types, *(rule.code for rule in ALL_RULES), "5.2", "iso56002:8.3.2"):
        for line in as_text(explain(word, known), width=60).splitlines():
            assert len(line) <= 60 or "`" in line or line.startswith("    "), line


def test_what_a_schema_says_cannot_act_on_the_terminal() -> None:
    assert "\x1b" not in as_text("# Title\n\nred \x1b[31m text\n")


# As typed


def test_explain_prints_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(tmp_path), "explain", "DOC004"]) == 0
    assert capsys.readouterr().out.startswith("DOC004: No guidance is left in a document\n====")


def test_explain_an_unknown_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(tmp_path), "explain", "inovation-policy"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "error: There is nothing called 'inovation-policy'" in printed.err
    assert "hint: Did you mean `innovation-policy`?" in printed.err


def test_explain_knows_the_types_of_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = Path(__file__).parents[3] / "schemas/records/idea.schema.json"
    own = tmp_path / "schemas/records/spark.schema.json"
    own.parent.mkdir(parents=True)
    text = shipped.read_text(encoding="utf-8").replace('"Idea"', '"Spark"').replace("IDE", "SPK")
    own.write_text(text.replace("records/idea", "records/spark").replace('"idea"', '"spark"'))
    (tmp_path / "ims.yml").write_text("organisation: House\n")
    assert run(["-C", str(tmp_path), "explain", "spark"]) == 0
    assert capsys.readouterr().out.startswith("Spark (spark)\n")


FORM = ("Id of", "Ids of", "Calendar date as", "One line, at most", "1 (lowest)", "One paragraph")
PLAIN = {"id", "classification", "currency", "innovation_type", "idea_type", "clause", "closed_on"}
"""Words that say themselves what is asked for, or that mean the same wherever they stand."""


def fields_of(properties, above=""):
    for one in properties:
        name = f"{above}{one.name}"
        yield name, one
        yield from fields_of(one.parts, f"{name}.")


def test_every_field_of_a_form_says_in_its_own_words_what_it_asks_for(known: Knowledge) -> None:
    silent = [
        f"{type_.name}: {name} ({one.description!r})"
        for type_ in known.types.values()
        if type_.kind in {"record", "register"}
        for name, one in fields_of(type_.properties)
        if name.rpartition(".")[2] not in PLAIN
        and (not one.description or one.description.startswith(FORM))
    ]
    assert silent == []
