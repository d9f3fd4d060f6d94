"""`python -m tests.faults.at_moment 2026-09-01T09:00+00:00 sync --json`: one command line at a moment of its own."""

import sys
from datetime import datetime

import time_machine

from touchbase.__main__ import main

if __name__ == "__main__":
    with time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=False):
        sys.exit(main(sys.argv[2:]))
