"""The wheel and the sdist carry everything, and the wheel works in a clean environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEEDED = (
    "template/cookiecutter.json",
    "template/local_extensions.py",
    "template/forms/nonconformity.md",
    "template/{{cookiecutter.slug}}/ims.yml",
    "template/{{cookiecutter.slug}}/.gitattributes",
    "template/{{cookiecutter.slug}}/.pre-commit-config.yaml",
    "template/{{cookiecutter.slug}}/docs/leadership/innovation-policy.md",
    "schemas/common.schema.json",
    "schemas/records/nonconformity.schema.json",
    "hooks/pre_commit.py",
    "hooks/commit_msg.py",
    "hooks/pre_push.py",
    "hooks/pre_receive.py",
    "verifiers/verify.html",
    "verifiers/verify.py",
)


@pytest.fixture(scope="module")
def dists(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An sdist, and a wheel built from that sdist."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return {"wheel": next(out.glob("*.whl")), "sdist": next(out.glob("*.tar.gz"))}


@pytest.fixture(scope="module")
def installed(dists: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of the wheel in a clean environment.

    The dependencies come from the environment that runs the tests, so that no network
    is needed; the package itself comes from the wheel.
    """
    home = tmp_path_factory.mktemp("environment")
    venv.create(home)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", python),
            *("install", "-q", "--no-deps", "--no-index", str(dists["wheel"])),
        ],
        check=True,
        capture_output=True,
    )
    where = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (Path(where) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts / "ims"


def test_the_wheel_holds_template_schemas_standards_and_types(dists):
    names = set(zipfile.ZipFile(dists["wheel"]).namelist())
    for name in NEEDED:
        assert f"ims_docs/_data/{name}" in names
    assert "ims_docs/py.typed" in names
    assert "ims_docs/domain/standards/iso56001-2024.yaml" in names


def test_the_sdist_holds_what_the_wheel_is_built_from(dists):
    with tarfile.open(dists["sdist"]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert set(NEEDED) <= names
    assert {"pyproject.toml", "LICENSE", "tests/test_packaging.py", "mkdocs.yml"} <= names


def test_an_install_makes_and_checks_a_repository(installed, tmp_path):
    clean = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }

    def ims(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(installed), *arguments],
            cwd=tmp_path,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )

    where = subprocess.run(
        [str(installed.parent / "python"), "-c", "import ims_docs; print(ims_docs.__file__)"],
        cwd=tmp_path,
        env=clean,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(installed.parent.parent) in where.stdout
    made = ims("new", "acme", "--no-input")
    assert made.returncode == 0, made.stderr
    checked = ims("-C", "acme", "check", "--format", "json")
    assert checked.returncode == 1, checked.stderr
    report = json.loads(checked.stdout)
    assert {one["code"] for one in report["findings"] if one["severity"] == "error"} == {"CLS001"}
    covered = ims("-C", "acme", "coverage", "--format", "json")
    assert covered.returncode == 0, covered.stderr
    assert json.loads(covered.stdout)["clauses"][0]["number"] == "4"


def test_two_builds_are_the_same_bytes(dists, tmp_path):
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    for one in dists.values():
        assert (tmp_path / one.name).read_bytes() == one.read_bytes()


@pytest.mark.timeout(1800)  # two dozen histories are verified
def test_an_install_passes_its_own_test(installed, tmp_path):
    clean = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    tried = subprocess.run(
        [str(installed), "selftest"],
        cwd=tmp_path,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert str(installed.parent.parent) in "".join(tried.stdout.split())
    assert "trials passed.\n" in tried.stdout
    assert list(tmp_path.glob("ims-selftest-*")) == []
