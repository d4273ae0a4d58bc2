"""A standard, what is written for it and how far it has come, in the three models of OSCAL that others read.

Names are made from ids (UUID version 5), so the same state gives the same files.
"""

from __future__ import annotations

import json

from ims_docs.export.oscal.catalog import catalog
from ims_docs.export.oscal.components import components
from ims_docs.export.oscal.results import results
from ims_docs.export.oscal.subject import Data, Subject

__all__ = ["Subject", "files"]


def files(subject: Subject) -> dict[str, bytes]:
    """The three models, by file name."""
    models: Data = {
        "catalog": catalog(subject),
        "component-definition": components(subject),
        "assessment-results": results(subject),
    }
    return {
        subject.file(name): (
            json.dumps({name: model}, ensure_ascii=False, indent=2) + "\n"
        ).encode()
        for name, model in models.items()
    }
