"""Audit packs for an audience: no word of what is classified above it, in whatever form."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from reviewed import Reviewed
from secrets_kept import HIDDEN, NOT_PUBLIC, keep_secrets

from ims_docs.cli import run


@pytest.fixture(scope="module")
def keeper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keeper")
    here = Reviewed(folder / "acme", folder / "keys")
    keep_secrets(here)
    return here.root


def texts(root: Path, out: Path, *options: str) -> dict[str, bytes]:
    """Everything in a pack that a program could read, by name: lists and PDF files too."""
    command = ["-C", str(root), "export", "pack", "--without", "site", "-o", str(out)]
    assert run([*command, *options]) in (0, 1)
    (file,) = out.glob("*.zip")
    found = {}
    with zipfile.ZipFile(file) as pack:
        for name in pack.namelist():
            data = found[name] = pack.read(name)
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(data)) as book:
                    found |= {f"{name}/{one}": book.read(one) for one in book.namelist()}
            if name.endswith(".pdf"):
                reader = PdfReader(io.BytesIO(data))
                pages = "\n".join(one.extract_text() for one in reader.pages)
                found[f"{name}/pages"] = f"{pages}\n{reader.metadata}".encode()
                for title, kept in reader.attachments.items():
                    found[f"{name}/{title}"] = b"\n".join(kept)
    return found


def told(found: dict[str, bytes], words: tuple[str, ...]) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for name, data in found.items():
        for word in words:
            if word.lower() in name.lower() or word.lower().encode() in data.lower():
                places.setdefault(word, []).append(name)
    return places


SAMPLE = ("--sample", "SCO-0001")
"""A text that was hidden once: its revisions tell of that time."""
PERIOD = ("--period", "2020-01-01..2030-12-31")


def test_nothing_that_is_hidden_is_in_an_edition(keeper, tmp_path):
    internal = texts(keeper, tmp_path / "internal", "--audience", "internal", *PERIOD, *SAMPLE)
    assert told(internal, HIDDEN) == {}
    assert any(name.startswith("sample/SCO-0001") for name in internal)
    public = texts(keeper, tmp_path / "public", "--audience", "public", *PERIOD)
    assert told(public, (*HIDDEN, *NOT_PUBLIC)) == {}


def test_everything_is_in_the_whole(keeper, tmp_path):
    found = texts(keeper, tmp_path / "whole", *PERIOD)
    there = told(found, ("quokka", "wombat", "kowari", "bettong", "bilby"))
    assert there.keys() == {"quokka", "wombat", "kowari", "bettong", "bilby"}
