"""The contracts of pyproject.toml hold, they catch what they forbid, and everything stays small."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ims_docs"

MODULE_LINES = 250
FUNCTION_LINES = 40

LONG_FUNCTIONS = {
    "services/loading/hidden.py:hidden": "one comparison with the index, told by its outcomes",
}
"""module:function, and why. Remove a line when it is no longer true."""

VIOLATIONS = {
    "model/page.py": "import ims_docs.formats.settings",
    "model/text.py": "import subprocess",
    "formats/settings.py": "import yaml",
    "formats/markdown/guidance.py": "import ims_docs.adapters.git",
    "formats/signatures/wire.py": "import ims_docs.formats.markdown",
    "adapters/cache.py": "import git",
    "adapters/watching.py": "import ims_docs.adapters.git",
    "domain/duties/duty.py": "import os",
    "domain/duties/records.py": "import ims_docs.domain.coverage",
    "domain/rules/links/targets.py": "import ims_docs.services.loading",
    "domain/views/names.py": "import cryptography",
    "services/timeline/versions.py": "import yaml",
    "services/loading/hidden.py": "import ims_docs.services.workspace",
    "services/records/answers.py": "import ims_docs.services.signing",
    "services/signing/permission.py": "from ims_docs.services.loading.repository import load",
    "services/explain/rule.py": "import click",
    "site/pages/home.py": "import ims_docs.services.explain",
    "site/pages/markup.py": "import mkdocs",
    "site/build/files.py": "import jsonschema",
    "reporters/text.py": "import ims_docs.cli",
    "cli/list.py": "from ims_docs.services.loading.repository import load",
}
"""A line in a room where it must not stand: each was planted once, and each has to be caught."""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    script = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [script, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_imports_point_downwards() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_every_planted_violation_is_caught(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "ims_docs", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for place, line in VIOLATIONS.items():
        file = tmp_path / "ims_docs" / place
        head, mark, rest = file.read_text("utf-8").partition("from __future__ import annotations\n")
        assert mark, f"{place} has no first import to plant {line!r} behind"
        file.write_text(f"{head}{mark}{line}\n{rest}", encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout
    places = [f"ims_docs.{place.removesuffix('.py').replace('/', '.')}" for place in VIOLATIONS]
    missed = [
        f"{place}: {line}"
        for place, line in zip(places, VIOLATIONS.values(), strict=True)
        if f"{place} -> {line.split()[1]}" not in done.stdout
    ]
    assert not missed


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_every_module_is_short_and_says_what_it_is_for() -> None:
    texts = {name(path): path.read_text(encoding="utf-8") for path in modules()}
    lines = {path: len(text.splitlines()) for path, text in texts.items()}
    assert {path: count for path, count in lines.items() if count > MODULE_LINES} == {}
    assert [path for path, text in texts.items() if not ast.get_docstring(ast.parse(text))] == []


def test_functions_are_short() -> None:
    assert {one for path in modules() for one in long_functions(path)} == set(LONG_FUNCTIONS)


def long_functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        f"{name(path)}:{node.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    }


@pytest.mark.parametrize("entry", ["utils", "helpers", "common", "manager"])
def test_no_drawer_for_everything(entry: str) -> None:
    assert not [path for path in modules() if entry in path.relative_to(PACKAGE).parts]
    assert not list(PACKAGE.rglob(f"{entry}.py"))
