"""The list of signers: who is on it, and which lines nobody may rely on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signers import HardwareKey, listed, make_key, public

from ims_docs.formats.signatures import STATEMENTS, PublicKey, closed, line_for, read_list

ED = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBbKMlBRzS/x4Z2mnkmT3WhiKfCsGTpOTp8kQnPh9J6k"
USE = f'namespaces="{STATEMENTS}"'


@pytest.mark.parametrize(
    "line",
    [
        f"PER-0001 {USE} {ED}",
        f"PER-0001 {USE} {ED} Ada Example",
        f"PER-0001\t{USE}  {ED}\r",
        f'PER-0001 namespaces="git,{STATEMENTS}" {ED}',
        f'PER-0001 valid-after="20260101Z",{USE},valid-before="20270101Z" {ED}',
    ],
)
def test_a_line_with_one_person_one_use_and_one_key_counts(line):
    keys, errors = read_list(f"# who may sign\n\n{line}\n".encode())
    assert [(key.person, key.line, key.kind) for key in keys] == [("PER-0001", 3, "ssh-ed25519")]
    assert errors == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"* {USE} {ED}", "* stands for more than one person"),
        (f"PER-000? {USE} {ED}", "PER-000? stands for more than one person"),
        (f"PER-0001,PER-0002 {USE} {ED}", "PER-0001,PER-0002 stands for more than one person"),
        (f"!PER-0001 {USE} {ED}", "!PER-0001 stands for more than one person"),
        (f"ada@example.org {USE} {ED}", "ada@example.org is not the id of a person"),
        (f"РER-0001 {USE} {ED}", "The line holds characters beyond ASCII"),
        (f"PER-0001 {ED}", "It has no namespaces, so a signature made for anything would count"),
        (f'PER-0001 namespaces="" {ED}', "It has no namespaces, so a signature made for any"),
        (f'PER-0001 namespaces="*" {ED}', 'namespaces="*" stands for more than one use'),
        (f"PER-0001 cert-authority,{USE} {ED}", "It lets an authority name the signers; each"),
        (f"PER-0001 no-touch,{USE} {ED}", "The option `no-touch` is not known"),
        (f'PER-0001 {USE},valid-after="20261123" {ED}', 'valid-after="20261123" is not a moment'),
        (f'PER-0001 {USE},valid-after="20260230Z" {ED}', 'valid-after="20260230Z" is not a mom'),
        (f'PER-0001 {USE},valid-after="20270101Z",valid-before="20260101Z" {ED}', "The key ends"),
        (f"PER-0001 {USE} {ED[:-8]}", "The key is damaged: the bytes end too early"),
        (
            f"PER-0001 {USE} {ED.replace('ssh-ed25519', 'ssh-rsa')}",
            "The key says ssh-rsa and holds",
        ),
        (f"PER-0001 {USE} ssh-ed25519 ????", "The line cannot be read"),
        (f"PER-0001 {USE}", "The line cannot be read"),
        ("PER-0001", "The line cannot be read"),
        ("hello, world", "The line cannot be read"),
    ],
)
def test_a_line_that_nobody_may_rely_on_is_told_with_its_number(line, message):
    keys, errors = read_list(f"# who may sign\n{line}\n".encode())
    assert keys == ()
    (error,) = errors
    assert (error.line, error.message[: len(message)]) == (2, message)
    assert error.hint.endswith((".", "`"))


def test_weak_keys_are_told(tmp_path):
    weak = public(make_key(tmp_path / "weak", "rsa", 2048))
    dsa = "ssh-dss AAAAB3NzaC1kc3MAAAADAQAB"
    keys, errors = read_list((listed("PER-0001", weak) + listed("PER-0002", dsa)).encode())
    assert keys == ()
    assert [one.message for one in errors] == [
        "RSA keys of 2048 bits are too weak; 3072 are needed",
        "DSA keys are too weak",
    ]


def test_one_key_for_two_persons_counts_for_neither():
    other = HardwareKey("sk-ssh-ed25519@openssh.com").public
    lines = [listed("PER-0001", ED), listed("PER-0003", other), listed("PER-0002", ED)]
    keys, errors = read_list("".join(lines).encode())
    assert [key.person for key in keys] == ["PER-0003"]
    assert [(one.line, one.message) for one in errors] == [
        (1, "The key of PER-0001 is also that of PER-0002 (line 3)"),
        (3, "The key of PER-0002 is also that of PER-0001 (line 1)"),
    ]


@pytest.mark.parametrize("uses", ["git", f"{STATEMENTS}x", f"git,x{STATEMENTS}"])
def test_a_line_for_another_use_gives_no_key_and_no_finding(uses):
    assert read_list(listed("PER-0001", ED, f'namespaces="{uses}"').encode()) == ((), ())


def test_a_line_that_was_written_is_read_and_closed():
    since = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    key, _ = PublicKey.parse(ED)
    line = line_for("PER-0001", key, since, "Ada Müller\n* evil")
    uses = 'namespaces="doc-approval@ims-docs,doc-baseline@ims-docs"'
    assert line == f'PER-0001 {uses},valid-after="20261123080000Z" {ED} Ada Mller* evil\n'
    (found,), _ = read_list(line.encode())
    assert (found.valid_after, found.valid_before) == (since, None)
    ended = closed(line.rstrip("\n"), datetime(2027, 1, 31, tzinfo=UTC))
    (found,), _ = read_list(ended.encode())
    assert found.valid_before == datetime(2027, 1, 31, tzinfo=UTC)
    assert not found.is_valid_at(datetime(2027, 2, 1, tzinfo=UTC))


def test_a_key_counts_in_its_first_and_in_its_last_second():
    since, until = (datetime(2026, month, 1, 8, tzinfo=UTC) for month in (6, 9))
    key, _ = PublicKey.parse(ED)
    line = closed(line_for("PER-0001", key, since, "Ada").rstrip("\n"), until)
    (found,), _ = read_list(line.encode())
    second = timedelta(seconds=1)
    moments = (since - second, since, until, until + second)
    assert [found.is_valid_at(one) for one in moments] == [False, True, True, False]


def test_a_line_is_closed_by_the_last_moment_that_was_said_wherever_that_was():
    key, _ = PublicKey.parse(ED)
    line = line_for("PER-0001", key, datetime(2026, 6, 1, tzinfo=UTC), "Ada").rstrip("\n")
    for hour in (3, 1):
        line = closed(line, datetime(2026, 9, 1, hour, tzinfo=timezone(timedelta(hours=2))))
    (found,), errors = read_list(line.encode())
    assert errors == ()
    assert found.valid_before == datetime(2026, 8, 31, 23, tzinfo=UTC)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_fail(data):
    keys, errors = read_list(data)
    assert all(one.line and one.message and one.hint for one in errors)
    assert not keys
