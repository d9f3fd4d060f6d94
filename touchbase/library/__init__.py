"""touchbase from Python: the verbs of the command line as typed functions that raise and never print."""

from touchbase.library.relationships import Relationships

__all__ = ["Relationships"]
