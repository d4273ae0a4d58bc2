"""The standards, types and templates fit each other, and no sentence of a standard is in them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ims_docs.adapters import resources
from ims_docs.adapters.resources import standards
from ims_docs.formats.schemas import Schemas
from ims_docs.model.clause import Clause
from ims_docs.model.standard import Keep, Standard
from ims_docs.model.type import Kind, Type
from ims_docs.services.explain import Knowledge, explain, knowledge_of
from ims_docs.services.loading.standards import shipped, shipped_paths

PROJECT = Path(__file__).parent.parent
SCHEMAS = PROJECT / "schemas"
TEMPLATE = PROJECT / "template"
DOCUMENTS = TEMPLATE / "{{cookiecutter.slug}}"

STANDARDS, CROSSWALKS = shipped()
OURS = ("iso56001", "iso56002")
"""The standards that every type and template is written for; their packs are complete."""
TYPES = Schemas(resources.resource("schemas")).types


def fits(schema: str, value: object) -> list[str]:
    """What does not fit a schema of the product, judged by the schema alone."""
    registry: Registry[Any] = Registry().with_resources(
        (content["$id"], DRAFT202012.create_resource(content))
        for path in SCHEMAS.glob("*.schema.json")
        if (content := json.loads(path.read_text(encoding="utf-8")))
    )
    content = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    validator = Draft202012Validator(content, registry=registry)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def pack(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


# Packs


@pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.name)
def test_a_pack_fits_its_schema(path: Path) -> None:
    content = pack(path)
    assert fits("crosswalk" if "maps" in content else "standard", content) == []


def test_a_pack_that_does_not_fit_is_noticed() -> None:
    content = pack(standards() / "iso56002-2019.yaml")
    content["clauses"][0]["number"] = "3.9"
    assert len(fits("standard", content)) == 1


def test_both_standards_and_the_way_between_them_are_shipped() -> None:
    assert set(OURS) <= set(STANDARDS)
    assert ("iso56002", "iso56001") in [(one.origin, one.target) for one in CROSSWALKS]


def test_items_of_iso_56001() -> None:
    items = STANDARDS["iso56001"].items
    required = [one.id for one in items if one.required]
    expected = [one.id for one in items if not one.required]
    assert required == [f"DI-{number:02}" for number in range(1, 15)]
    assert expected == [f"EX-{number:02}" for number in range(1, 40)]


def test_iso_56001_requires_and_iso_56002_guides() -> None:
    assert STANDARDS["iso56001"].kind == "requirements"
    assert {one.modality for one in STANDARDS["iso56001"].clauses} == {"shall"}
    assert STANDARDS["iso56002"].kind == "guidance"


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=lambda one: one.id)
class TestStandard:
    """What every pack keeps, however little it says."""

    def test_guidance_requires_nothing(self, standard: Standard) -> None:
        if standard.kind == "guidance":
            assert not any(one.required for one in standard.items)
            assert {one.modality for one in standard.clauses} == {"should"}

    def test_clauses_stand_in_numeric_order_each_once_below_a_parent(
        self, standard: Standard
    ) -> None:
        (content,) = [one for one in map(pack, shipped_paths()) if one.get("id") == standard.id]
        numbers = [Clause.parse(one["number"]) for one in content["clauses"]]
        assert numbers == sorted(set(numbers))
        for number in numbers:
            assert number.parent is None or number.parent in numbers

    def test_items_name_clauses_types_and_sources_that_exist(self, standard: Standard) -> None:
        for item in standard.items:
            assert all(standard.find(one) for one in (item.clause, *item.also)), item.id
            assert set(item.types) <= set(TYPES), item.id
            assert set(item.basis) <= set(standard.sources), item.id
            assert item.confidence in standard.confidence
        assert len({one.id for one in standard.items}) == len(standard.items)

    def test_clauses_name_sources_that_exist(self, standard: Standard) -> None:
        for text in standard.clauses:
            assert set(text.basis) <= set(standard.sources), text.clause

    def test_the_reader_is_told_what_it_rests_on(self, standard: Standard) -> None:
        assert "public sources" in standard.note
        assert "licensed" in standard.note

    def test_evidence_asked_for_before_certification_can_be_given_by_records(
        self, standard: Standard
    ) -> None:
        for item in standard.items:
            if item.required and item.keep is Keep.RETAIN:
                kinds = [TYPES[name].kind is Kind.RECORD for name in item.types]
                assert all(kinds) if item.needs_all else any(kinds), item.id


def test_every_fact_around_a_standard_has_its_source_and_its_day() -> None:
    for standard in STANDARDS.values():
        for one in standard.facts:
            assert one.source in standard.sources, one.what
            assert one.checked_on.year >= 2026
            assert all(standard.find(clause) for clause in one.clauses), one.what
            words = f"{one.what} {one.check}"
            assert "draft" not in one.what or "check" in words.lower(), "a draft is looked at again"
    assert len(STANDARDS["iso56001"].facts) >= 10


def test_a_fact_is_told_at_its_clause_and_below(known: Knowledge) -> None:
    for number in ("9.2", "9.2.2"):
        page = explain(f"iso56001:{number}", known)
        assert "17021-16" in page
        assert "Draft: check" in page
    assert "17021-16" not in explain("iso56001:9.1", known)
    assert "17021-16" not in explain("iso56001", known)
    assert "CertSearch" in explain("iso56001", known)


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge_of()


@pytest.mark.parametrize("standard", [STANDARDS[name] for name in OURS], ids=OURS)
class TestCompleteStandard:
    """What is asked of our own two besides."""

    def test_a_leaf_has_questions_and_evidence(self, standard: Standard) -> None:
        for text in standard.clauses:
            if not standard.children(text.clause):
                assert len(text.questions) >= 3, text.clause
                assert len(text.evidence) >= 2, text.clause

    def test_no_number_is_skipped(self, standard: Standard) -> None:
        assert {text.clause.parts[0] for text in standard.clauses} == set(range(4, 11))
        for text in standard.clauses:
            children = [child.clause.parts[-1] for child in standard.children(text.clause)]
            assert children == list(range(1, len(children) + 1)), text.clause
            assert len(children) != 1, text.clause

    def test_every_leaf_is_served_by_a_type(self, standard: Standard) -> None:
        for text in standard.clauses:
            served = any(one.serves(standard.id, text.clause) for one in TYPES.values())
            assert served or standard.children(text.clause), text.clause


def test_the_crosswalk_takes_up_every_leaf_and_leads_to_leaves() -> None:
    (walk,) = [one for one in CROSSWALKS if (one.origin, one.target) == ("iso56002", "iso56001")]
    origin, target = STANDARDS[walk.origin], STANDARDS[walk.target]
    leaves = [one.clause for one in origin.clauses if not origin.children(one.clause)]
    assert [one.origin for one in walk.crossings if one.origin] == leaves
    for crossing in walk.crossings:
        for number in crossing.targets:
            assert target.find(number), number
            assert not target.children(number), number
    reached = {number for one in walk.crossings for number in one.targets}
    assert reached == {one.clause for one in target.clauses if not target.children(one.clause)}


# Types


@pytest.mark.parametrize("type_", TYPES.values(), ids=lambda one: one.name)
class TestType:
    def test_its_schema_fits_the_schema_of_types(self, type_: Type) -> None:
        path = SCHEMAS / f"{type_.kind.value}s" / f"{type_.name}.schema.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        assert fits("type", content) == []
        Draft202012Validator.check_schema(content)
        assert content["$id"] == f"https://ims-docs.dev/schemas/{type_.kind.value}s/{path.name}"
        assert content["properties"]["type"] == {"const": type_.name}

    def test_it_serves_both_of_our_standards_and_its_clauses_exist(self, type_: Type) -> None:
        assert set(OURS) <= set(type_.clauses) <= set(STANDARDS)
        for name, numbers in type_.clauses.items():
            assert all(STANDARDS[name].find(one) for one in numbers), name

    def test_its_columns_are_keys(self, type_: Type) -> None:
        assert set(type_.columns) <= {one.name for one in type_.properties}

    def test_its_approver_is_a_role_of_the_template(self, type_: Type) -> None:
        roles = (DOCUMENTS / "docs/registers/roles.yaml").read_text(encoding="utf-8")
        assert not type_.approver or f"- id: {type_.approver}\n" in roles

    def test_its_template_or_form_has_its_sections_in_order(self, type_: Type) -> None:
        path = starting_text(type_)
        assert path.is_file()
        if type_.kind is not Kind.REGISTER:
            found = headings(path.read_text(encoding="utf-8"))
            assert tuple(one for one in found if not may_be_deleted(type_, one)) == type_.sections


def starting_text(type_: Type) -> Path:
    if type_.kind is Kind.RECORD:
        return TEMPLATE / "forms" / f"{type_.name}.md"
    return DOCUMENTS / type_.path("")


def may_be_deleted(type_: Type, heading: str) -> bool:
    """An auditor deletes the clauses that are outside the scope, so none of them is required."""
    return type_.name == "audit-checklist" and re.match(r"\d+ ", heading) is not None


def headings(text: str) -> Iterator[str]:
    """Second-level headings, those that a condition chooses between only once."""
    found = re.findall(r"^## (.+?)[ \t]*$", text, re.MULTILINE)
    yield from dict.fromkeys(found)


def test_prefixes_are_given_once() -> None:
    prefixes = [one.prefix for one in TYPES.values() if one.prefix]
    assert len(set(prefixes)) == len(prefixes)


def test_there_is_no_template_or_form_without_a_type() -> None:
    known = {starting_text(one) for one in TYPES.values()}
    pages = DOCUMENTS / "docs" / "toolkit"  # plain pages, which toolkit.json lists
    docs = {path for path in (DOCUMENTS / "docs").rglob("*") if path.is_file()}
    docs -= set(pages.glob("*.md"))
    forms = set((TEMPLATE / "forms").glob("*"))
    assert {path for path in docs | forms if path.name not in {"index.md", ".gitkeep"}} == known


# Words that are not ours

PROTECTED = (
    "new or changed entity, realizing or redistributing value",
    "management system with regard to innovation",
    "set of interrelated or interacting elements of an organization to establish policies",
    "set of interrelated or interacting activities that uses or transforms inputs",
    "person or group of people who directs and controls an organization at the highest level",
    "intentions and direction of an organization as formally expressed by its top management",
    "ability to apply knowledge and skills to achieve intended results",
    "can affect, be affected by, or perceive itself to be affected by a decision",
    "systematic and independent process for obtaining evidence",
    "information required to be controlled and maintained by an organization",
    "the organization shall determine external and internal issues that are relevant to",
    "top management shall demonstrate leadership and commitment with respect to",
)
"""Well-known sentences of ISO 56000 and of the structure that all such standards share.

They stand here, and nowhere in the product, so that this test can look for them.
"""

PRODUCT = ("ims_docs", "template", "schemas", "docs", "hooks")
TEXT = {".md", ".py", ".yaml", ".yml", ".json", ".html", ".txt", ".jinja", ".cfg", ".toml", ""}


def plain(text: str) -> str:
    """Letters alone, in one spelling, so that neither breaks nor marks nor case hide a sentence."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    words = re.sub(r"[^a-z]+", " ", folded)
    return re.sub(r"(organi|reali)s(?=[aei])", r"\1z", words)


@cache
def product() -> dict[str, str]:
    found = {
        path: plain(path.read_text(encoding="utf-8", errors="replace"))
        for folder in PRODUCT
        for path in (PROJECT / folder).rglob("*")
        if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts
    }
    found[PROJECT / "README.md"] = plain((PROJECT / "README.md").read_text(encoding="utf-8"))
    return {path.relative_to(PROJECT).as_posix(): text for path, text in found.items()}


@pytest.mark.parametrize("sentence", PROTECTED)
def test_no_sentence_of_a_standard_is_in_the_product(sentence: str) -> None:
    assert [path for path, text in product().items() if plain(sentence) in text] == []


def test_a_sentence_is_found_however_it_is_broken() -> None:
    broken = "# New or changed *entity*,\n#   realising or redistributing value."
    assert plain(PROTECTED[0]) in plain(broken)
    assert len(product()) > 250


CLAIM = re.compile(
    r"(?<!nobody can be )(?<!no one can be )\bcertified (?:to|by|under|according|against|organi|system)"
    r"|\bISO[ -]?5600[0-9](?::[0-9]{4})?[ -]certified"
    r"|\b(?:we|is|are|am|been|being) (?:now |already |fully |officially )?certified\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("We are certified.", True),
        ("an ISO 56001 certified organisation", True),
        ("Our system is certified to ISO 56001", True),
        ("ISO 56001 contains requirements and can be certified.", False),
        ("ISO 56002 is guidance; nobody can be certified to it.", False),
    ],
)
def test_what_a_claim_is(text: str, claims: bool) -> None:  # noqa: FBT001
    assert bool(CLAIM.search(text)) == claims


def test_no_template_claims_a_certificate() -> None:
    files = [path for path in TEMPLATE.rglob("*") if path.suffix in {".md", ".yaml", ".yml"}]
    assert len(files) > 80
    claims = {
        path.relative_to(TEMPLATE).as_posix(): match[0]
        for path in files
        if (match := CLAIM.search(path.read_text(encoding="utf-8")))
    }
    assert claims == {}
