"""`ims export oscal` and `ims export ciso-assistant`: whole by themselves, and read by the programs they are for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ims_docs.cli import run


@pytest.fixture(scope="module")
def written(nordwind: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exchange")
    for name in ("oscal", "ciso-assistant"):
        assert run(["-C", str(nordwind), "export", name, "-o", str(out)]) == 0
    return out


def values(data: Any, key: str) -> Iterator[Any]:
    """Everything that stands under a key, at any depth."""
    if isinstance(data, dict):
        for name, inner in data.items():
            if name == key:
                yield inner
            yield from values(inner, key)
    elif isinstance(data, list):
        for inner in data:
            yield from values(inner, key)


def test_each_model_of_oscal_fits_the_others(nordwind, written):
    catalog, components, results = (
        json.loads((written / f"iso56001-{name}.json").read_text("utf-8"))
        for name in ("catalog", "component-definition", "assessment-results")
    )
    controls = list(values(catalog, "id"))
    assert len(controls) == len(set(controls)) > 100
    assert all(re.fullmatch(r"iso56001-[0-9.]+(?:_smt)?", one) for one in controls)
    for model in (components, results):
        assert set(values(model, "control-id")) <= set(controls)
        assert set(values(model, "control-id"))
        uuids = list(values(model, "uuid"))
        assert len(uuids) == len(set(uuids))
    known = set(values(results, "uuid"))
    assert set(values(results, "target-id")) <= set(controls)
    assert set(values(results, "observation-uuid")) <= known
    hrefs = list(values(results, "href"))
    assert {one.removeprefix("#") for one in hrefs if one.startswith("#")} <= known
    files = {one for one in hrefs if not one.startswith("#")}
    assert files
    assert all((nordwind / one).exists() for one in files)
    assert {"satisfied", "not-satisfied"} == set(values(results, "state"))


def test_the_same_state_gives_the_same_files(nordwind, written, tmp_path):
    for name in ("oscal", "ciso-assistant"):
        assert run(["-C", str(nordwind), "export", name, "-o", str(tmp_path / "again")]) == 0
    for file in written.iterdir():
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes()


def test_trestle_reads_the_models(written):
    trestle = pytest.importorskip("trestle.oscal")
    assert trestle
    from trestle.oscal.assessment_results import AssessmentResults
    from trestle.oscal.catalog import Catalog
    from trestle.oscal.component import ComponentDefinition

    for name, model in (
        ("catalog", Catalog),
        ("component-definition", ComponentDefinition),
        ("assessment-results", AssessmentResults),
    ):
        assert model.oscal_read(written / f"iso56001-{name}.json") is not None


def test_the_libraries_name_what_is_there(written):
    one, other, between = (
        yaml.safe_load((written / f"{name}.yaml").read_text("utf-8"))
        for name in ("iso56001", "iso56002", "iso56002-to-iso56001")
    )
    nodes = {}
    for library in (one, other):
        framework = library["objects"]["framework"]
        urns = [node["urn"] for node in framework["requirement_nodes"]]
        assert len(urns) == len(set(urns))
        parents = {node.get("parent_urn") for node in framework["requirement_nodes"]} - {None}
        assert parents <= set(urns)
        nodes[framework["urn"]] = set(urns)
    (found,) = between["objects"]["requirement_mapping_sets"]
    assert found["requirement_mappings"]
    for row in found["requirement_mappings"]:
        assert row["source_requirement_urn"] in nodes[found["source_framework_urn"]]
        assert row["target_requirement_urn"] in nodes[found["target_framework_urn"]]
    assert set(between["dependencies"]) == {one["urn"], other["urn"]}
    assert one["objects"]["framework"]["requirement_nodes"][1]["typical_evidence"].startswith("- ")


def test_a_standard_that_is_not_there_is_refused(nordwind, tmp_path, capsys):
    for name in ("oscal", "ciso-assistant"):
        command = ["-C", str(nordwind), "export", name, "--standard", "iso5601"]
        assert run([*command, "-o", str(tmp_path / "out")]) == 2
        assert "Did you mean `iso56001`" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
