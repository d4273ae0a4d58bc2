"""`ims audit`: what an internal audit needs, from the programme to the working paper."""

from __future__ import annotations

import click

from ims_docs.cli.audit_open import open_command
from ims_docs.cli.audit_plan import plan_command
from ims_docs.cli.audit_sample import sample_command, size_command


@click.group("audit")
def command() -> None:
    """Plan internal audits by risk, draw their samples, and open the working paper.

    Whoever is audited can draw the same sample again, with two commands of a shell. `ims verify`
    says whether the history can be believed.
    """


command.add_command(plan_command)
command.add_command(sample_command)
command.add_command(size_command)
command.add_command(open_command)
