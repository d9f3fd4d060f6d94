"""What the service says when it says no."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """An answer that is an error: status, code and message; `more` goes into the error object."""

    def __init__(
        self, status: int, code: str, message: str = "", *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message or code
        self.headers = dict(headers or {})
        self.more = more


def not_found() -> Refused:
    return Refused(404, "ErrorItemNotFound", "The specified object was not found in the store.")
