"""Copies and files of systems are known by the names that programs give them, in many languages."""

from __future__ import annotations

import pytest

from ims_docs.services.loading.copies import copies, strays

ORIGINAL = "docs/leadership/innovation-policy.md"

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


def named(lists: str) -> list[str]:
    """What the lines of a list hold, from sign to sign."""
    return [one for line in lists.strip("\n").split("\n") for one in line.split(" | ")]


@pytest.mark.parametrize("behind", [*named(OF_FILE_MANAGERS), *named(OF_SYNC_SERVICES)])
def test_a_name_with_something_behind_it_is_a_copy(behind: str) -> None:
    blank = " " if behind[0] in "-–—" and behind[1] == " " else ""
    name = ORIGINAL.replace(".md", f"{blank}{behind}.md")
    assert copies({ORIGINAL, name}) == {name: ORIGINAL}
    assert copies({name}) == {}, "without the other file it is none"


@pytest.mark.parametrize("before", named(BEFORE))
def test_a_name_with_something_before_it_is_a_copy(before: str) -> None:
    name = ORIGINAL.replace("innovation", f"{before} innovation")
    assert copies({ORIGINAL, name}) == {name: ORIGINAL}


@pytest.mark.parametrize(
    "other",
    [
        "innovation-policy-2", "innovation-policy-v2", "innovation-policy-summary", "innovation-policy-conflicts",
        "innovation-policy-copyright", "policy (1)", "copy", "innovation-policy (Deutsch)", "innovation-policy annex",
        "old-innovation-policy", "innovation-policy-2026", "innovation-policy-pc", "innovation-policy-press-copy",
    ],
)  # fmt: skip
def test_a_text_of_its_own_is_no_copy(other: str) -> None:
    assert copies({ORIGINAL, f"docs/leadership/{other}.md"}) == {}


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", "Thumbs.db", "desktop.ini", "~$policy.docx", "~WRL0001.tmp", ".#x.md", "._x.md", "x.md~", "x.md.~1~",
        ".x.md.swp", ".x.md.swx", ".x.md.kate-swp", "#x.md#", "x.md.orig", "x.md.rej", "x.md.bak", "x.tmp", "x.md.save",
        ".~lock.x.odt#", ".fuse_hidden0001", ".nfs000001", ".goutputstream-AB12", ".owncloudsync.log", ".dropbox",
        "x.md.part", "x.md.crdownload", "policy.lnk", ".Trash-1000/x.md", "__MACOSX/x.md", "$RECYCLE.BIN/x.md",
        ".stversions/x.md", ".dropbox.cache/x.md", ".AppleDouble/x.md",
    ],
)  # fmt: skip
def test_a_file_of_a_system_is_known(name: str) -> None:
    assert list(strays([f"docs/{name}"])) == [f"docs/{name}"]


@pytest.mark.parametrize(
    "name",
    ["index.md", "swap.md", "save.md", "part.md", "tmp.md", "trash/x.md", "dropbox.md", "a.bakery.md", ".gitkeep"],
)  # fmt: skip
def test_a_file_of_a_person_is_left_alone(name: str) -> None:
    assert list(strays([f"docs/{name}"])) == []
