"""Microsoft's published schema: what a request body may say, and whether our own answers are true to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

SOURCE = Path(__file__).with_name("data") / "microsoft-graph-calendar.csdl.xml"
EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
GRAPH = "graph."
COLLECTION = re.compile(r"Collection\((.+)\)")


@dataclass(frozen=True)
class Property:
    """`type` as written in the CSDL."""

    type: str
    nullable: bool = True


@dataclass
class Shape:
    """An entity or complex type; `properties` are its own, navigation among them."""

    name: str
    base: str = ""
    open: bool = False
    properties: dict[str, Property] = field(default_factory=dict)


@dataclass(frozen=True)
class Wrong:
    """One thing that the schema does not allow."""

    where: str
    what: str


@dataclass
class Schema:
    """Types, enums and action parameters by name, without namespace."""

    shapes: dict[str, Shape] = field(default_factory=dict)
    enums: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actions: dict[tuple[str, str], Shape] = field(default_factory=dict)
    _whole: dict[str, dict[str, Property]] = field(default_factory=dict)

    def properties(self, type_name: str) -> dict[str, Property]:
        """With those of the base types."""
        bare = type_name.removeprefix(GRAPH)
        if bare not in self._whole:
            shape = self.shapes.get(bare)
            base = self.properties(shape.base) if shape and shape.base else {}
            self._whole[bare] = base | shape.properties if shape else {}
        return self._whole[bare]

    def body(self, value: object, type_name: str) -> list[Wrong]:
        """What is wrong with a request body; enums in any case, as requests may write them."""
        return list(self._object(value, type_name, "", strict=False))

    def arguments(self, value: object, action: str, bound_to: str) -> list[Wrong]:
        """What is wrong with the parameters of an action; their names in any case."""
        shape = self.actions[action, bound_to]
        known = {name.lower(): found for name, found in shape.properties.items()}
        if not isinstance(value, dict):
            return [Wrong("", "a JSON object is expected")]
        return list(self._members(value, {k: known.get(k.lower()) for k in value}, shape.name, "", strict=False))

    def answer(self, value: object, type_name: str) -> list[Wrong]:
        """What is wrong with an answer of ours; open types may carry more, annotations are free."""
        return list(self._object(value, type_name, "", strict=True))

    def enum(self, type_name: str, value: str) -> str:
        """The member as answers write it."""
        members = self.enums[type_name.removeprefix(GRAPH)]
        return next(member for member in members if member.lower() == value.lower())

    def _object(self, value: object, type_name: str, where: str, *, strict: bool) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield Wrong(where, f"{type_name} expects a JSON object")
            return
        type_name = str(value.get("@odata.type", type_name)).removeprefix("#microsoft.")  # a derived type says so
        known = self.properties(type_name)
        shape = self.shapes.get(type_name.removeprefix(GRAPH))
        given = {k: v for k, v in value.items() if "@odata." not in k and (k in known or not (strict and _open(shape)))}
        yield from self._members(given, {k: known.get(k) for k in given}, type_name, where, strict=strict)

    def _members(
        self, value: dict[str, Any], known: dict[str, Property | None], owner: str, where: str, *, strict: bool
    ) -> Iterator[Wrong]:
        for name, one in value.items():
            inside, found = f"{where}/{name}" if where else name, known[name]
            if found is None:
                yield Wrong(inside, f"The property '{name}' does not exist on type '{_outlook(owner)}'.")
            elif one is None:
                if not found.nullable:
                    yield Wrong(inside, f"The property '{name}' has a null value and does not allow null.")
            else:
                yield from self._value(one, found.type, inside, strict=strict)

    def _value(self, value: object, type_name: str, where: str, *, strict: bool) -> Iterator[Wrong]:
        many = COLLECTION.fullmatch(type_name)
        if many:
            if not isinstance(value, list):
                yield Wrong(where, "a JSON array is expected")
                return
            for number, one in enumerate(value):
                yield from self._value(one, many[1], f"{where}[{number}]", strict=strict)
        elif type_name.removeprefix(GRAPH) in self.enums:
            yield from self._enum(value, type_name, where, strict=strict)
        elif type_name.startswith("Edm."):
            if not PRIMITIVE.get(type_name, lambda _: True)(value):
                yield Wrong(where, f"Cannot convert the literal {value!r} to the expected type '{type_name}'.")
        elif type_name.removeprefix(GRAPH) in self.shapes:
            yield from self._object(value, type_name, where, strict=strict)

    def _enum(self, value: object, type_name: str, where: str, *, strict: bool) -> Iterator[Wrong]:
        members = self.enums[type_name.removeprefix(GRAPH)]
        fits = value in members if strict else str(value).lower() in {one.lower() for one in members}
        if not isinstance(value, str) or not fits:
            yield Wrong(where, f"Requested value '{value}' was not found in {_outlook(type_name)}.")


@cache
def schema() -> Schema:
    """Read once a process; it is never changed."""
    found = Schema()
    root = ElementTree.parse(SOURCE).getroot()  # noqa: S314  # our own file
    for node in root.iter():
        kind = node.tag.removeprefix(EDM)
        if kind == "EnumType":
            found.enums[node.attrib["Name"]] = tuple(member.attrib["Name"] for member in node)
        elif kind in ("EntityType", "ComplexType"):
            found.shapes[node.attrib["Name"]] = _shape(node)
        elif kind == "Action":
            bound, *parameters = node.iter(f"{EDM}Parameter")
            shape = Shape(node.attrib["Name"], properties={one.attrib["Name"]: _property(one) for one in parameters})
            found.actions[shape.name, bound.attrib["Type"].removeprefix(GRAPH)] = shape
    return found


def _shape(node: ElementTree.Element) -> Shape:
    members = [one for one in node if one.tag in (f"{EDM}Property", f"{EDM}NavigationProperty")]
    return Shape(
        node.attrib["Name"],
        node.attrib.get("BaseType", "").removeprefix(GRAPH),
        node.attrib.get("OpenType") == "true",
        {one.attrib["Name"]: _property(one) for one in members},
    )


def _property(node: ElementTree.Element) -> Property:
    return Property(node.attrib["Type"], node.attrib.get("Nullable") != "false")


def _open(shape: Shape | None) -> bool:
    return shape is not None and shape.open


def _outlook(type_name: str) -> str:
    bare = type_name.removeprefix(GRAPH)
    return f"Microsoft.OutlookServices.{bare[:1].upper()}{bare[1:]}"


def _reads(parse: Any) -> Any:
    def fits(value: object) -> bool:
        try:
            return isinstance(value, str) and parse(value) is not None
        except ValueError:
            return False

    return fits


def _offset(text: str) -> datetime | None:
    found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    return found if found.tzinfo else None


PRIMITIVE: dict[str, Any] = {
    "Edm.String": lambda value: isinstance(value, str),
    "Edm.Boolean": lambda value: isinstance(value, bool),
    "Edm.Int32": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Edm.Double": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Edm.Date": _reads(date.fromisoformat),
    "Edm.TimeOfDay": _reads(lambda text: time.fromisoformat(text[:15])),
    "Edm.DateTimeOffset": _reads(_offset),
}
