"""Whether a database file ends where a page ends."""

from contextlib import suppress
from pathlib import Path

BIG = 65536  # bytes; the one page size that does not fit into its two bytes


def is_cut(path: Path) -> bool:
    """True for a file that ends inside a page and has no journal that could mend it; False where nobody can look.

    SQLite takes the bytes that lack for zeroes (https://www.sqlite.org/fileformat2.html#pages), and one byte for none.
    """
    with suppress(OSError):
        if _size(path.with_name(path.name + "-wal")):
            return False
        with path.open("rb") as file:
            page = int.from_bytes(file.read(18)[16:], "big")
        return bool(_size(path) % (BIG if page < 2 else page))
    return False


def _size(path: Path) -> int:
    """In bytes; 0 for none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
