"""Whether the history can be believed: the verdict of `ims verify`, cause first."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, page
from ims_docs.site.pages import Kind


def integrity(call: Call) -> Answer:
    """The whole verdict. It is asked when somebody opens the page."""
    return page("integrity.html", call, verdict=call.office.verify(), kinds=tuple(Kind))
