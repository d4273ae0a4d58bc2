"""`ims trust`: the list of those who may sign."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.cli.options import calendar_date
from ims_docs.cli.writing import emit, format_option, tell
from ims_docs.domain.approval_state import people_of
from ims_docs.errors import ConfigurationError
from ims_docs.model.naming import meant
from ims_docs.model.trust import LIST, LIST_SIGNATURE, Key
from ims_docs.reporters.printable import Json, printable, report_text
from ims_docs.services.signing import KEY, Signers, key_file
from ims_docs.services.workspace.identity import known_person


@click.group("trust")
def command() -> None:
    """Keep the list of those who may sign: add and close keys, show and sign the list.

    The list is the file trust/allowed_signers, in the form that ssh-keygen reads.
    """


@command.command("add")
@click.argument("person", metavar="PERSON")
@click.option(
    "--key", type=click.Path(path_type=Path), metavar="FILE",
    help=f"The public half of the person's key (default: your own, {KEY}.pub).",
)  # fmt: skip
@click.pass_obj
def add(context: Context, person: str, *, key: Path | None) -> None:
    """Let PERSON, a name or an id such as PER-0001, sign with a key from now on."""
    from ims_docs.adapters import ssh_keygen

    signers = _signers(context)
    person = _called(signers, person)
    if key and not any(one.exists() for one in (key, key.with_name(f"{key.name}.pub"))):
        raise ConfigurationError(
            f"There is no key at {key}",
            hint="Name the file with its folder, or leave --key out for your own; "
            "`ims key new` makes one.",
        )
    public, passkey = ssh_keygen.read_listed(key_file(key))
    added = signers.add(person, public, passkey)
    click.echo(LIST)
    who = people_of(signers.repository).shown(person)
    if not added:
        _say(context, f"{who} can sign with this key already; nothing was written.")
        return
    _say(
        context,
        f"{who} can sign from now on{f' with a {passkey.described}' if passkey else ''}.",
        _compared(who, public.fingerprint, own=person == _here(context, signers)),
    )
    _say_unsigned(context, signers)


@command.command("close")
@click.argument("person", metavar="PERSON")
@click.option(
    "--from", "day", type=calendar_date, metavar="DATE",
    help="What was signed from this day on does not count (default: from now on).",
)  # fmt: skip
@click.pass_obj
def close(context: Context, person: str, *, day: date | None) -> None:
    """End the keys of PERSON, who has left or lost a key. What was signed before stays signed."""
    signers = _signers(context)
    person = _called(signers, person)
    moment = datetime.combine(day, time(), UTC) if day else signers.now
    ended = signers.close(person, moment)
    click.echo(LIST)
    keys = "1 key" if len(ended) == 1 else f"{len(ended)} keys"
    who = people_of(signers.repository).shown(person)
    _say(context, f"{keys} of {who} closed from {moment:%Y-%m-%d %H:%M} UTC on.")
    _say_unsigned(context, signers)


@command.command("list")
@format_option(["text", "json"])
@click.pass_obj
def list_(context: Context, *, format_name: str) -> None:
    """Show who may sign, with which key, from when to when."""
    repository = context.workspace().files()
    people, trust = people_of(repository), repository.trust
    if format_name == "json":
        rows = [_row(one, people.name(one.person)) for one in trust.keys]
        emit(report_text({"root": trust.root, "keys": rows}), None)
        return
    for one in trust.keys:
        end = f" until {one.valid_before:%Y-%m-%d}" if one.valid_before else ""
        begin = f" from {one.valid_after:%Y-%m-%d}" if one.valid_after else ""
        kind = one.passkey.described if one.passkey else one.kind
        click.echo(printable(f"{people.shown(one.person)}  {kind}{begin}{end}  {one.fingerprint}"))
    if not context.quiet:
        anchor = (
            f"signed by the root key {trust.root}" if trust.root else "not signed by a root key"
        )
        keys = "1 key" if len(trust.keys) == 1 else f"{len(trust.keys)} keys"
        click.echo(f"{keys}; the list is {anchor}.", err=True)
        if trust.errors:
            click.echo(f"{len(trust.errors)} findings: ims check --select APR003", err=True)


@command.command("sign")
@click.option(
    "--key", type=click.Path(path_type=Path), metavar="FILE", required=True, help="The root key."
)
@click.pass_obj
def sign(context: Context, *, key: Path) -> None:
    """Vouch for the list as it stands with the root key, which signs nothing else."""
    public = _signers(context).sign(key_file(key))
    click.echo(LIST_SIGNATURE)
    _say(
        context,
        "The root key has signed the list.",
        "Write its fingerprint where nobody who works here can change it, such as the minutes"
        " of the management review:",
        f"  {public.fingerprint}",
    )


def _compared(who: str, fingerprint: str, *, own: bool) -> str:
    """How somebody else makes sure whose key it is."""
    if own:
        return f"Read the fingerprint of your key to somebody else who signs: {fingerprint}"
    return f"Ask {who} to read the fingerprint of the key to you, and compare: {fingerprint}"


def _here(context: Context, signers: Signers) -> str:
    """The registered person who works here, empty when nobody is known."""
    return known_person(signers.repository, context.workspace().address)


def _called(signers: Signers, person: str) -> str:
    """The id of the one person who is meant, by name or id; else what was written."""
    found = meant(signers.repository, "people", person)
    return found[0].id if len(found) == 1 else person


def _signers(context: Context) -> Signers:
    return Signers.of(context.workspace())


def _say(context: Context, *lines: str) -> None:
    if not context.quiet:
        tell("\n".join(lines))


def _say_unsigned(context: Context, signers: Signers) -> None:
    """A list that was signed is not any more when it has changed."""
    again = ["The root key has to sign the list again: ims trust sign --key FILE"]
    save = 'Now save it: ims save trust --reason "Change who may sign"'
    _say(context, *(again if signers.repository.trust.is_signed else []), save)


def _row(key: Key, name: str) -> dict[str, Json]:
    return {
        "person": key.person,
        "name": name,
        "kind": key.kind,
        "fingerprint": key.fingerprint,
        "passkey": {"origin": key.passkey.origin, "synced": key.passkey.is_synced}
        if key.passkey
        else None,
        "valid_after": key.valid_after.isoformat() if key.valid_after else None,
        "valid_before": key.valid_before.isoformat() if key.valid_before else None,
        "line": key.line,
    }
