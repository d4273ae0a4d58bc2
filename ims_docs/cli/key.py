"""`ims key`: the key that a person signs with."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from ims_docs.cli.group import Context
from ims_docs.reporters.printable import printable
from ims_docs.services.signing import KEY, key_file


@click.group("key")
def command() -> None:
    """Make the key that you sign approvals with."""


@command.command("new")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Where to put it (default: {KEY}).",
)
@click.option("--name", default="ims-docs", show_default=True, help="A remark for the public half.")
@click.option("--no-passphrase", is_flag=True, help="Do not protect it; for tests and machines.")
@click.pass_obj
def new(context: Context, *, key: Path | None, name: str, no_passphrase: bool) -> None:
    """Make a key, and say what to do with it. You are asked for a passphrase twice."""
    from ims_docs.adapters import ssh_keygen

    file = key_file(key)
    remark = "".join(one for one in name if one.isprintable())
    public = ssh_keygen.new_key(file, remark, passphrase=not no_passphrase)
    click.echo(printable(f"{file}.pub"))
    if not context.quiet:
        click.echo(_next_steps(file, public.fingerprint), err=True)


def _next_steps(file: Path, fingerprint: str) -> str:
    named = "" if file == key_file(None) else f" --key {shlex.quote(str(file))}"
    return _printable_lines(f"""
Your key has two halves, like a seal and a picture of the seal:
  {file}
      The seal. It stays on this computer. Never send it to anybody: whoever
      has it and its passphrase can sign as you.
  {file}.pub
      The picture. Send it to the person who keeps the list of signers, who
      puts it into a file and runs, with your name or id:
          ims trust add PERSON --key FILE
      If you keep the list yourself: ims trust add PERSON{named}
When that person asks for the fingerprint, read this out, best on the telephone:
  {fingerprint}
If the key is lost or stolen, tell that person at once: ims trust close PERSON
""")


def _printable_lines(text: str) -> str:
    """The text with nothing in it that acts on a terminal, its lines kept."""
    return "\n".join(map(printable, text.strip("\n").split("\n")))
