"""Tampered packs before the three verifiers: each of them names the file, and none is fooled where another is not."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from tampering import PACK, TAMPERED

from ims_docs.adapters.resources import resource
from ims_docs.reporters.packs import as_json
from ims_docs.services.verification import Question, verify_pack

QUESTION = Question(as_of=date(2026, 11, 23))
CHROME = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome") or ""
GOOD = "as it was"
NAMED = re.compile(r"FAIL (.*?): .*")


@pytest.fixture(scope="module")
def packs(fixed: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every tampered pack, and the good one."""
    found = {}
    for number, (title, one) in enumerate({GOOD: None, **TAMPERED}.items()):
        file = tmp_path_factory.mktemp("tampered") / PACK.replace("pack", f"pack-{number:02}")
        file.write_bytes(one.does(fixed) if one else fixed)
        found[title] = file
    return found


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify", resource("verifiers") / "verify.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wanted(title: str, file: Path) -> str:
    return TAMPERED[title].names.replace(PACK, file.name)


@pytest.mark.parametrize("title", TAMPERED)
def test_ims_names_the_file(packs, title):
    found = json.loads(as_json(verify_pack(packs[title], QUESTION)))
    assert found["verdict"] == "not intact"
    assert wanted(title, packs[title]) in {one["file"] for one in found["faults"]}, found["faults"]


@pytest.mark.parametrize("title", TAMPERED)
def test_the_script_names_the_file(packs, script, title):
    pack = script.Pack(packs[title].name)
    assert pack.judge(packs[title].read_bytes()) == "not intact"
    assert wanted(title, packs[title]) in {NAMED.fullmatch(one)[1] for one in pack.faults}, (
        pack.faults
    )


def test_a_good_pack_is_intact(packs, script):
    assert verify_pack(packs[GOOD], QUESTION).verdict == "intact"
    pack = script.Pack(packs[GOOD].name)
    assert pack.judge(packs[GOOD].read_bytes()) == "intact", pack.faults


@pytest.mark.skipif(not CHROME, reason="There is no Chromium here")
def test_the_page_names_the_file_and_asks_for_nothing(packs, tmp_path):
    """From a folder, in one browser, with every pack at once."""
    sync = pytest.importorskip("playwright.sync_api")
    shutil.copy(resource("verifiers") / "verify.html", tmp_path)
    address, asked, faults = (tmp_path / "verify.html").as_uri(), [], []
    with sync.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROME, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        page.set_input_files("#file", [str(one) for one in packs.values()])
        results = page.locator("section[data-verdict]")
        results.nth(len(packs) - 1).wait_for()
        said = {
            one.get_attribute("data-name"): (one.get_attribute("data-verdict"), one.inner_text())
            for one in results.all()
        }
        browser.close()
    assert (asked, faults) == ([address], [])
    verdict, text = said[packs[GOOD].name]
    assert verdict == "intact", text
    wrong: dict[str, str] = {}
    for title in TAMPERED:
        verdict, text = said[packs[title].name]
        named = {match[1] for match in map(NAMED.fullmatch, text.split("\n")) if match}
        if verdict != "not intact" or wanted(title, packs[title]) not in named:
            wrong[title] = text
    assert wrong == {}
