"""Whether the history can be believed: the verdict of `ims verify`, cause first."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, Elsewhere, page
from ims_docs.site.pages import Kind


def integrity(call: Call) -> Answer:
    """The whole verdict. It is asked when somebody opens the page, and once more when somebody says so."""
    if call.is_writing:
        said = call.office.verify(anew=True).word.value
        return Elsewhere("/integrity", f"Verified anew, from the first save to the last: {said}.")
    verdict = call.office.verify()
    at = call.office.verified_at
    return page("integrity.html", call, verdict=verdict, at=at, kinds=tuple(Kind))
