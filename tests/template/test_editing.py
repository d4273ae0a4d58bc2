"""The editor knows the schema of each register, and asks for the same as `ims check`."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from ims_docs.adapters.resources import resource
from ims_docs.formats import frontmatter
from ims_docs.model.type import Kind

DEMO = resource("template") / "demo" / "files"
REGISTERS = sorted({path.stem for path in DEMO.glob("*/docs/registers/*.yaml")})


def latest(name: str) -> Path:
    return max(DEMO.glob(f"*/docs/registers/{name}.yaml"))


def test_each_register_is_tied_to_its_schema(made, schemas):
    settings = json.loads(made.text(".vscode/settings.json"))
    present = {
        name: one.path("")
        for name, one in schemas.types.items()
        if one.kind is Kind.REGISTER and one.path("") in made.files()
    }
    assert settings["yaml.schemas"] == {
        f"./.vscode/schemas/{name}.json": f"/{path}" for name, path in present.items()
    }
    written = {path for path in made.files() if path.startswith(".vscode/schemas/")}
    assert written == {f".vscode/schemas/{name}.json" for name in present}


def test_the_editor_asks_nobody_on_the_network(made):
    settings = json.loads(made.text(".vscode/settings.json"))
    assert settings["yaml.schemaStore.enable"] is False
    assert json.loads(made.text(".vscode/extensions.json")) == {
        "recommendations": ["redhat.vscode-yaml"]
    }


def test_every_schema_stands_alone(schemas):
    for name in schemas.types:
        whole = schemas.standalone(name)
        assert '"$ref"' not in json.dumps(whole)
        assert "x-ims" not in json.dumps(whole)
        Draft7Validator.check_schema(whole)
        assert whole["additionalProperties"] is False
        conditional = json.dumps([whole.get("allOf"), whole.get("if"), whole.get("then")])
        for one in named(json.loads(conditional)):
            assert one in whole["properties"], (name, one)


def named(part: object, *, top: bool = True):
    """The keys that a condition names at the top of a file."""
    if isinstance(part, list):
        for one in part:
            yield from named(one, top=top)
    elif isinstance(part, dict):
        if top:
            yield from part.get("properties", {})
        for key in ("allOf", "anyOf", "if", "then", "else", "not"):
            yield from named(part.get(key), top=top)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_good_register_fits_and_a_spoilt_one_does_not(schemas, name):
    values = frontmatter.parse(latest(name).read_text("utf-8")).values
    values.pop("guidance", None)
    judge = Draft7Validator(schemas.standalone(name))
    assert [one.message for one in judge.iter_errors(values)] == []
    for spoilt in spoils(values):
        assert not judge.is_valid(spoilt)
        assert schemas.judge(name, spoilt, {(): (1, 1)})


def spoils(values):
    """The register with one thing wrong, again and again."""
    for key in ("title", "owner", "entries", "classification"):
        yield {name: value for name, value in values.items() if name != key}
    yield {**values, "unheard_of": "x"}
    yield {**values, "type": "something-else"}
    first = copy.deepcopy(values)
    if first["entries"]:
        first["entries"][0]["unheard_of"] = "x"
        yield first
        second = copy.deepcopy(values)
        second["entries"][0]["id"] = "no id at all"
        yield second
