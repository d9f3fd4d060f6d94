"""Public holidays of a country or a part of one."""

from datetime import date

from touchbase.errors import BadInput


def public_holidays(code: str, first: date, last: date) -> frozenset[date]:
    """The public holidays from `first` to `last`, both included; none for "".

    `code` is ISO 3166: a country ("GB") or a country and a part of it ("DE-BY"). BadInput with the cure for others.
    """
    if not code.strip():
        return frozenset()
    import holidays

    country, part = _known(code, holidays.list_supported_countries())
    days = holidays.country_holidays(country, subdiv=part, years=range(first.year, last.year + 1))
    return frozenset(day for day in days if first <= day <= last)


def _known(code: str, countries: dict[str, list[str]]) -> tuple[str, str | None]:
    """The country and part as the library spells them."""
    country, _, part = code.strip().partition("-")
    country = country.upper()
    if country not in countries:
        raise BadInput(
            f"owner.holidays: {code!r} is not a country whose public holidays are known.",
            remedy="Write a two-letter country code such as GB, or leave the key out.",
        )
    parts = {name.upper(): name for name in countries[country]}
    if part and part.upper() not in parts:
        some = ", ".join(f"{country}-{name}" for name in countries[country][:20])
        raise BadInput(
            f"owner.holidays: {code!r} is not a part of {country} whose public holidays are known.",
            remedy=f"Write one of: {some}." if some else f"Write {country} alone.",
        )
    return country, parts.get(part.upper())
