"""One thing that is wrong with something a person wrote: where, what, cure."""

from typing import Literal, NamedTuple


class Problem(NamedTuple):
    """`where` is a file with line, row or key, as `stakeholders.toml:12` or `config.toml: owner.time_zone`."""

    where: str
    what: str
    cure: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" {self.cure}" if self.cure else "")
