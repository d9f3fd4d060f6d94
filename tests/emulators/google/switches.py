"""What nobody could tell us for sure about Google: each a switch, and the product must survive both settings."""

from dataclasses import dataclass


@dataclass
class Switches:
    """The defaults are what we think most likely."""

    instances_inherit_private: bool = True
    """Dates carry the private properties of their master."""
    bare_cancelled: bool = True
    """A cancelled date has nothing but id, status, recurringEventId and originalStartTime."""
    rule_change_drops_all: bool = False
    """A new start or rule (not a mere end of it) takes all single-date changes away, not only those off the rule."""
    adds_organizer: bool = False
    """The organiser is put among the attendees."""
    omits_defaults: bool = True
    """Fields at their default are left out of answers."""
    forgets_replies: bool = True
    """An attendee sent without responseStatus falls back to needsAction."""
    guest_patches_private: bool = True
    """A guest may change the private properties of the own copy."""
    refuses_lower_sequence: bool = True
    """A PUT with a lower sequence number is a 400."""
    restores: bool = True
    """The organiser can bring a deleted event back with status confirmed; otherwise that is a 403."""
    restores_dates: bool = True
    """A cancelled date comes back with status confirmed; otherwise that is a 403."""
    move_resets_replies: bool = False
    """A new time takes everybody's answers back to needsAction."""
    move_answers_cancelled: bool = False
    """The answer of `move` shows the copy that is left behind."""
    conference: str = "success"
    """What becomes of a createRequest: success or failure."""
    conference_pending_reads: int = 0
    """How many answers show a conference as pending before it is there."""
    merges_busy: bool = True
    """Overlapping busy times of free/busy come as one."""
    strict_fifty: bool = False
    """More than 50 calendars in one free/busy query are an error each."""
    tentative_is_busy: bool = True
    """Invitations answered "maybe" count in free/busy."""
    rotates_refresh_tokens: bool = False
    """Each refresh gives a new refresh token and ends the old one."""
    testing: bool = False
    """The consent screen is in Testing: refresh tokens die after 7 days."""
    delete_none_leaves_copies: bool = True
    """A series deleted with sendUpdates=none stays on its guests' calendars."""
    invitations_left: int | None = None
    """How many more mailed invitations the spam prevention lets through; None: all."""
    page_tokens_repeat: bool = False
    """A page token with other parameters than its first page had is a 400."""
    exceptions_follow: bool = False
    """Titles, texts and places of the master also change on dates that were changed singly before."""
    split_copies_private: bool = True
    """"This and following" in Google's pages gives the new series the private properties of the old one."""
    batch_limit: int = 1000
    """More parts than that in one batch are a 400 for all."""
    batch_backwards: bool = False
    """The parts of a batch are carried out last first."""
    says_refresh_expiry: bool = False
    """In Testing, the token answer has refresh_token_expires_in."""
