"""Text to keys and body and back: strict, safe YAML. The only importer of yaml.

YAML accepts far more than a controlled record should hold: aliases that multiply,
tags that build objects, words that turn into booleans, keys that overwrite each
other in silence. Everything of the kind is refused with the line it stands on.
"""

from __future__ import annotations

from ims_docs.formats.frontmatter.claims import claims
from ims_docs.formats.frontmatter.decoding import (
    MAX_BYTES,
    MalformedError,
    decode,
    forbidden_character,
    naming,
)
from ims_docs.formats.frontmatter.parsing import MAX_DEPTH, MAX_VALUES, Mapping, parse
from ims_docs.formats.frontmatter.reading import (
    Read,
    body_of,
    never,
    parts,
    read,
    read_either,
    read_keys,
    read_page,
    read_text,
)
from ims_docs.formats.frontmatter.splitting import (
    MAX_FRONT_MATTER,
    begins_with_text,
    looks_meant,
    split,
)
from ims_docs.formats.frontmatter.writing import dump, scalar

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FRONT_MATTER",
    "MAX_VALUES",
    "MalformedError",
    "Mapping",
    "Read",
    "begins_with_text",
    "body_of",
    "claims",
    "decode",
    "dump",
    "forbidden_character",
    "looks_meant",
    "naming",
    "never",
    "parse",
    "parts",
    "read",
    "read_either",
    "read_keys",
    "read_page",
    "read_text",
    "scalar",
    "split",
]
