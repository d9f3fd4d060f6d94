"""One figure of the table: what was measured, what it should be, and whether it is."""

from collections.abc import Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    """`value` is a ratio, a count, a share or MB, as `unit` says; no `target` means it is told beside the others."""

    subject: str
    what: str
    value: float
    unit: str = "x"
    target: float | None = None
    least: bool = False  # the target is a floor and not a ceiling

    @property
    def ok(self) -> bool:
        """True when there is nothing to miss."""
        if self.target is None:
            return True
        return self.value >= self.target if self.least else self.value <= self.target

    def cells(self) -> tuple[str, str, str, str, str]:
        """As a line of the table."""
        sign = ">=" if self.least else "<="
        target = "" if self.target is None else f"{sign} {_number(self.target, self.unit)}"
        verdict = "" if self.target is None else "ok" if self.ok else "MISSED"
        return (self.subject, self.what, _number(self.value, self.unit), target, verdict)


class Skipped(NamedTuple):
    """Something that could not be measured here, and why."""

    subject: str
    why: str

    @property
    def ok(self) -> bool:
        return True

    def cells(self) -> tuple[str, str, str, str, str]:
        return (self.subject, f"skipped: {self.why}", "", "", "")


Found = Iterable[Figure | Skipped]


def _number(value: float, unit: str) -> str:
    if unit == "%":
        return f"{100 * value:.2f} %"
    if unit in ("MB", "s"):
        return f"{value:.{0 if unit == 'MB' else 2}f} {unit}"
    return f"{value:g}" if unit == "" else f"{value:.4g} {unit}" if value < 0.1 else f"{value:.2f} {unit}"
