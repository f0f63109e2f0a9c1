"""Fills an org with accounts and contacts of made-up people, the same for the same seed.

Puts rows into the tables directly, because tens of thousands of them are wanted within seconds; a test holds them
against the rules.
"""

from __future__ import annotations

import random
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop.sandbox.salesforce.org import Org
from desktop.sandbox.salesforce.table import Row
from desktop.sandbox.salesforce.times import stamp

_CONTACTS_AN_ACCOUNT = 20
_LEAST_ACCOUNTS = 3
_YEAR_S = 365 * 24 * 3600
_RECENT_S = 2 * 3600


@dataclass(frozen=True, slots=True)
class _World:
    """What rows are made of: the org, its dice and the table of names."""

    org: Org
    dice: random.Random
    names: dict[str, Any]


def populate(org: Org, contacts: int) -> None:
    """Add so many valid contacts of the org's user, all different, and about a twentieth as many accounts."""
    text = (Path(__file__).parent / "tables" / "people.toml").read_text(encoding="utf-8")
    # Not for secrets: the point of this generator is that it repeats itself.
    world = _World(org, random.Random(f"{org.seed}/{contacts}"), tomllib.loads(text))  # noqa: S311
    if contacts <= 0:
        return
    made = _moments(world, contacts + max(_LEAST_ACCOUNTS, contacts // _CONTACTS_AN_ACCOUNT))
    accounts = []
    # A second call goes on where the first one ended, so that its people are others.
    known_accounts, known_contacts = (len(org.tables[name].rows) for name in ("Account", "Contact"))
    for number in range(max(_LEAST_ACCOUNTS, contacts // _CONTACTS_AN_ACCOUNT)):
        accounts.append(_put(org, "Account", _account(world, known_accounts + number), made[number]))
    for number in range(contacts):
        values = _contact(world, known_contacts + number)
        if world.dice.random() < 0.9:
            values["AccountId"] = accounts[number % len(accounts)]
        _put(org, "Contact", values, made[len(accounts) + number])


def _moments(world: _World, count: int) -> list[str]:
    """Ascending moments of the past year in whole seconds, none of the last two hours."""
    end = world.org.clock() - timedelta(seconds=_RECENT_S)
    ages = sorted((world.dice.randrange(_YEAR_S) for _ in range(count)), reverse=True)
    return [stamp(end - timedelta(seconds=age)) for age in ages]


def _put(org: Org, name: str, values: dict[str, Any], made: str) -> str:
    row_id = org.next_id(name)
    row = Row(Id=row_id, IsDeleted=False, OwnerId=org.user_id, PhotoUrl=f"/services/images/photo/{row_id}")
    row.update({"IsEmailBounced": False} if name == "Contact" else {"IsPartner": False, "IsCustomerPortal": False})
    row.update(values)
    row.update(CreatedDate=made, CreatedById=org.user_id, LastModifiedDate=made)
    row.update(LastModifiedById=org.user_id, SystemModstamp=made)
    org.tables[name].put(row)
    return row_id


def _account(world: _World, number: int) -> dict[str, Any]:
    names, dice = world.names, world.dice
    firsts, seconds = names["company_first"], names["company_second"]
    first = firsts[number % len(firsts)]
    second = seconds[(number // len(firsts) + number) % len(seconds)]
    lap = number // (len(firsts) * len(seconds))
    title = f"{first} {second}" if lap == 0 else f"{first} {second} {lap + 1}"
    country = dice.choice(names["country"])
    return {
        "Name": f"{title} {names['company_forms'][number % len(names['company_forms'])]}",
        "Phone": _phone(dice, country["code"]),
        "Website": f"https://www.{_ascii(first)}-{_ascii(second)}{lap or ''}.example",
        **_address("Billing", dice, country),
    }


def _contact(world: _World, number: int) -> dict[str, Any]:
    names, dice = world.names, world.dice
    country = names["country"][number % len(names["country"])]
    first, last = _full_name(country, number // len(names["country"]))
    handle = f"{_ascii(first) or 'person'}.{_ascii(last) or 'contact'}.{number + 1}"
    values: dict[str, Any] = {
        "FirstName": first,
        "LastName": last,
        "Name": f"{first} {last}",
        "Email": f"{handle}@{dice.choice(('company', 'firm', 'office', 'trade'))}.example",
        "Phone": _phone(dice, country["code"]),
        "Title": dice.choice(names["titles"]),
        **_address("Mailing", dice, country),
    }
    values.update(_sometimes(world, country["code"]))
    return values


def _full_name(country: dict[str, Any], index: int) -> tuple[str, str]:
    """The `index`-th name of a country: all pairs first, then pairs with a second last name, then with numbers."""
    firsts, lasts = country["first"], country["last"]
    index, first = divmod(index, len(firsts))
    index, last = divmod(index, len(lasts))
    # Shifted by the first name, so that neighbours in the list are no brothers and sisters.
    name = lasts[(last + first) % len(lasts)]
    if index:
        index, second = divmod(index - 1, len(lasts))
        name = f"{name}-{lasts[second]}"
    return firsts[first], f"{name} {_ordinal(index)}" if index else name


def _ordinal(number: int) -> str:
    return ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1] if number < 10 else str(number + 1)


def _sometimes(world: _World, code: str) -> dict[str, Any]:
    """The fields that only some people have filled."""
    names, dice = world.names, world.dice
    found: dict[str, Any] = {}
    if dice.random() < 0.7:
        found["Department"] = dice.choice(names["departments"])
    if dice.random() < 0.6:
        found["MobilePhone"] = _phone(dice, code)
    if dice.random() < 0.4:
        found["Salutation"] = dice.choice(names["salutations"])
    if dice.random() < 0.3:
        found["LeadSource"] = dice.choice(names["lead_sources"])
    if dice.random() < 0.25:
        found["Description"] = dice.choice(names["notes"]).replace("\n", "\r\n")
    if dice.random() < 0.2:
        found["Fax"] = _phone(dice, code)
    if dice.random() < 0.2:
        found["Birthdate"] = f"{dice.randint(1950, 2000)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    if dice.random() < 0.1:
        found["HomePhone"] = _phone(dice, code)
    if dice.random() < 0.1:
        found["AssistantName"] = " ".join(_full_name(dice.choice(names["country"]), dice.randrange(100)))
        found["AssistantPhone"] = _phone(dice, code)
    if dice.random() < 0.1:
        found.update(_address("Other", dice, dice.choice(names["country"])))
    return found


def _address(kind: str, dice: random.Random, country: dict[str, Any]) -> dict[str, Any]:
    place = dice.randrange(len(country["cities"]))
    street = f"{dice.choice(country['streets'])} {dice.randint(1, 240)}"
    if dice.random() < 0.1:
        street += f"\r\nBuilding {dice.choice('ABCD')}"
    return {
        f"{kind}Street": street,
        f"{kind}City": country["cities"][place],
        f"{kind}State": country["states"][place],
        f"{kind}PostalCode": country["postcodes"][place],
        f"{kind}Country": country["name"],
    }


def _phone(dice: random.Random, code: str) -> str:
    return f"{code} {dice.randint(100, 999)} {dice.randint(1000, 9999)}"


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ł", "l").replace("Ł", "L").replace("ø", "o"))
    return "".join(char for char in plain if char.isascii() and char.isalnum()).lower()
