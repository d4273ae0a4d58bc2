"""Who sits here: asked once for each copy, and shown on every page."""

from __future__ import annotations

from ims_docs.desk.asking import Answer, Call, Elsewhere, Page, page
from ims_docs.errors import ConfigurationError
from ims_docs.services.saving import sit_down


def sitting(call: Call) -> Answer:
    """The people to choose from; when the form was sent, the choice is remembered."""
    if not call.is_writing:
        return _asked(call)
    sight, said = call.look(), call.form.text("person").strip()
    if not said:
        return _asked(call, "Choose who you are.")
    try:
        person = sit_down(sight.workspace, sight.repository, said)
    except ConfigurationError as error:
        return _asked(call, f"{error.message}. {error.hint}".strip())
    call.office.forget()
    return Elsewhere("/", f"Good to see you, {sight.who.name(person)}.")


def _asked(call: Call, error: str = "") -> Page:
    people = sorted(call.look().who.people.items(), key=lambda one: one[1].casefold())
    return page("sitting.html", call, status=422 if error else 200, people=people, error=error)
