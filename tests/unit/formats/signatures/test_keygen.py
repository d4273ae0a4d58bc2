"""Making keys and signatures, and what a person is told when that does not work."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from signers import listed, make_key, public

from ims_docs.adapters.ssh_keygen import new_key, read_public, sign
from ims_docs.errors import ConfigurationError, UnreadableError
from ims_docs.formats.signatures import STATEMENTS, TRUST_LIST, judge, read_list, root_of
from ims_docs.model.trust import Trust

WHEN = datetime(2026, 11, 23, tzinfo=UTC)


def test_a_new_key_signs_what_the_list_then_accepts(tmp_path):
    key = tmp_path / "home" / ".ssh" / "ims-docs"
    made = new_key(key, "PER-0002 Ben", passphrase=False)
    assert made == read_public(key) == read_public(key.with_name("ims-docs.pub"))
    assert key.stat().st_mode & 0o077 == 0
    keys, _ = read_list(listed("PER-0002", made.text).encode())
    signature = sign(b"text\n", key, STATEMENTS).encode()
    verdict = judge(b"text\n", signature, person="PER-0002", when=WHEN, trust=Trust(keys=keys))
    assert verdict.refused == ""
    assert verdict.key == made.fingerprint


def test_a_key_is_never_overwritten(tmp_path):
    make_key(tmp_path / "key")
    before = (tmp_path / "key").read_bytes()
    with pytest.raises(ConfigurationError, match="There is a key already"):
        new_key(tmp_path / "key", "", passphrase=False)
    assert (tmp_path / "key").read_bytes() == before


@pytest.mark.parametrize("name", ["none", "none.pub"])
def test_a_missing_key_is_told_with_the_way_out(name, tmp_path):
    with pytest.raises(ConfigurationError, match="There is no key at") as told:
        read_public(tmp_path / name)
    assert "ims key new" in told.value.hint


def test_a_file_that_is_no_key_is_told(tmp_path):
    (tmp_path / "key.pub").write_text("hello world\n")
    with pytest.raises(ConfigurationError, match="This is not a public SSH key"):
        read_public(tmp_path / "key")


def test_a_key_that_cannot_sign_is_told(tmp_path, capfd):
    (tmp_path / "key").write_text("hello\n")
    (tmp_path / "key").chmod(0o600)
    with pytest.raises(ConfigurationError, match="made no signature"):
        sign(b"text\n", tmp_path / "key", STATEMENTS)


def test_a_missing_program_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    for attempt in (
        lambda: sign(b"text\n", tmp_path / "key", STATEMENTS),
        lambda: new_key(tmp_path / "key", "", passphrase=False),
    ):
        with pytest.raises(UnreadableError, match="ssh-keygen is not installed"):
            attempt()


def test_the_root_key_signs_the_list_and_nothing_else_passes_for_it(tmp_path):
    root, other = make_key(tmp_path / "root"), make_key(tmp_path / "other")
    data = listed("PER-0002", public(other)).encode()
    keys = f"{public(root)} root\n".encode()
    signature = sign(data, root, TRUST_LIST).encode()
    assert root_of(data, signature, keys) == read_public(root).fingerprint
    assert root_of(data + b"#", signature, keys) == ""
    assert root_of(data, signature, public(other).encode()) == ""
    assert root_of(data, sign(data, root, STATEMENTS).encode(), keys) == ""
    assert root_of(data, b"", keys) == ""
