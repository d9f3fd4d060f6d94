"""config.toml as one frozen value; every problem is collected with its key."""

from touchbase.config.places import locate
from touchbase.config.read import load
from touchbase.config.spec import reference
from touchbase.config.values import BusySource, Config, Places

__all__ = ["BusySource", "Config", "Places", "load", "locate", "reference"]
