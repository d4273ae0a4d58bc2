"""Sentences for every keyword, the places of references, and schemas of the organisation."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from support import CLOSING, LIFE, STATUS

from ims_docs.adapters.resources import resource
from ims_docs.formats import frontmatter
from ims_docs.formats.schemas import Schemas
from ims_docs.formats.schemas.explaining import Explainer
from ims_docs.model.content import Reference

SHIPPED = sorted(
    path.relative_to(resource("schemas")).as_posix()
    for path in resource("schemas").glob("*s/*.json")
)

IDEA = """\
id: IDE-0001
type: idea
title: An idea
date: 2026-01-05
owner: PER-0001
status: open
author: PER-0001
idea_type: product
"""


@cache
def shipped() -> Schemas:
    return Schemas(resource("schemas"))


def said(name: str, text: str, schemas: Schemas | None = None) -> list[str]:
    read = frontmatter.parse(text)
    found = (schemas or shipped()).judge(name, read.values, read.positions)
    return [f"{one.line}:{one.column} {one.message} → {one.hint}" for one in found]


def explained(schema: object, text: str) -> list[str]:
    """What is said of the key `x`."""
    read = frontmatter.parse(text)
    found = Explainer({}).explain({"properties": {"x": schema}}, read.values, read.positions)
    return [f"{one.message} → {one.hint}" for one in found.violations]


def test_what_fits_has_no_violation() -> None:
    assert said("idea", IDEA) == []


KEYWORDS: dict[str, tuple[object, str, str]] = {
    "type-number": (
        {"type": "string"}, "x: 3",
        "`x`: '3' is not text → Put the value in quotes: \"3\".",
    ),
    "type-boolean": (
        {"type": "string"}, "x: true",
        "`x`: 'true' is not text → Put the value in quotes: \"true\".",
    ),
    "type-nothing": ({"type": "string"}, "x:", "`x`: there is no value → Write text."),
    "type-list": ({"type": "string"}, "x: [a]", "`x`: this list is not text → Write text."),
    "type-group": (
        {"type": "array"}, "x: {a: 1}",
        "`x`: this group of keys is not a list → Write a list.",
    ),
    "type-integer": (
        {"type": "integer"}, "x: 1.5",
        "`x`: '1.5' is not a whole number → Write a whole number.",
    ),
    "type-either": (
        {"type": ["string", "null"]}, "x: 1.5",
        "`x`: '1.5' is not text or nothing → Write text or nothing.",
    ),
    "enum": (
        {"enum": ["open", "closed"]}, "x: shut",
        "`x`: 'shut' is not one of the choices → Choose one of: open, closed.",
    ),
    "const": ({"const": "idea"}, "x: risk", "`x`: 'risk' has to be 'idea' → Write idea."),
    "pattern": (
        {"pattern": "^[a-z]+$", "title": "Identifier", "description": "Small letters."}, "x: A",
        "`x`: 'A' does not have the form of an identifier → Small letters.",
    ),
    "pattern-without-title": (
        {"pattern": "^[a-z]+$"}, "x: A",
        "`x`: 'A' does not have the form asked for → It has to match ^[a-z]+$",
    ),
    "format-date": (
        {"format": "date"}, 'x: "2026-02-30"',
        "`x`: '2026-02-30' is not a calendar date → Write a day that exists, as YYYY-MM-DD.",
    ),
    "format-other": (
        {"format": "email"}, "x: ada",
        "`x`: 'ada' does not have the form `email` → Write it in the form `email`.",
    ),
    "maxLength": (
        {"maxLength": 3}, "x: four",
        "`x`: the text has 4 characters; 3 are allowed → Shorten it.",
    ),
    "minLength": (
        {"minLength": 3}, "x: ab",
        "`x`: the text is too short → Write at least 3 characters.",
    ),
    "minLength-one": (
        {"minLength": 1}, 'x: ""',
        "`x`: the text is too short → Write at least 1 character.",
    ),
    "minItems": (
        {"minItems": 2}, "x: [a]",
        "`x`: the list has 1 entry; it needs at least 2 → Add what is missing.",
    ),
    "maxItems": (
        {"maxItems": 1}, "x: [a, b]",
        "`x`: the list has 2 entries; 1 are allowed → Delete what is too much.",
    ),
    "uniqueItems": (
        {"uniqueItems": True}, "x: [a, a]",
        "`x`: the list names something twice → Keep each only once.",
    ),
    "minimum": ({"minimum": 1}, "x: 0", "`x`: 0 is outside the range → Write at least 1."),
    "maximum": ({"maximum": 5}, "x: 6", "`x`: 6 is outside the range → Write at most 5."),
    "required": ({"required": ["a"]}, "x: {}", "The key `a` is missing in `x` → Add a line `a: …`."),
    "dependentRequired": (
        {"dependentRequired": {"a": ["b"]}}, "x: {a: 1}",
        "The key `b` is missing in `x`, because `a` is there → Add a line `b: …`.",
    ),
    "additionalProperties": (
        {"properties": {"owner": {}}, "additionalProperties": False}, "x: {onwer: 1}",
        "The key `onwer` is not known here → Did you mean `owner`? Otherwise delete it.",
    ),
    "additionalProperties-far": (
        {"additionalProperties": False}, "x: {zzz: 1}",
        "The key `zzz` is not known here → Delete it, check its spelling, or declare it in schemas/keys.yaml.",
    ),
    "false": (False, "x: 1", "'1' is not allowed here → Delete the key."),
    "anyOf": (
        {"anyOf": [{"const": "a"}]}, "x: b",
        "`x`: 'b' has to be 'a' → Write a.",
    ),
    "items": (
        {"items": {"type": "string"}}, "x: [a, 3]",
        "`x[2]`: '3' is not text → Put the value in quotes: \"3\".",
    ),
    "deep": (
        {"items": {"properties": {"z": {"minimum": 1}}}}, "x: [{z: 1}, {z: 0}]",
        "`x[2].z`: 0 is outside the range → Write at least 1.",
    ),
    "long": (
        {"const": "a"}, f"x: {'b' * 100}",
        f"`x`: '{'b' * 57}…' has to be 'a' → Write a.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_each_keyword_has_a_sentence(keyword: str) -> None:
    schema, text, expected = KEYWORDS[keyword]
    assert explained(schema, text) == [expected]


def test_every_unknown_key_is_named_and_the_inherited_ones_are_known() -> None:
    text = f"{IDEA}onwer: PER-0001\nclasification: internal\nclosed_on: 2026-02-01\nzzz: 1\n"
    assert said("idea", text) == [
        "9:1 The key `onwer` is not known here → Did you mean `owner`? Otherwise delete it.",
        (
            "10:1 The key `clasification` is not known here → "
            "Did you mean `classification`? Otherwise delete it."
        ),
        "12:1 The key `zzz` is not known here → Delete it, check its spelling, or declare it in schemas/keys.yaml.",
    ]


def test_all_missing_keys_are_named_at_once() -> None:
    assert said("idea", "type: idea\nid: IDE-0001\n") == [
        f"1:1 The key `{key}` is missing → Add a line `{key}: …`."
        for key in ("title", "date", "owner", "status", "author", "idea_type")
    ]


def test_the_keyword_of_an_inherited_schema_is_judged_by_the_same_engine() -> None:
    text = IDEA.replace("2026-01-05", '"2026-01-05\\n"').replace("IDE-0001", '"IDE-0001\\n"')
    assert [one.partition(" →")[0] for one in said("idea", text)] == [
        "1:1 `id`: 'IDE-0001\n' does not have the form of an identifier",
        "4:1 `date`: '2026-01-05\n' does not have the form of a date",
    ]


def test_what_a_state_asks_for_is_marked() -> None:
    read = frontmatter.parse(IDEA.replace("open", "taken up") + "score: 1\n")
    found = shipped().judge("idea", read.values, read.positions)
    asked = "(asked for in the state `taken up`)"
    assert [(one.message, one.state) for one in found] == [
        (f"The key `evaluated_by` is missing {asked}", "taken up"),
        (f"The key `decided_by` is missing {asked}", "taken up"),
        (f"The key `feedback_on` is missing {asked}", "taken up"),
        (f"The key `closed_on` is missing {asked}", "taken up"),
        ("The key `score` is not known here", ""),
    ]
    assert found[0].hint == (
        "Add a line `evaluated_by: …`, or set `status: under evaluation` until it is there."
    )


def test_a_condition_in_a_register_has_nothing_to_do_with_closing() -> None:
    entry = "entries:\n  - id: OBJ-0001\n    status: achieved\n"
    read = frontmatter.parse(f"type: objectives\n{entry}")
    found = shipped().judge("objectives", read.values, read.positions)
    assert any("entries[1]" in one.message for one in found)
    assert not any(one.state or "closed" in one.message + one.hint for one in found)


@pytest.mark.parametrize(
    "text",
    [
        IDEA.replace("2026-01-05", '"[TODO: the day]"'),
        IDEA.replace("product", '"[TODO: kind]"'),
        IDEA.replace("PER-0001", '"[TODO: who]"'),
        IDEA + 'evaluated_by: ["[TODO: who]", "[TODO: who]"]\n',
    ],
)
def test_template_text_is_not_held_against_the_schema(text: str) -> None:
    assert said("idea", text) == []


def test_template_text_hides_nothing_else() -> None:
    text = IDEA.replace("2026-01-05", '"[TODO: the day]"').replace("product", "produkt")
    assert [one.partition(" →")[0] for one in said("idea", text)] == [
        "8:1 `idea_type`: 'produkt' is not one of the choices"
    ]


def test_template_text_is_held_against_what_the_product_works_with() -> None:
    read = frontmatter.parse(
        'organisation: Acme\nprofile: "[TODO: which]"\nstandards: [iso56001]\n'
    )
    (found,) = shipped().judge_by("settings", read.values, read.positions)
    assert (found.line, found.message) == (
        2,
        "`profile`: '[TODO: which]' is not one of the choices",
    )


def test_after_two_hundred_places_the_rest_is_summed_up() -> None:
    entries = "".join(f"  - {{id: PER-{one:04}, name: 1}}\n" for one in range(300))
    read = frontmatter.parse(f"type: people\nentries:\n{entries}")
    found = shipped().judge("people", read.values, read.positions)
    assert len(found) == 201
    assert found[-1].message == (
        "200 places of the file do not fit, and perhaps more that are not shown"
    )


def test_references_are_found_where_they_stand() -> None:
    text = """\
type: internal-audit-report
owner: PER-0001
lead_auditor: PER-0002
plan: APL-0001
auditors: [PER-0003, "[TODO: who]", 3]
clauses:
  - "9.2"
  - "9.3"
findings: AUF-0001
related:
  - {a: b}
  - POL-0001
"""
    read = frontmatter.parse(text)
    assert set(shipped().references("internal-audit-report", read.values, read.positions)) == {
        Reference("people", "PER-0001", 2, 1),
        Reference("people", "PER-0002", 3, 1),
        Reference("audit-plan", "APL-0001", 4, 1),
        Reference("people", "PER-0003", 5, 12),
        Reference("clause", "9.2", 7, 5),
        Reference("clause", "9.3", 8, 5),
        Reference("any", "POL-0001", 12, 5),
    }


# Schemas of the organisation

PATH = "schemas/records/visit.schema.json"


def visit(**changes: Any) -> dict[str, object]:
    properties = changes.get("properties", {"type": {"const": "visit"}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.org/visit.schema.json",
        "title": "Visit",
        "description": "A visit to a partner, and what was learnt there.",
        "$ref": "../record.schema.json",
        "allOf": CLOSING,
        "unevaluatedProperties": False,
        "x-ims": {
            "kind": "record",
            "prefix": "VIS",
            "folder": "records/visit",
            "clauses": {"iso56001": ["4.2"]},
            "profiles": [],
            "sections": [],
            "life": LIFE,
            "retention_years": 3,
        },
        **changes,
        "properties": (
            {"status": STATUS, **properties} if isinstance(properties, dict) else properties
        ),
    }


def x(value: object, **more: object) -> dict[str, object]:
    return visit(properties={"x": value}, **more)


def added(schema: object, path: str = PATH) -> str:
    text = schema if isinstance(schema, str) else json.dumps(schema)
    return Schemas(resource("schemas")).add(path, text)


@pytest.mark.parametrize("path", SHIPPED)
def test_the_product_holds_itself_to_the_same(path: str) -> None:
    text = (resource("schemas") / path).read_text("utf-8")
    assert added(text, f"schemas/{path.replace('/', '/own-')}") == ""


def test_a_type_of_the_product_cannot_be_replaced() -> None:
    text = (resource("schemas") / "registers/people.schema.json").read_text("utf-8")
    assert added(text, "schemas/registers/people.schema.json") == (
        "There is a type people already; what it asks for cannot be replaced"
    )


PLACE = (
    "A schema lies in documents/, registers/ or records/ and its name is lower-case letters, "
    "digits and hyphens, then .schema.json"
)
LEADS = "A $ref leads to ../common.schema.json#/$defs/… or to #/$defs/… of the same schema"
NOT_ALIKE = "The schema is not JSON that every program reads alike: "


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        (visit(), ""),
        (x({"$ref": "../common.schema.json#/$defs/date"}), ""),
        (x({"$ref": "#/$defs/a"}, **{"$defs": {"a": {"type": "string"}}}), ""),
        (x(data) if (data := {"type": ["string", "null"]}) else "", ""),
        (visit(properties={"x": True}), ""),
        (visit(properties={"pattern": {"type": "string"}, "$ref": {}, "$id": {}}), ""),
        (
            "{",
            NOT_ALIKE
            + "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        ("[]", "The schema is not an object"),
        ('{"a": 1, "a": 2}', NOT_ALIKE + "the key 'a' is there twice"),
        ('{"a": NaN}', NOT_ALIKE + "NaN is not a number in JSON"),
        (
            '{"a": "\\ud800"}',
            NOT_ALIKE
            + "'utf-8' codec can't encode character '\\ud800' in position 7: surrogates not allowed",
        ),
        (
            '{"a": ' + "[" * 100_000,
            NOT_ALIKE
            + "maximum recursion depth exceeded while decoding a JSON array from a unicode string",
        ),
        ('{"a": ' + "[" * 60 + "]" * 60 + "}", "The schema is nested deeper than 40"),
        (x({"x-ims-start": [{"a": 1, "b": "[TODO: say it]"}]}), ""),
        (
            x({"x-ims-start": 10**20}),
            "x-ims-start of 'x' holds something that no front matter can hold",
        ),
        (visit(title="x"), 'title: "x" is shorter than 3 characters'),
        (visit(**{"$ref": "../document.schema.json"}), "A schema in records/ describes a record"),
        (
            x({"type": "strin"}),
            "The schema cannot be used: \"strin\" is not valid under any of the schemas listed in the 'anyOf' keyword",
        ),
        (visit(properties=5), 'The schema cannot be used: 5 is not of type "object"'),
        (x({"pattern": "(?=a)"}), 'The schema cannot be used: "(?=a)" is not a "regex"'),
        (
            x({"pattern": "(a+)+"}),
            "The pattern '(a+)+' repeats a repetition and could take for ever",
        ),
        (
            x({"patternProperties": {}}),
            "patternProperties is not supported here; name each key under properties",
        ),
        (
            x({"$dynamicRef": "#x"}),
            "$dynamicRef is not supported here; name each key under properties",
        ),
        (x({"$ref": "https://example.org/x"}), LEADS),
        (x({"$ref": "file:///etc/passwd"}), LEADS),
        (x({"$ref": "#"}), LEADS),
        (x({"$id": "../common.schema.json"}), LEADS),
        (
            x({"$ref": "../common.schema.json#/$defs/none"}),
            "The schema cannot be used: Pointer '/$defs/none' does not exist",
        ),
        (
            x(
                {"$ref": "#/$defs/a"},
                **{"$defs": {"a": {"items": {"$ref": "#/$defs/b"}}, "b": {"$ref": "#/$defs/a"}}},
            ),
            "The definition #/$defs/a leads back to itself",
        ),
        (x({"x-ims-ref": ["people"]}), "x-ims-ref has to be the name of a type"),
    ],
)
def test_a_schema_of_the_organisation(schema: object, problem: str) -> None:
    assert added(schema) == problem


@pytest.mark.parametrize(
    "path",
    ["schemas/visit.schema.json", "schemas/records/a/b.schema.json", "schemas/records/.schema.json",
     "schemas/records/Visit.schema.json", "schemas/records/visit.json", "schemas/other/x.schema.json"],
)  # fmt: skip
def test_a_schema_lies_in_its_place(path: str) -> None:
    assert added(visit(), path) == PLACE


def test_a_schema_of_the_organisation_is_a_type_like_ours() -> None:
    schemas = Schemas(resource("schemas"))
    properties = {
        "partner": {"$ref": "../common.schema.json#/$defs/id", "x-ims-ref": "partners", "title": "Partner"},
        "mood": {"$ref": "#/$defs/mood"},
        "who": {"$ref": "../common.schema.json#/$defs/person"},
        "anything": True,
    }  # fmt: skip
    mood = {"title": "Mood", "enum": ["good", "bad"]}
    assert (
        schemas.add(PATH, json.dumps(visit(properties=properties, **{"$defs": {"mood": mood}})))
        == ""
    )
    found = {one.name: one for one in schemas.types["visit"].properties}
    assert {name: found[name].form for name in properties} == {
        "partner": "id", "mood": "choice", "who": "person", "anything": "line",
    }  # fmt: skip
    assert (found["mood"].title, found["mood"].choices) == ("Mood", ("good", "bad"))
    assert found["closed_on"].required_in == ("closed",)
    assert found["title"].required
    values = {"partner": "PAR-0001", "mood": "so", "who": "PER-0001", "closed_on": "2026-01-05"}
    references = schemas.references("visit", values, {})
    assert {(one.wanted, one.value) for one in references} == {
        ("partners", "PAR-0001"), ("people", "PER-0001"),
    }  # fmt: skip
    assert "`mood`: 'so' is not one of the choices" in [
        one.message for one in schemas.judge("visit", values, {})
    ]


def test_the_judge_speaks_for_itself_where_we_have_no_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the fast judge refuses never passes for want of an explanation."""
    from ims_docs.formats.schemas.explaining import Explanation

    nothing = Explanation((), placeholders=False)
    monkeypatch.setattr(Explainer, "explain", lambda *_, **__: nothing)
    assert said("idea", IDEA.replace("open", "shut")) == [
        (
            '6:1 "shut" is not one of "open", "under evaluation" or 4 other candidates '
            "→ Compare it with the schema."
        )
    ]
