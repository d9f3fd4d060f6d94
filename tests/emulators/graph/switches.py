"""What is not known of the live service, each as a switch: the product must live with every setting."""

from dataclasses import dataclass
from typing import Literal


@dataclass
class Switches:
    """The defaults are what was seen most; a test turns one and looks whether the story still ends well."""

    same_transaction: Literal["existing", "refused"] = "existing"
    """A repeated transactionId with the same body: the event that stands, or ErrorDuplicateTransactionId too."""
    duplicate_status: Literal[400, 409] = 400
    duplicate_names_event: bool = True
    """The error carries `@event.existingEventId`."""
    transaction_outlives_event: bool = False
    """A transactionId stays used after its event was deleted."""
    transaction_per_mailbox: bool = True
    """False: a calendar at a time."""
    page_size: int = 10
    """Items a page where the request has no $top."""
    expand_on_view: Literal["works", "ignored", "refused"] = "works"
    """$expand of tags on calendarView."""
    tags_on_occurrences: bool = True
    """Occurrences show the tags of their master when tags are expanded."""
    tag_case: Literal["as_sent", "lower", "upper"] = "lower"
    """The GUID in the id of a tag that is returned."""
    keeps_declined: bool = False
    """A declined invitation stays on the calendar of who declined."""
    slot_change_drops_exceptions: bool = True
    range_change_drops_exceptions: bool = False
    reply_makes_exception: bool = True
    """A guest's answer to one date gives that date the type `exception`."""
    lag: int = 0
    """How many looks a just made event is not there for."""
    move_resets_replies: bool = False
    """A changed time sets the guests' answers back to `none`."""
    deleted_neighbours_count: bool = False
    """A deleted date still is a neighbour for ErrorOccurrenceCrossingBoundary."""
    exceptions_keep_their_id: bool = True
    schedule_limit: int = 20
    personal_schedule: Literal["403", "400", "501", "errors"] = "403"
    """What getSchedule says on a personal account: a status, or 200 with an error for each address."""
    unreadable_code: str = "ErrorNoFreeBusyAccess"
    tag_filter_spans_mailbox: bool = True
    """$filter by a tag on /events finds what lies in any calendar."""
    limit_per: Literal["mailbox", "app"] = "mailbox"
    """What the 4 concurrent requests are counted by."""
    batch_order: Literal["reversed", "given"] = "reversed"
    more_properties: bool = True
    """Answers carry properties that the schema does not have."""
    etag_on_select: bool = True
    sorted_instances: bool = False
    next_link_root: str = ""
    """A foreign root in @odata.nextLink: a client must not carry its token there."""
