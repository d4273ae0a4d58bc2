"""The copy of this program that is installed here, tried on tampered copies of the example."""

from ims_docs.services.selftest.installation import Installation, installation
from ims_docs.services.selftest.trying import Trial, selftest

__all__ = ["Installation", "Trial", "installation", "selftest"]
