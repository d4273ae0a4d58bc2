"""No method is in the catalogue without what people work with."""

from __future__ import annotations

import pytest

from ims_docs.adapters.resources import resource
from ims_docs.formats import frontmatter
from ims_docs.formats.schemas import Schemas
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.render import prune, render


@pytest.mark.parametrize("profile", ["full", "public-sector"])
def test_every_method_has_an_artefact_that_is_there(profile, tmp_path):
    answers = complete({"profile": profile, "size": "50-249", "activity": "runs services"})
    root = render(answers, tmp_path)
    prune(root, answers)
    text = (root / "docs/registers/tools.yaml").read_text("utf-8")
    entries = frontmatter.parse(text).values["entries"]
    types = Schemas(resource("schemas")).types
    missing = [
        (one["id"], one.get("artefact"))
        for one in entries
        if one.get("artefact") not in types and not (root / str(one.get("artefact"))).is_file()
    ]
    assert len(entries) >= 28
    assert missing == []
