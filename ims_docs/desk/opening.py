"""The key of this computer, opened for one act: its passphrase is asked in the browser and kept nowhere.

It travels in one form from the browser to this process, on this computer alone, and from here
through a pipe to an agent that ends with the act. It stands in no file, log, argument or page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps

from ims_docs.adapters import ssh_keygen
from ims_docs.desk.asking import Answer, Call, Handler, page
from ims_docs.errors import ImsDocsError
from ims_docs.model.trust import Level
from ims_docs.services.signing import key_file

_FIELD = "passphrase"


class KeyClosedError(Exception):
    """The passphrase is missing or wrong. Nothing was done."""


@contextmanager
def opened(call: Call) -> Iterator[None]:
    """Sign meanwhile with the key of this computer. Raises KeyClosedError."""
    if call.look().repository.settings.approval_level is Level.RECORDED:
        yield
        return
    try:
        key = key_file(None)
    except ImsDocsError:
        yield  # whoever signs says what is wrong with it
        return
    if not ssh_keygen.needs_passphrase(key):
        yield
        return
    said = call.form.text(_FIELD)
    if not said:
        raise KeyClosedError
    try:
        with ssh_keygen.unlocked(key, said):
            yield
    except ssh_keygen.LockedError as error:
        raise KeyClosedError("This passphrase does not open the key.") from error


def by_key(handler: Handler) -> Handler:
    """A page that signs with the key of this computer, and asks for its passphrase where it has one."""

    @wraps(handler)
    def asking(call: Call) -> Answer:
        try:
            return handler(call)
        except KeyClosedError as closed:
            again = [
                (name, value)
                for name, values in call.form.fields.items()
                if name != _FIELD
                for value in values
            ]
            return page("opening-key.html", call, status=422, again=again, error=str(closed))

    return asking
