"""What is put into a text: links that are looked up, pictures that are taken."""

from __future__ import annotations

from ims_docs.desk import linking
from ims_docs.desk import pictures as taken
from ims_docs.desk.asking import Answer, Call, NoPageError, page
from ims_docs.errors import RefusedError


def links(call: Call) -> Answer:
    """What a text can link to, by a few letters."""
    asked = call.query.get("find", "")
    found = linking.find(call.look(), f"docs/{call.path['path']}", asked)
    return page("linking.part.html", call, links=found, asked=asked)


def pictures(call: Call) -> Answer:
    """A picture that was dropped or chosen: what to write into the text, or what is wrong with it."""
    path = f"docs/{call.path['path']}"
    if not call.is_writing or path not in call.look().by_path:
        raise NoPageError
    said = call.form.text("picture.alt")
    try:
        place = taken.take(call.look().workspace, call.form.files.get("picture"), said)
    except RefusedError as refused:
        return page("picture.part.html", call, put="", said=f"{refused.message}. {refused.hint}")
    return page("picture.part.html", call, put=taken.written(path, place, said), said="")
