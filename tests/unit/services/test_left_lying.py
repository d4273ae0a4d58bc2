"""Copies and files of systems are known by the names that programs give them, in many languages."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ims_docs.services.loading.copies import copies, strays

ORIGINAL = "docs/leadership/innovation-policy.md"
IGNORED = Path(__file__).parents[3] / "template/{{cookiecutter.slug}}/.gitignore"

OF_FILE_MANAGERS = """
- Copy | - Copy (3) |  copy |  copy 2 |  (copy) |  (another copy) |  (3rd copy) | (1) |  (1) |  [1] |  2 | - Kopie
– Kopie | – kopie (2) |  Kopie 2 |  (Kopie) |  (weitere Kopie) | - Copie |  (copie) | - copia | - Copia (2) | - Cópia
- kopia | — kopia | — копия | — копия (2) | - Копія | - Másolat | - másolata | - Αντίγραφο | - Kopya | - kópia
- kopija | - Salinan | - Bản sao | - نسخة | - עותק | - สำเนา | のコピー | - コピー | - 副本 |  副本 | - 複製 | - 복사본
"""
OF_SYNC_SERVICES = """
 (conflicted copy 2026-11-20) |  (Ada's conflicted copy 2026-11-20) |  (Konfliktkopie von Ada 2026-11-20)
 (In Konflikt stehende Kopie von Ada) |  (Copie en conflit de Ada) |  (copia en conflicto de Ada) |  (Ada in conflict)
 (copia in conflitto di Ada) |  (cópia em conflito de Ada) |  (Ada とのコンフリクトコピー) |  (Ada 的冲突副本 2026-11-20)
 (kopia powodująca konflikt) |  (конфликтующая копия) |  (Case Conflict 1) |  (Unicode Encoding Conflict) |  [Conflict]
 (Selective Sync Conflict) | .sync-conflict-20261120-101500-ABCDEFG | _conflict-20261120-101500 | _Conflict |  [Konflikt]
 (Ada's MacBook Pro) | _Ada_Nov-20-101500-2026_Conflict | -DESKTOP-AB12 | -DESKTOP-AB12-2 | -LAPTOP-XY | -PC-ADA | -ADA-PC
-Adas-MacBook-Pro | -MacBook-Air |  (Wiederhergestellt) |  (AutoRecovered) |  (version 1) |  (old) | _BASE_1234
"""
BEFORE = """
Copy of | Copy (2) of | Kopie von | Kopie van | Copie de | Copia de | Cópia de | Kopi av | Kopi af | Копия | Kopia | Másolat -
"""

MAY_BE_OF_A_PERSON = ("(1)", " (1)", " [1]", " 2", " (version 1)", " (old)")
"""Without the other file nobody knows: git takes such a name along, and the check tells of it."""
OF_SYSTEMS = (
    ".DS_Store", "Thumbs.db", "desktop.ini", "~$policy.docx", "~WRL0001.tmp", ".#x.md", "._x.md", "x.md~", "x.md.~1~",
    ".x.md.swp", ".x.md.swx", ".x.md.kate-swp", "#x.md#", "x.md.orig", "x.md.rej", "x.md.bak", "x.tmp", "x.md.save",
    ".~lock.x.odt#", ".fuse_hidden0001", ".nfs000001", ".goutputstream-AB12", ".owncloudsync.log", ".dropbox",
    "x.md.part", "x.md.crdownload", "policy.lnk", ".Trash-1000/x.md", "__MACOSX/x.md", "$RECYCLE.BIN/x.md",
    ".stversions/x.md", ".dropbox.cache/x.md", ".AppleDouble/x.md", ".localized", ".picasa.ini", "ehthumbs.db",
    ".directory", "x.autosave", "x.laccdb", ".sync_1.db", ".dropbox.attr", ".Spotlight-V100/x.md", ".fseventsd/x.md",
    ".TemporaryItems/x.md", ".stfolder/x.md", ".tmp.drivedownload/x.md", ".tmp.driveupload/x.md", ".Trashes/x.md",
)  # fmt: skip
OF_PERSONS = (
    "innovation-policy-2", "innovation-policy-v2", "innovation-policy-summary", "innovation-policy-conflicts",
    "innovation-policy-copyright", "policy (1)", "copy", "innovation-policy (Deutsch)", "innovation-policy annex",
    "old-innovation-policy", "innovation-policy-2026", "innovation-policy-pc", "innovation-policy-press-copy",
)  # fmt: skip


def named(lists: str) -> list[str]:
    """What the lines of a list hold, from sign to sign."""
    return [one for line in lists.strip("\n").split("\n") for one in line.split(" | ")]


@pytest.mark.parametrize("behind", [*named(OF_FILE_MANAGERS), *named(OF_SYNC_SERVICES)])
def test_a_name_with_something_behind_it_is_a_copy(behind: str) -> None:
    name = beside(behind)
    assert copies({ORIGINAL, name}) == {name: ORIGINAL}
    assert copies({name}) == {}, "without the other file it is none"


@pytest.mark.parametrize("before", named(BEFORE))
def test_a_name_with_something_before_it_is_a_copy(before: str) -> None:
    name = ORIGINAL.replace("innovation", f"{before} innovation")
    assert copies({ORIGINAL, name}) == {name: ORIGINAL}


@pytest.mark.parametrize("other", OF_PERSONS)
def test_a_text_of_its_own_is_no_copy(other: str) -> None:
    assert copies({ORIGINAL, f"docs/leadership/{other}.md"}) == {}


@pytest.mark.parametrize("name", OF_SYSTEMS)
def test_a_file_of_a_system_is_known(name: str) -> None:
    assert list(strays([f"docs/{name}"])) == [f"docs/{name}"]


@pytest.mark.parametrize(
    "name",
    ["index.md", "swap.md", "save.md", "part.md", "tmp.md", "trash/x.md", "dropbox.md", "a.bakery.md", ".gitkeep"],
)  # fmt: skip
def test_a_file_of_a_person_is_left_alone(name: str) -> None:
    assert list(strays([f"docs/{name}"])) == []


def beside(behind: str) -> str:
    """The name of a copy of the policy."""
    blank = " " if behind[0] in "-–—" and behind[1] == " " else ""
    return ORIGINAL.replace(".md", f"{blank}{behind}.md")


def ignored_among(folder: Path, names: list[str]) -> set[str]:
    """Which of these git would not take along in a new repository."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / ".gitignore").write_bytes(IGNORED.read_bytes())
    asked = subprocess.run(
        ["git", "-C", str(folder), "check-ignore", "--stdin", "-z", "--no-index"],
        input="\0".join(names), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return set(asked.stdout.strip("\0").split("\0"))


def test_a_new_repository_ignores_what_the_check_knows(tmp_path: Path) -> None:
    behind = [*named(OF_FILE_MANAGERS), *named(OF_SYNC_SERVICES)]
    names = [beside(one) for one in behind if one not in MAY_BE_OF_A_PERSON]
    names += [ORIGINAL.replace("innovation", f"{one} innovation") for one in named(BEFORE)]
    names += [f"docs/{one}" for one in OF_SYSTEMS]
    assert set(names) - ignored_among(tmp_path, names) == set()


def test_a_new_repository_ignores_nothing_that_a_person_wrote(tmp_path: Path) -> None:
    template = IGNORED.parent
    names = [str(one.relative_to(template)) for one in template.rglob("*") if one.is_file()]
    names += [f"docs/leadership/{one}.md" for one in OF_PERSONS]
    names += [beside(one) for one in MAY_BE_OF_A_PERSON]
    assert ignored_among(tmp_path, names) == {""}
