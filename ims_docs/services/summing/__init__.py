"""A repository in a few numbers, and many repositories beside each other."""

from ims_docs.services.summing.entities import Asked, Look, Standing, look_at
from ims_docs.services.summing.listing import Entity, Portal, read_portal, site_page
from ims_docs.services.summing.state import NOT_ASKED, Summed, summed_up

__all__ = [
    "NOT_ASKED",
    "Asked",
    "Entity",
    "Look",
    "Portal",
    "Standing",
    "Summed",
    "look_at",
    "read_portal",
    "site_page",
    "summed_up",
]
