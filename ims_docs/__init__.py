"""An organisation's innovation management system as a git repository."""

__version__ = "0.1.0"
