"""Everybody on the list without reading it again: remembered people when the file is the one we know."""

import hashlib
from collections.abc import Sequence

from touchbase.cli.context import Context
from touchbase.domain.stakeholder import Stakeholder


def known_people(context: Context) -> Sequence[Stakeholder]:
    """The list as it is; the last good one, with a warning on stderr, when the file has errors or is gone."""
    known = context.glance.known_list()
    if known is None:
        return context.roster.stakeholders
    if _fingerprint(context) == known.fingerprint:
        return known.stakeholders
    if not context.listed.errors:
        return context.listed.stakeholders
    context.screen.warn(f"{context.listed.errors[0]} Shown is the last good list; see `touchbase check`.")
    return known.stakeholders


def _fingerprint(context: Context) -> str:
    try:
        return hashlib.sha256(context.config.stakeholders.read_bytes()).hexdigest()
    except OSError:
        return ""
