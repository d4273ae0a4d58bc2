"""`ims export`: texts and lists as files for people who do not work here."""

from __future__ import annotations

import click

from ims_docs.cli.export_exchange import ciso_assistant_command, oscal_command
from ims_docs.cli.export_lists import calendar_command, csv_command, xlsx_command
from ims_docs.cli.export_pack import pack_command
from ims_docs.cli.export_slides import slides_command
from ims_docs.cli.export_texts import docx_command, pdf_command


@click.group("export")
def command() -> None:
    """Give texts, lists and dates to people and programs elsewhere.

    The same commit gives the same bytes on every computer. So the digest that is printed beside
    each file can go into the minutes.
    """


command.add_command(pdf_command)
command.add_command(docx_command)
command.add_command(slides_command)
command.add_command(xlsx_command)
command.add_command(csv_command)
command.add_command(calendar_command)
command.add_command(pack_command)
command.add_command(oscal_command)
command.add_command(ciso_assistant_command)
