"""A home in which everybody is booked, and what has to hold when some of its bytes are gone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.terminal import Answer, Terminal
from touchbase.errors import Exit

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
# The folder is none that a lost line falls back on, and the policy is the one that may cancel.
CONFIG = """\
[owner]
name = "Sam Okafor"
email = "sam@example.com"
time_zone = "Europe/London"

[stakeholders]
file = "{file}"

[calendar]
provider = "local"
[calendar.local]
folder = "appointments"

[guard]
policy = "full"
"""
NAMES = ("ana-ruiz", "bo-lind", "cy-tran", "dee-okoro", "eli-marsh", "fay-novak", "gus-weber")
CSV = "id,name,email,category,priority,cadence,tags\n" + "".join(
    f'{id},"{id.title()}, Dr",{id}@example.com,peer,2,monthly,platform;data\n' for id in NAMES
)
TOML = "".join(
    f'[[stakeholder]]\nid = "{id}"\nname = "{id.title()}"\nemail = "{id}@example.com"\npriority = 2\n'
    'cadence = "monthly"\n'
    for id in NAMES
)
SPOKEN = frozenset({Exit.OK, Exit.SOME_FAILED, Exit.REFUSED, Exit.CANNOT_WRITE, Exit.IO, Exit.SIGN_IN, Exit.CONFIG})


@dataclass
class Bench:
    """`whole` is every file as it was when all was well."""

    terminal: Terminal
    whole: dict[Path, bytes] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.terminal.home

    @property
    def folder(self) -> Path:
        return self.home / "appointments"

    def keep(self) -> "Bench":
        self.whole = self.files()
        return self

    def files(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.home.rglob("*") if path.is_file()}

    def restore(self) -> None:
        """As it was, and nothing more."""
        now = self.files()
        for path in now.keys() - self.whole.keys():
            path.unlink()
        for path, raw in self.whole.items():
            if now.get(path) != raw:
                path.write_bytes(raw)

    def calendar(self) -> dict[str, bytes]:
        """The series, one file each."""
        return {path.name: path.read_bytes() for path in self.folder.glob("tb*.ics")}

    @property
    def booked(self) -> dict[str, bytes]:
        return {path.name: raw for path, raw in self.whole.items() if path.match("appointments/tb*.ics")}

    @contextmanager
    def damaged(self, path: Path, raw: bytes) -> Iterator[None]:
        """With these bytes in the place of a file; then all is as it was."""
        path.write_bytes(raw)
        try:
            yield
        finally:
            self.restore()

    def spoken(self, *argv: str) -> Answer:
        """One command, which ends with one of our exit codes and says in whole lines what is wrong: it never breaks."""
        answer = self.terminal.run(*argv)
        assert answer.code in SPOKEN, answer
        assert "Traceback" not in answer.out + answer.err, answer
        assert "something broke" not in answer.err, answer
        assert answer.code == Exit.OK or (answer.err or answer.out).endswith("\n"), answer
        assert not list(self.home.rglob("crash-*")), answer
        return answer


def bench(terminal: Terminal, file: str = "stakeholders.toml") -> Bench:
    """Everybody on the list is booked, and there is a backup."""
    from touchbase.store.backup import backup

    terminal.write("config.toml", CONFIG.format(file=file))
    terminal.write(file, CSV if file.endswith(".csv") else TOML)
    for _ in range(2):
        terminal.good("sync")
    backup(terminal.home / "touchbase.db")
    made = Bench(terminal).keep()
    assert len(made.booked) == len(NAMES)
    return made


def cuts(raw: bytes, step: int, *, lines: bool = True) -> list[int]:
    """Lengths to cut to: every `step`th and around each line end; all of them in the soak."""
    if SOAK:
        return list(range(len(raw)))
    ends = [at + 1 for at, byte in enumerate(raw) if lines and byte == 10]
    points = {*range(0, len(raw), step), *(at + by for at in ends for by in (-1, 0, 1)), len(raw) - 1}
    return sorted(at for at in points if at < len(raw))
