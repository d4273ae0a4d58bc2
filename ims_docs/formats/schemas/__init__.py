"""Schemas: what types there are, and whether keys fit them. The only importer of jsonschema.

jsonschema-rs answers "does it fit?" for every file; jsonschema explains the few that
do not. A schema of the organisation's own stands beside ours and is judged alike.
"""

from __future__ import annotations

from ims_docs.formats.schemas.catalogue import Schemas
from ims_docs.formats.schemas.files import BASE, SHARED, Schema
from ims_docs.formats.schemas.own_keys import FILE as KEYS_FILE

__all__ = ["BASE", "KEYS_FILE", "SHARED", "Schema", "Schemas"]
