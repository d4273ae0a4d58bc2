"""The advice above a register: taken away when it is followed, and saved."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, Elsewhere, NoPageError
from ims_docs.desk.keeping import put
from ims_docs.desk.pages.lists import known_type
from ims_docs.formats import frontmatter
from ims_docs.model.type import Kind
from ims_docs.services.records.register_text import without_advice
from ims_docs.services.workspace.transaction import Transaction


def advising(call: Call) -> Answer:
    """The register without its advice; every entry stays as it is."""
    type_ = known_type(call, Kind.REGISTER)
    register = call.look().repository.register(type_.name)
    if register is None:
        raise NoPageError
    if not call.is_writing:
        return Elsewhere(f"/{register.path}")
    transaction = Transaction(call.mine())
    before = transaction.read(register.path)
    with frontmatter.naming(register.path):
        after = without_advice(before)
    if after == before:
        return Elsewhere(f"/{register.path}", "The advice was taken away before.")
    put(transaction, register.path, after, f"Take away the advice of {type_.name}, which is followed")  # fmt: skip
    return Elsewhere(f"/{register.path}", "The advice is taken away and saved.")
