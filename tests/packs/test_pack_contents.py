"""`ims export pack`: what an auditor gets, for whom, of which state, and that it is the same everywhere."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from complete_records import NONCONFORMITY_PATH
from support import POLICY, write

from ims_docs.cli import run

SECRET_WORDS = (b"Torpedo", b"torpedo", b"NCR-0002")


def held(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_a_pack_holds_what_an_auditor_needs_and_verifies(acme, pack, tmp_path, capsys):
    file = pack(bare=False)
    printed = capsys.readouterr().out
    assert hashlib.sha256(file.read_bytes()).hexdigest() in printed
    files = held(file)
    for name in (
        "README.txt", "site/index.html", "workbook.xlsx", "pdf/POL-0001-v1.0.pdf", "pdf/manual.pdf",
        f"tree/{POLICY}", "tree/ims.yml", "trust/root.pub", "baselines/2026-audit.txt",
        "approvals/POL-0001/v1.0/approved-PER-0002.txt.sig", "repository.bundle", "verify.txt", "verify.json", "verify.py", "verify.html",
    ):  # fmt: skip
        assert name in files, name
    assert files[f"tree/{POLICY}"] == (acme / POLICY).read_bytes()
    assert json.loads(files["verify.json"])["verdict"] == "intact"
    (tmp_path / "open").mkdir()
    with zipfile.ZipFile(file) as opened:
        opened.extractall(tmp_path / "open")
    subprocess.run(
        ["sha256sum", "--quiet", "--strict", "-c", "MANIFEST.sha256"],
        cwd=tmp_path / "open", check=True,
    )  # fmt: skip
    assert run(["verify", "--pack", str(file)]) == 0
    script = [sys.executable, str(tmp_path / "open" / "verify.py"), str(file)]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split("\n")[-2]) == (0, "intact"), done.stdout


def test_the_same_commit_gives_the_same_bytes(acme, pack, tmp_path):
    """In another zone, under another mask, from another clone with other branches and open changes."""
    first = held(pack())
    other = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(acme), str(other)], check=True, capture_output=True)
    subprocess.run(["git", "-C", str(other), "branch", "aside", "HEAD~1"], check=True)
    (other / "docs/note.txt").write_text("not saved\n")
    (other / POLICY).write_text("not saved\n")
    command = [sys.executable, "-m", "ims_docs", "-C", str(other), "export", "pack", "-o", "pack"]
    options = ["--without", "site", "--without", "pdf", "--without", "workbook"]
    subprocess.run(
        [*command, *options], check=True, capture_output=True,
        env={**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C"}, preexec_fn=lambda: os.umask(0o077),
    )  # fmt: skip
    (found,) = (other / "pack").glob("*.zip")
    second = held(found)
    assert list(first) == list(second)
    different = {name for name in first if first[name] != second[name]}
    assert different <= {"repository.bundle", "MANIFEST.sha256"}


def test_a_pack_of_a_baseline_is_the_state_that_it_fixed(acme, pack, capsys):
    file = pack("--baseline", "2026-audit")
    files = held(file)
    about = json.loads(files["pack.json"])
    assert about["baseline"] == "2026-audit"
    assert f"tree/{NONCONFORMITY_PATH}" in files
    assert not any(b"NCR-0002" in data for data in files.values())
    capsys.readouterr()
    assert run(["verify", "--pack", str(file)]) == 0
    assert "Baseline 2026-audit, code " in capsys.readouterr().out
    assert run(["-C", str(acme), "export", "pack", "--baseline", "2026-adit"]) == 2
    assert "Did you mean `2026-audit`?" in capsys.readouterr().err


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_an_edition_holds_nothing_that_is_classified_above_it(pack, audience):
    file = pack("--audience", audience, bare=False)
    files = held(file)
    told = {name for name, data in files.items() if any(word in data for word in SECRET_WORDS)}
    assert told == set()
    assert not any("NCR-0002" in name for name in files)
    assert "repository.bundle" not in files
    assert "baselines/2026-audit.txt" not in files
    book = zipfile.ZipFile(io.BytesIO(files["workbook.xlsx"]))
    assert not any(b"orpedo" in book.read(name) for name in book.namelist())
    assert (f"tree/{NONCONFORMITY_PATH}" in files) == (audience == "internal")
    assert ("trust/allowed_signers" in files) == (audience == "internal")
    assert run(["verify", "--pack", str(file)]) == 0
    assert b"left out" in files["README.txt"]


def test_no_other_export_holds_what_is_classified_above_its_audience(acme, tmp_path, capsys):
    out = tmp_path / "out"
    begun = ["-C", str(acme), "export"]
    for_whom = ["--audience", "internal", "-o", str(out)]
    for what in (["csv", "--all"], ["xlsx", "--all"], ["calendar"], ["oscal"]):
        assert run([*begun, *what, *for_whom]) == 0, what
    told = {one.name: one.read_bytes() for one in out.iterdir() if one.is_file()}
    book = zipfile.ZipFile(io.BytesIO(told.pop("workbook.xlsx")))
    told |= {name: book.read(name) for name in book.namelist()}
    assert "NCR-0001" in told["nonconformity.csv"].decode()
    assert not [name for name, data in told.items() if b"orpedo" in data or b"NCR-0002" in data]
    capsys.readouterr()
    for form in ("pdf", "docx"):
        assert run([*begun, form, "NCR-0002", *for_whom]) == 2
        assert "orpedo" not in "".join(capsys.readouterr())
    assert run([*begun, "csv", "--all", "--at", "HEAD~1", *for_whom]) == 2
    assert "the newest state only" in capsys.readouterr().err


def test_a_period_holds_the_records_of_its_days(pack):
    files = held(pack("--period", "2026-11-01..2026-11-30", out="a"))
    assert json.loads(files["pack.json"])["period"] == "2026-11-01..2026-11-30"
    assert b"torpedo" in files["changes.csv"]


def test_a_sample_is_what_was_asked_for_or_drawn(acme, pack):
    keys = "id: SMP-0001\ntype: audit-sample\ntitle: Draw\nstatus: closed"
    draw = f"---\n{keys}\nsamples: [NCR-0001, IDE-0009]\n---\n\nDrawn.\n"
    write(acme, {"docs/records/audit-sample/SMP-0001.md": draw})
    for command in (("add", "-A"), ("commit", "-q", "-m", "Draw a sample")):
        subprocess.run(["git", "-C", str(acme), *command], check=True)
    bare = ("--without", "site", "--without", "workbook")
    files = held(pack(*bare, "--sample", "SMP-0001", "--sample", "POL-0001", bare=False))
    papers = {name for name in files if name.startswith("sample/")}
    assert papers == {"sample/SMP-0001.pdf", "sample/NCR-0001.pdf", "sample/POL-0001-v1.0.pdf"}
    rows = files["sample.csv"].decode().split("\n")
    digest = hashlib.sha256((acme / NONCONFORMITY_PATH).read_bytes()).hexdigest()
    assert any(one.startswith("NCR-0001,") and one.endswith(digest) for one in rows)
    assert b"IDE-0009, which SMP-0001 names" in files["README.txt"]


def test_what_is_asked_wrongly_is_refused_in_one_sentence(acme, capsys):
    for options, said in (
        (("--period", "2026"), "is not a period"),
        (("--period", "2026-02-30..2026-03-01"), "is not a calendar date"),
        (("--period", "2026-03-02..2026-03-01"), "first day is after"),
        (("--period", "2026-03-02..2026-04-01", "--baseline", "x"), "not both"),
        (("--sample", "POL-0001", "--without", "pdf"), "A sample is made of PDF files"),
        (
            ("--sample", "POL-0009"),
            "There is no document, record, register or working page 'POL-0009'",
        ),
    ):
        assert run(["-C", str(acme), "export", "pack", *options]) == 2, options
        assert said in capsys.readouterr().err
    assert not (acme / "exports").exists()


def test_what_is_exported_does_not_count_as_a_change(acme):
    command = ["-C", str(acme), "export", "pack"]
    for part in ("site", "pdf", "workbook"):
        command += ["--without", part]
    assert run(command) == 0
    assert list((acme / "exports").glob("pack-*.zip"))
    done = subprocess.run(
        ["git", "-C", str(acme), "status", "--porcelain"], capture_output=True, check=True
    )
    assert done.stdout == b""


def test_a_library_that_is_missing_is_named_before_anything_is_made(acme, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "typst", None)
    assert run(["-C", str(acme), "export", "pack"]) == 2
    said = capsys.readouterr().err
    assert "[pdf]'" in said
    assert "--without pdf" in said
