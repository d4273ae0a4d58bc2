"""The domain: what follows from what an organisation keeps. Pure functions over values."""
