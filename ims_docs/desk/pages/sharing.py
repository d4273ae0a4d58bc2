"""The place between those who work on one system: made in a folder, or named where it is."""

from __future__ import annotations

from pathlib import Path

from ims_docs.adapters.git.exchange import shared_place
from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.desk.folders import Folders
from ims_docs.desk.pages.placing import Placing
from ims_docs.errors import ConfigurationError, ImsDocsError
from ims_docs.services.exchange import share
from ims_docs.services.exchange.share import is_address

NO_QUESTION = {"GIT_TERMINAL_PROMPT": "0"}
"""Git asks nobody for a password in a terminal that nobody looks at."""


def sharing(call: Call) -> Answer:
    """Where others reach it too; when that was said, the shared place."""
    root = call.look().workspace.root
    placing = Placing(Folders(Path.home(), root.parent), call, f"{root.name}.git")
    if not call.is_writing:
        return _asked(call, placing)
    try:
        place = _place(call, placing)
        workspace = call.mine()
        found = share(workspace, place, {**workspace.identity, **NO_QUESTION})
    except ImsDocsError as error:
        return _asked(call, placing, f"{error.message}. {error.hint}".strip())
    if found.again:
        return Elsewhere("/exchange", "That is known already. Send what you saved.")
    if not found.made:
        return Elsewhere("/exchange", "The shared place is known now. Send what you saved.")
    gates = ", and the gates" if found.gates else ""
    return Elsewhere(
        "/exchange",
        f"The shared place is made. It has what you saved{gates}. Others join it from the first "
        f"page of their desk: {found.address}",
    )


def _place(call: Call, placing: Placing) -> str:
    said = call.form.text("where").strip()
    if said and not is_address(said) and not Path(said).expanduser().is_absolute():
        raise ConfigurationError(
            f"{said} is neither an address nor a whole path",
            hint="Write a path from the top, such as /srv/shared/our-system.git.",
        )
    return said or str(placing.target())


def _asked(call: Call, placing: Placing, error: str = "") -> Page:
    return page(
        "sharing.html",
        call,
        status=422 if error else 200,
        place=shared_place(call.look().workspace.history),
        where=call.form.text("where"),
        **placing.values(error),
    )
