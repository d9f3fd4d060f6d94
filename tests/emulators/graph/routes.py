"""Where a Graph path leads: the person, the mailbox settings, the calendars, their events, schedules and meetings."""

from tests.emulators.faults import FaultScript
from tests.emulators.graph import events, free_busy, meetings, odata
from tests.emulators.graph.accounts import Access, Accounts
from tests.emulators.graph.call import Call
from tests.emulators.graph.mailbox import Folder, Json, Mailbox
from tests.emulators.graph.refusal import Refused, not_found
from tests.emulators.graph.world import World
from tests.emulators.graph.zones import iana
from tests.emulators.serving import Answer, Request

VERSION = "/v1.0"
SETTINGS = ("MailboxSettings.Read", "MailboxSettings.ReadWrite")


def answer(accounts: Accounts, request: Request, faults: FaultScript, url: str) -> Answer:
    """One Graph request that is no batch; refusals become their JSON."""
    try:
        access = allowed(accounts, request)
        who, rest = _who(request)
        box = _mailbox(accounts.world, access, who)
        root = accounts.world.switches.next_link_root or f"{url}{VERSION}"
        return dispatch(Call(accounts.world, access, box, request, odata.wish(request), faults, root), rest)
    except Refused as refused:
        return refusal(accounts.world, request, refused)


def refusal(world: World, request: Request, refused: Refused) -> Answer:
    inner = {"date": f"{world.now:%Y-%m-%dT%H:%M:%S}", "request-id": f"req-{request.number}"}
    inner["client-request-id"] = request.headers.get("client-request-id", inner["request-id"])
    error = {"code": refused.code, "message": refused.message, "innerError": inner} | refused.more
    return Answer.of_json({"error": error}, refused.status, {"request-id": inner["request-id"], **refused.headers})


def allowed(accounts: Accounts, request: Request) -> Access:
    """Whose token it is. Raises `Refused`."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    access = accounts.access.get(token) if kind == "Bearer" else None
    if access is None or access.expires <= accounts.world.now:
        challenge = 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"'
        raise Refused(
            401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.",
            headers={"WWW-Authenticate": challenge},
        )  # fmt: skip
    return access


def _who(request: Request) -> tuple[str, list[str]]:
    parts = request.parts
    match parts:
        case ["v1.0", "me", *rest]:
            return "me", rest
        case ["v1.0", "users", who, *rest]:
            return who, rest
        case _:
            raise Refused(400, "BadRequest", f"Resource not found for the segment '{parts[-1]}'.")


def _mailbox(world: World, access: Access, who: str) -> Mailbox:
    if access.box is None:
        if who == "me":
            raise Refused(400, "BadRequest", "/me request is only valid with delegated authentication flow.")
        box = world.person(who)
        if box.address.lower() in world.out_of_reach:
            raise Refused(403, "ErrorAccessDenied", "Access to OData is disabled.")
        return box
    box = access.box if who == "me" else world.person(who)
    shared = {"Calendars.Read.Shared", "Calendars.ReadWrite.Shared"}
    if box is not access.box and not access.scopes & shared:
        raise Refused(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    return box


def dispatch(call: Call, rest: list[str]) -> Answer:  # noqa: C901  # a table of routes
    match rest:
        case []:
            call.needs("User.Read")
            return call.say(_user(call.box), "user")
        case ["mailboxSettings", *name]:
            return _settings(call, name)
        case ["outlook", function] if function.startswith("supportedTimeZones"):
            return _zones(call)
        case ["onlineMeetings", *more]:
            return _meetings(call, more)
        case ["calendars"]:
            return _calendars(call)
        case ["calendar"] | ["calendars", _]:
            call.needs(*events.READ)
            return call.say(_calendar(call.box, _folder(call.box, rest)), "calendar")
        case ["calendar", *more]:
            return _inside(call, call.box.default, more)
        case ["calendars", id, *more]:
            return _inside(call, _folder(call.box, ["calendars", id]), more)
        case ["events" | "calendarView", *_]:
            return _inside(call, None, rest)
        case _:
            raise Refused(400, "BadRequest", f"Resource not found for the segment '{rest[0]}'.")


def _inside(call: Call, folder: Folder | None, rest: list[str]) -> Answer:
    if rest == ["getSchedule"] and call.request.method == "POST":
        call.needs(*events.READ)
        said = call.arguments("getSchedule", "calendar")
        found = free_busy.schedules(call.world, call.box, said, call.wish.zone)
        for one in found:
            alike = (one["scheduleId"], len(one.get("scheduleItems", ())), *one)
            call.world.check(one, "scheduleInformation", call.request.target, alike)
        return call.checked(found)
    return events.handle(call, folder, rest)


def _user(box: Mailbox) -> Json:
    return {
        "id": box.id,
        "displayName": box.name,
        "mail": box.address,
        "userPrincipalName": box.address,
    }


def _settings(call: Call, name: list[str]) -> Answer:
    call.needs(*SETTINGS)
    found = free_busy.settings(call.box)
    match name:
        case []:
            return call.say(found, "mailboxSettings")
        case ["timeZone"]:
            return call.say({"value": found["timeZone"]}, "mailboxSettings", whole=False)
        case ["workingHours"]:
            return call.say(found["workingHours"], "workingHours")
        case _:
            raise not_found()


def _zones(call: Call) -> Answer:
    call.needs("User.Read")
    names = ("GMT Standard Time", "W. Europe Standard Time", "Eastern Standard Time", "UTC")
    return call.list([{"alias": name, "displayName": iana(name)} for name in names], "timeZoneInformation")


def _folder(box: Mailbox, rest: list[str]) -> Folder:
    if rest == ["calendar"]:
        return box.default
    if rest[1] not in box.folders:
        raise not_found()
    return box.folders[rest[1]]


def _calendars(call: Call) -> Answer:
    call.needs(*events.READ)
    options = odata.Options.of(call.request, call.world.switches)
    found = [_calendar(call.box, one) for one in call.box.folders.values()]
    values, link = odata.page(call.request, found, options, call.faults, call.root)
    return call.list(values, "calendar", link)


def _calendar(box: Mailbox, folder: Folder) -> Json:
    provider = "unknown" if box.personal else "teamsForBusiness"
    return {
        "id": folder.id,
        "name": folder.name,
        "color": "auto",
        "isDefaultCalendar": folder.default,
        "canEdit": folder.can_edit,
        "canShare": True,
        "canViewPrivateItems": True,
        "isRemovable": not folder.default,
        "isTallyingResponses": True,
        "changeKey": "Y2FsZW5kYXI=",
        "owner": box.party["emailAddress"],
        "defaultOnlineMeetingProvider": provider,
        "allowedOnlineMeetingProviders": [provider],
    }


def _meetings(call: Call, rest: list[str]) -> Answer:
    if call.box.personal:
        raise Refused(403, "Forbidden", "This API is not supported for MSA accounts.")
    if rest:
        call.needs("OnlineMeetingArtifact.Read.All")
    else:
        call.needs("OnlineMeetings.Read", "OnlineMeetings.ReadWrite")
    match rest:
        case []:
            return call.list(meetings.by_link(call.box, call.request.first("$filter")), "onlineMeeting")
        case [id, "attendanceReports"]:
            return call.list(meetings.reports(call.world, call.box, id), "meetingAttendanceReport")
        case [id, "attendanceReports", report]:
            expand = call.request.first("$expand").lower() == "attendancerecords"
            found = meetings.report(call.world, call.box, id, report, expand=expand)
            return call.say(found, "meetingAttendanceReport")
        case [id, "attendanceReports", report, "attendanceRecords"]:
            found = meetings.report(call.world, call.box, id, report, expand=True)
            return call.list(found["attendanceRecords"], "attendanceRecord")
        case _:
            raise not_found()
