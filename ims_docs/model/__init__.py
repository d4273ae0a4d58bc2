"""The organisation's documented information as frozen values. No input or output here."""
