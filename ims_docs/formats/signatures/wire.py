"""The data types of SSH as bytes (RFC 4251, section 5)."""

from __future__ import annotations


class WireError(ValueError):
    """The bytes end too early, or go on where they should end."""


class Wire:
    """Reads one value after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def take(self, size: int) -> bytes:
        """So many bytes."""
        end = self._place + size
        if end > len(self._data):
            raise WireError("the bytes end too early")
        found = self._data[self._place : end]
        self._place = end
        return found

    def number(self) -> int:
        """A uint32."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """A string: its length, then its bytes."""
        return self.take(self.number())

    def name(self) -> str:
        """A string that holds a name."""
        try:
            return self.string().decode("ascii")
        except UnicodeDecodeError as error:
            raise WireError("a name is not ASCII") from error

    def positive(self) -> int:
        """An mpint that is not negative and has no byte too many."""
        data = self.string()
        value = int.from_bytes(data, "big", signed=True)
        if value < 0 or (data[:1] == b"\0" and (len(data) == 1 or data[1] < 0x80)):
            raise WireError("a number is not written as it has to be")
        return value

    def end(self) -> None:
        """Nothing may follow."""
        if self._place != len(self._data):
            raise WireError("there are bytes too many")


def string(data: bytes) -> bytes:
    """A string as SSH writes it."""
    return len(data).to_bytes(4, "big") + data
