"""Editions of the site: what is classified above the audience is nowhere in the folder."""

from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import get_files
from reviewed import Reviewed
from secrets_kept import HIDDEN, NOT_PUBLIC, SHOWN, keep_secrets
from site_reader import AS_OF

from ims_docs.cli import run
from ims_docs.domain.approval_state import standings
from ims_docs.model.classification import Classification, classified
from ims_docs.services.workspace import Workspace
from ims_docs.site import build as site_build
from ims_docs.site.build import reading, shown
from ims_docs.site.pages import SiteContent


@pytest.fixture(scope="module")
def keeper(tmp_path_factory) -> Path:
    """The repository that keeps secrets."""
    folder = tmp_path_factory.mktemp("keeper")
    here = Reviewed(folder / "acme", folder / "keys")
    keep_secrets(here)
    return here.root


@pytest.fixture(scope="module")
def internal(keeper, tmp_path_factory) -> Path:
    """Its internal edition, built."""
    out = tmp_path_factory.mktemp("internal") / "site"
    site_build.build(Workspace(root=keeper), out, as_of=AS_OF, audience=Classification.INTERNAL)
    return out


@pytest.fixture(scope="module")
def public(keeper, tmp_path_factory) -> Path:
    """The pages of its public edition."""
    return staged(keeper, tmp_path_factory.mktemp("public") / "pages", Classification.PUBLIC)


def staged(root: Path, out: Path, audience: Classification | None = None) -> Path:
    """The pages of an edition as text."""
    site_build.stage(Workspace(root=root), out, as_of=AS_OF, audience=audience)
    return out


def found(folder: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Where each word stands, in names and in bytes, whatever its case."""
    places: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        text = file.read_bytes().lower() if file.is_file() else b""
        for word in words:
            small = word.lower()
            if small in name.lower() or small.encode() in text:
                places.setdefault(word, []).append(name)
    return places


def test_without_an_audience_everything_is_there_as_before(keeper, tmp_path):
    whole = staged(keeper, tmp_path / "whole")
    confidential = staged(keeper, tmp_path / "all", Classification.CONFIDENTIAL)
    assert found(whole, HIDDEN).keys() == {*HIDDEN}
    assert found(confidential, HIDDEN).keys() == {*HIDDEN}
    assert not (whole / "edition.md").exists()


def test_nothing_confidential_is_in_the_internal_edition(internal):
    assert found(internal, HIDDEN) == {}
    assert found(internal, SHOWN).keys() == {*SHOWN}


def test_nothing_internal_is_in_the_public_edition(public):
    assert found(public, (*HIDDEN, *NOT_PUBLIC)) == {}
    assert found(public, ("public-words",))


def test_an_edition_says_what_it_leaves_out(internal, public):
    said = (internal / "edition.html").read_text(encoding="utf-8")
    assert "3 documents, 1 entry, 1 record, 1 attachment are not shown in this edition" in said
    assert "Internal edition: 3 documents" in (internal / "index.html").read_text(encoding="utf-8")
    assert "are not shown" not in (public / "edition.md").read_text(encoding="utf-8")


def test_a_text_is_in_force_whoever_may_see_the_register_of_roles(keeper):
    content = reading.read(Workspace(root=keeper), as_of=AS_OF, audience=Classification.PUBLIC)
    repository = content.repository
    assert repository.register("roles") is None
    (policy,) = (one for one in repository.documents if one.id == "POL-0001")
    in_force = standings(repository).of(policy).in_force
    assert in_force is not None
    assert in_force.version == "1.0"


def test_the_command_names_the_edition(keeper, tmp_path, capsys):
    arguments = [
        "-C",
        str(keeper),
        "site",
        "stage",
        str(tmp_path / "out"),
        "--audience",
        "internal",
    ]
    assert run(arguments) == 0
    assert "Internal edition: 3 documents" in capsys.readouterr().err
    assert run([*arguments[:-1], "everybody"]) == 2


def test_the_plugin_takes_the_same_word(keeper, tmp_path):
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(
        f"site_name: X\ndocs_dir: {keeper}/docs\nplugins: [{{ims: {{audience: internal}}}}]\n"
        "theme: {name: material, font: false}\n",
        encoding="utf-8",
    )
    config = load_config(str(settings))
    config = config.plugins.on_config(config)
    made = config.plugins.on_files(get_files(config), config=config)
    told = {f"{one.src_uri}\n{one.content_string.lower()}" for one in made if one.generated_by}
    assert not [word for word in HIDDEN if any(word.lower() in one for one in told)]
    assert not [word for word in SHOWN if not any(word in one for one in told)]
    with pytest.raises(Abort):
        load_config(str(settings), plugins=[{"ims": {"audience": "everybody"}}])


def test_every_field_of_the_content_is_considered():
    source = inspect.getsource(shown.shown)
    plain = {"commit"}
    fields = {one.name for one in dataclasses.fields(SiteContent)} - plain
    assert {one for one in fields if f"{one}=" not in source} == set()


@pytest.mark.parametrize(
    ("written", "means"),
    [
        (None, Classification.INTERNAL),
        ("", Classification.INTERNAL),
        ("public", Classification.PUBLIC),
        (" Public ", Classification.PUBLIC),
        ("internal", Classification.INTERNAL),
        ("confidential", Classification.CONFIDENTIAL),
        ("secret", Classification.CONFIDENTIAL),
        (["public"], Classification.CONFIDENTIAL),
        (0, Classification.CONFIDENTIAL),
    ],
)
def test_what_a_classification_means(written, means):
    assert classified(written) is means
