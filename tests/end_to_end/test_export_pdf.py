"""`ims export pdf`: a copy says what the text says, what it is worth, and carries its proof."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from support import policy

from ims_docs.adapters import installation
from ims_docs.formats import frontmatter
from ims_docs.formats.markdown.prose import prose
from ims_docs.model.prose import text_of

POLICY = "docs/leadership/innovation-policy.md"


@pytest.fixture(name="example")
def an_example(nordwind, tmp_path):
    return Path(shutil.copytree(nordwind, tmp_path / "nordwind", symlinks=True))


@pytest.fixture(name="out")
def a_folder(tmp_path):
    return tmp_path / "out"


def pages(path: Path) -> list[str]:
    return [one.extract_text() for one in PdfReader(path).pages]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def attached(path: Path) -> dict[str, bytes]:
    return {name: files[0] for name, files in PdfReader(path).attachments.items()}


def only(folder: Path) -> Path:
    (found,) = folder.glob("*.pdf")
    return found


def test_the_text_in_force_with_every_word_and_its_approval(nordwind, ims, out):
    done = ims("-C", nordwind, "export", "pdf", "POL-0001", "-o", out)
    assert (done.code, done.err) == (0, "")
    made = only(out)
    assert made.name == "POL-0001-v1.0.pdf"
    assert re.fullmatch(rf"{re.escape(str(made))}  sha256:[0-9a-f]{{64}}\n", done.out)
    text = "\n".join(pages(made))
    statement = next((nordwind / "approvals/POL-0001/v1.0").glob("approved-*.txt")).read_text(
        "utf-8"
    )
    signed = re.search(r"sha256:[0-9a-f]{64}", statement)[0]
    body = frontmatter.body_of((nordwind / POLICY).read_bytes())
    assert words(text_of(prose(body, POLICY))) - words(text) == set()
    for one in pages(made):
        assert "Nordwind Antriebe GmbH" in one
        assert "POL-0001 Innovation policy" in one
        assert "version 1.0 · in force since 2025-12-04 · public" in one
        assert signed in one
    assert "Henrike Lorenzen" in text
    assert "approved" in text


def test_it_is_an_archive_file_for_everybody(nordwind, ims, out):
    ims("-C", nordwind, "export", "pdf", "POL-0001", "-o", out)
    reader = PdfReader(only(out))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    facts = catalogue["/Metadata"].get_data().decode()
    assert ">3</pdfaid:part>" in facts
    assert ">A</pdfaid:conformance>" in facts
    assert ">1</pdfuaid:part>" in facts
    assert reader.metadata.title == "POL-0001 Innovation policy"


def test_an_independent_judge_finds_no_fault_of_accessibility(nordwind, ims, out):
    """TAG-002 takes the head of a single page for prose; what it says is in the table below it too."""
    ims("-C", nordwind, "export", "pdf", "CHP-0001", "limits", "--draft", "-o", out)
    made = sorted(out.glob("*.pdf"))
    assert len(made) == 2
    outloud = Path(sys.executable).with_name("outloud")
    done = subprocess.run(
        [outloud, "--skip", "TAG-002", "-q", *made],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_file_proves_itself_without_ims(nordwind, ims, out, tmp_path):
    ims("-C", nordwind, "export", "pdf", "POL-0001", "-o", out)
    made, empty = only(out), tmp_path / "empty"
    empty.mkdir()
    for name, data in attached(made).items():
        (empty / name).write_bytes(data)
    assert (empty / "POL-0001.md").read_bytes() == (nordwind / POLICY).read_bytes()
    first, *commands = (empty / "how-to-verify.txt").read_text().splitlines()
    assert first == f"pdfdetach -saveall {made.name}"
    printed = re.sub(r"\s+", "", "\n".join(pages(made)))
    for line in commands:
        assert re.sub(r"\s+", "", line) in printed
    done = subprocess.run(
        ["sh", "-ec", "\n".join(commands)],
        cwd=empty,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
    )
    assert done.returncode == 0, done.stderr
    summed, told, verified = done.stdout.splitlines()
    assert told == f"approved-PER-0001.txt:digest: sha256:{summed.split()[0]}"
    assert verified.startswith('Good "doc-approval@ims-docs" signature for PER-0001')


def test_the_proof_fails_for_another_text(nordwind, ims, out, tmp_path):
    ims("-C", nordwind, "export", "pdf", "POL-0001", "-o", out)
    found = attached(only(out))
    for name, data in found.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "POL-0001.md").write_bytes(found["POL-0001.md"].replace(b"3,000", b"9,000"))
    commands = found["how-to-verify.txt"].decode().partition("\n")[2]
    done = subprocess.run(
        ["sh", "-c", commands], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    summed, told, *_ = done.stdout.splitlines()
    assert summed.split()[0] not in told


@pytest.mark.parametrize("command", [["pdf", "POL-0001", "CHP-0001", "--draft"]])
def test_the_same_commit_gives_the_same_bytes(nordwind, tmp_path, command):
    made = []
    for zone, mask, language in [
        ("UTC", 0o022, "C"),
        ("Pacific/Kiritimati", 0o077, "de_DE.UTF-8"),
        ("America/St_Johns", 0o027, "tr_TR.UTF-8"),
    ]:
        folder = tmp_path / zone.replace("/", "-")
        done = subprocess.run(
            [sys.executable, "-m", "ims_docs", "-C", nordwind, "export", *command, "-o", folder],
            env={**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language},
            umask=mask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made.append({one.name: one.read_bytes() for one in folder.iterdir()})
    assert len(made[0]) == 2
    assert made[0] == made[1] == made[2]


def test_what_nobody_approved_needs_a_word_and_has_a_mark(nordwind, ims, out):
    refused = ims("-C", nordwind, "export", "pdf", "CHP-0001", "-o", out)
    assert refused.code == 1
    assert "CHP-0001 is not in force: nobody has approved it" in refused.out
    assert not list(out.glob("*"))
    assert ims("-C", nordwind, "export", "pdf", "CHP-0001", "--draft", "-o", out).code == 0
    found = pages(only(out))
    assert all("DRAFT" in one for one in found)
    assert "This text is not in force." in found[0]
    assert "Nobody has approved exactly this text." in "\n".join(found)


def test_a_changed_text_is_the_draft_and_the_approved_one_stays(example, ims, out):
    path = example / POLICY
    old = path.read_text()
    path.write_text(old.replace('version: "1.0"', 'version: "1.1"').replace("3,000", "8,000"))
    ims("-C", example, "export", "pdf", "POL-0001", "-o", out)
    text = "\n".join(pages(only(out)))
    assert "3,000 euros" in text
    assert "8,000" not in text
    assert "DRAFT" not in text
    ims("-C", example, "export", "pdf", "POL-0001", "--draft", "-o", out / "draft")
    made = only(out / "draft")
    assert made.name == "POL-0001-v1.1-draft.pdf"
    for one in pages(made):
        assert "DRAFT" in one
        assert "UNCONTROLLED" in one
    assert "In force is version 1.0, since 2025-12-04." in pages(made)[0]


def test_an_altered_text_says_so_on_every_page(example, ims, out):
    path = example / POLICY
    path.write_text(path.read_text().replace("3,000", "8,000"))
    ims("-C", example, "export", "pdf", "POL-0001", "--draft", "-o", out)
    found = pages(only(out))
    assert all("ALTERED" in one for one in found)
    assert "This is not the text that was approved under this version." in found[0]


def test_a_text_of_the_past_says_what_became_of_it(nordwind, ims, out):
    """SCP-0001 1.0 was in force before 1.1."""
    done = ims("-C", nordwind, "export", "pdf", "SCP-0001", "--as-of", "2026-01-15", "-o", out)
    assert done.code == 0, done.out + done.err
    made = only(out)
    assert made.name == "SCP-0001-v1.0-superseded.pdf"
    assert all("SUPERSEDED" in one for one in pages(made))


def test_a_template_is_marked_as_unfinished(acme, ims, out):
    done = ims("-C", acme, "export", "pdf", "POL-0001", "--draft", "-o", out)
    assert done.code == 0, done.out
    found = pages(only(out))
    assert all("DRAFT UNFINISHED" in one for one in found)


def test_records_and_registers_as_well(nordwind, ims, out):
    record = next((nordwind / "docs/records/management-review").glob("MRV-*.md"))
    done = ims("-C", nordwind, "export", "pdf", record.stem, "limits", "-o", out)
    assert done.code == 0, done.out
    first, second = sorted(out.glob("*.pdf"))
    body = frontmatter.body_of(record.read_bytes())
    text = "\n".join(pages(first))
    assert words(text_of(prose(body, ""))) - words(text) == set()
    assert "LIM-0004" in "\n".join(pages(second))
    assert "limits.yaml" in attached(second)


def test_nobody_means_nothing(nordwind, ims, out):
    nothing = ims("-C", nordwind, "export", "pdf", "-o", out)
    assert (nothing.code, nothing.out) == (2, "")
    assert ims("-C", nordwind, "export", "pdf", "POL-9999", "-o", out).code == 2
    assert ims("-C", nordwind, "export", "pdf", "POL-0001", "--at", "nowhere", "-o", out).code == 3


def test_a_missing_extra_is_one_sentence(nordwind, ims, out, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(installation, "source", lambda: None)
    done = ims("-C", nordwind, "export", "pdf", "POL-0001", "-o", out)
    assert done.code == 2
    assert done.err == (
        "error: A PDF needs a part of ims that is not installed\n"
        "hint: Run `pip install 'ims-docs[pdf]'` and try again.\n"
    )


TABLE = f"|{'|'.join(f' c{at} ' for at in range(30))}|\n|{'---|' * 30}\n|{'|'.join(f' v{at} ' for at in range(30))}|\n"


def test_whatever_a_text_holds_is_shown_or_named(example, ims, git, out):
    docs = example / "docs/leadership"
    Image.new("RGB", (40, 30), "red").save(docs / "good.png")
    (docs / "broken.png").write_bytes(b"no picture")
    path = example / POLICY
    text = path.read_text()
    first = text.count("\n") + 2
    path.write_text(
        f"{text}\n![Good](good.png) ![Gone](gone.png) ![Far](https://example.org/x.png) ![Bad](broken.png)\n\n"
        f"{TABLE}\n{'abcdefghij' * 20}\n\nسياسة الابتكار\n\nCode #panic(1) $x$ @label <b>bold</b> `#code` \\# // /*\n\n"
        "```mermaid\ngraph TD\n```\n\n- [x] done\n- [ ] open\n\n~~~\nlong code\n~~~\n"
    )
    done = ims("-C", example, "export", "pdf", "POL-0001", "--draft", "-o", out)
    assert done.code == 1
    assert f"{POLICY}:{first}: gone.png: the picture is not there" in done.out
    assert f"{POLICY}:{first}: https://example.org/x.png: the picture lies elsewhere" in done.out
    assert f"{POLICY}:{first}: broken.png: the picture is broken" in done.out
    assert "good.png" not in done.out
    made = only(out)
    found = "\n".join(pages(made))
    assert "INCOMPLETE" in pages(made)[0]
    assert all(f"v{at}" in found and f"c{at}" in found for at in range(30))
    assert "abcdefghij" * 20 in re.sub(r"\s", "", found)
    assert "#panic(1) $x$ @label bold #code # // /*" in found
    assert "The drawing is shown as its source" in done.err


def test_a_letter_without_a_font_is_named_with_its_line(example, ims, out):
    path = example / POLICY
    text = path.read_text()
    path.write_text(f"{text}\nA sign \U00013000 of nobody.\n")
    done = ims("-C", example, "export", "pdf", "POL-0001", "--draft", "-o", out)
    line = text.count("\n") + 2
    if done.code == 0:
        pytest.skip("this computer has fonts for hieroglyphs")
    assert done.code == 1
    assert f"(U+13000) {POLICY}:{line}" in done.out
    assert not list(out.glob("*.pdf"))


def test_a_text_from_the_right(acme, ims, out):
    path = acme / POLICY
    front = path.read_text().partition("\n---\n")[0]
    path.write_text(
        f"{front}\n---\n\n# سياسة الابتكار\n\n## الغرض\n\n" + "هذه السياسة لنا. " * 20 + "\n"
    )
    done = ims("-C", acme, "export", "pdf", "POL-0001", "--draft", "-o", out)
    if "no font here has" in done.out:
        pytest.skip("this computer has no font with Arabic letters")
    assert PdfReader(io.BytesIO(only(out).read_bytes())).trailer["/Root"]["/Lang"] == "ar"


def test_an_id_is_no_path_and_no_command(git_repository, ims, tmp_path):
    evil = policy().replace("id: POL-0001", "id: ../../POL';touch x;'").replace('"0.1"', '"$(id)"')
    root = git_repository([{POLICY: evil, POLICY.replace("policy", "aims"): policy()}]).root
    out = tmp_path / "deep/er/out"
    done = ims("-C", root, "export", "pdf", "--all", "--draft", "-o", out)
    assert done.code in (0, 1), done.out + done.err
    made = sorted(one.name for one in out.iterdir())
    assert "POL-0001-v0.1-draft.pdf" in made
    assert all(re.fullmatch(r"[A-Za-z0-9.-]+\.pdf", one) for one in made)
    assert sorted(one.name for one in (tmp_path / "deep").iterdir()) == ["er"]
    for one in made:
        told = attached(out / one)["how-to-verify.txt"].decode()
        assert "touch" not in told.replace("POL-touch-x", "")
        assert "$(" not in told


def test_two_texts_with_one_id_are_told(git_repository, ims, tmp_path):
    root = git_repository([{POLICY: policy(), POLICY.replace("policy", "aims"): policy()}]).root
    done = ims("-C", root, "export", "pdf", "--all", "--draft", "-o", tmp_path / "out")
    assert done.code == 1
    assert "POL-0001 is the id of another text too" in done.out
    assert len(list((tmp_path / "out").iterdir())) == 1
