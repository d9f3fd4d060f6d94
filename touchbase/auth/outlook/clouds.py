"""Microsoft's clouds: which sign-in host belongs to which Graph host (learn.microsoft.com/graph/deployments)."""

from typing import NamedTuple

GLOBAL_GRAPH = "graph.microsoft.com"


class Cloud(NamedTuple):
    """Sign-in hosts and Graph hosts whose tokens go together; those of another cloud are refused there."""

    name: str
    sign_in: tuple[str, ...]
    graph: tuple[str, ...]


CLOUDS = (
    Cloud(
        "global",
        ("login.microsoftonline.com", "login.microsoft.com", "login.windows.net", "sts.windows.net"),
        (GLOBAL_GRAPH,),
    ),
    Cloud(
        "US government",
        ("login.microsoftonline.us", "login.usgovcloudapi.net"),
        ("graph.microsoft.us", "dod-graph.microsoft.us"),
    ),
    Cloud(
        "China",
        ("login.partner.microsoftonline.cn", "login.chinacloudapi.cn"),
        ("microsoftgraph.chinacloudapi.cn",),
    ),
)


def cloud_of_sign_in(host: str) -> Cloud | None:
    """The cloud people of that host sign in to; None when it is none of Microsoft's that we know."""
    return next((cloud for cloud in CLOUDS if host in cloud.sign_in), None)


def cloud_of_graph(host: str) -> Cloud | None:
    """The cloud whose calendars that host holds; None for a host we do not know, as a proxy of the house."""
    return next((cloud for cloud in CLOUDS if host in cloud.graph), None)


def same_cloud(host: str, other: str) -> bool:
    """Whether both are sign-in hosts of one cloud of Microsoft's."""
    cloud = cloud_of_sign_in(host)
    return cloud is not None and other in cloud.sign_in


def resource(graph_host: str) -> str:
    """Whose permissions are asked for: that cloud's own Graph; the global one behind a host we do not know."""
    return graph_host if cloud_of_graph(graph_host) else GLOBAL_GRAPH


def cautions(host: str) -> tuple[str, ...]:
    """What a person should know before they type a password there: a mistyped host is how one loses it."""
    if cloud_of_sign_in(host):
        return ()
    return (f"You are about to sign in at {host}, which is not one of Microsoft's hosts.",)
