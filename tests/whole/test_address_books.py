"""Real address books, put on both servers by other people's clients, come out the same on both sides."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vobject

from desktop import wiring

from .clients import Clients, clients
from .desk import Desk

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox

_CARD = re.compile(r"^BEGIN:VCARD\n.*?^END:VCARD\n?", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_PICTURES = re.compile(r"^(?:item\d+\.)?(?:PHOTO|KEY|LOGO)[;:].*\n(?:[ \t].*\n|\n)*", re.MULTILINE)
"""Pictures and keys, some of which are broken off in the middle."""
_QUOTED = re.compile(r"^.*QUOTED-PRINTABLE:(?:.*=\n)*.*\n", re.MULTILINE)


def test_real_address_books_sync_both_ways_and_then_nothing_is_written(
    sandbox_factory: Callable[..., Sandbox], shared: Path, tmp_path: Path
) -> None:
    sandbox = sandbox_factory(contacts=0)
    cards = [fields for path in sorted((shared / "real" / "vcards").iterdir()) for fields in cards_of(path)]
    rows = json.loads((shared / "real" / "salesforce" / "contacts-data.json").read_text(encoding="utf-8"))["records"]
    assert len(cards) >= 12 and len(rows) >= 5
    desk = Desk(sandbox, tmp_path)
    with clients(sandbox) as others:
        others.salesforce.Account.create({"Name": "IBM"})
        others.salesforce.restful(
            "composite/sobjects", method="POST", json={"records": [_row(row) for row in rows], "allOrNone": True}
        )
        for fields in cards:
            others.put_in_folder(fields)
        desk.connect()
        told = _sync(desk)
        _compare(others, cards, [_fields_of(row) for row in rows], told)
        before = _versions(others)
        assert _sync(desk) == told and _versions(others) == before


def _sync(desk: Desk) -> list[tuple[str, str]]:
    """One session; code and contact of what it could not write as it is."""
    with wiring.open_program(desk.profile) as program:
        assert program.sync(yes=True).fault is None
        return sorted((issue.complaint.code, issue.complaint.subject) for issue in program.queries.issues())


def _compare(
    others: Clients, cards: list[dict[str, str]], rows: list[dict[str, str]], told: list[tuple[str, str]]
) -> None:
    """Every value that was put anywhere is on both sides, but for what was named."""
    nameless = [card for card in cards if "LastName" not in card]
    kept = [*(card for card in cards if "LastName" in card), *rows]
    assert len(nameless) == sum(code == "required-field" for code, _ in told)
    assert {code for code, _ in told} <= {"required-field", "unresolved-account"}
    here, there = others.in_folder(), others.in_salesforce()
    assert Counter(_known(one) for one in there) == Counter(_known(one) for one in kept)
    assert Counter(_known(one) for one in here) == Counter(_known(one) for one in [*kept, *nameless])


def _known(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The values of one contact, without the company, which needs an account."""
    return tuple(sorted((key, value) for key, value in fields.items() if key != "Company"))


def _versions(others: Clients) -> set[str]:
    stamps = others.salesforce.query_all("SELECT Id, SystemModstamp FROM Contact")["records"]
    return {row["Id"] + row["SystemModstamp"] for row in stamps} | {
        item.id + item.changekey for item in others.folder.all().only("id", "changekey")
    }


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    return {"attributes": {"type": "Contact"}, **_fields_of(record)}


def _fields_of(record: Mapping[str, Any]) -> dict[str, str]:
    return {key: value for key, value in record.items() if key != "attributes"}


def cards_of(path: Path) -> Iterable[dict[str, str]]:
    """The contacts of a vCard file, as far as both systems have a field for it, by Salesforce's field names."""
    text = path.read_bytes().decode("utf-8", errors="replace").replace("\r", "")
    for found in _CARD.finditer(text):
        fields = {key: value for key, value in _card(_read(_PICTURES.sub("", found.group()))).items() if value}
        if fields:
            yield fields


def _read(card: str) -> Any:
    """One card; where its quoted text is broken off in the middle of a character, without what is quoted."""
    try:
        return vobject.readOne(card, allowQP=True, ignoreUnreadable=True)
    except UnicodeDecodeError:
        return vobject.readOne(_QUOTED.sub("", card), ignoreUnreadable=True)


def _card(card: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    name = _value(card, "n")
    if name is not None:
        found |= {"FirstName": _line(name.given), "LastName": _line(name.family)}
    org = _value(card, "org") or []
    found |= {"Company": _line(org[0]) if org else "", "Department": _line(org[1]) if len(org) > 1 else ""}
    found |= {"Title": _line(_value(card, "title")), "Description": _block(_value(card, "note"))}
    found["Email"] = _line(_value(card, "email"))
    day = _line(_value(card, "bday")).replace("-", "")[:8]
    found["Birthdate"] = f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 and day.isdigit() else ""
    for phone in card.contents.get("tel", ()):
        label = _phone_label(_types(phone))
        if label and label not in found:
            found[label] = _line(phone.value)
    for address in card.contents.get("adr", ()):
        place = "Mailing" if "WORK" in _types(address) else "Other"
        if not any(key.startswith(place) for key in found):
            found |= _address(place, address.value)
    return found


def _address(place: str, value: Any) -> dict[str, str]:
    parts = {"Street": _block(value.street), "City": _line(value.city), "State": _line(value.region)}
    parts |= {"PostalCode": _line(value.code), "Country": _line(value.country)}
    return {place + part: text for part, text in parts.items()}


def _phone_label(types: set[str]) -> str:
    if "FAX" in types:
        return "Fax" if "WORK" in types else ""
    labels = {"CELL": "MobilePhone", "HOME": "HomePhone", "WORK": "Phone", "VOICE": "OtherPhone"}
    return next((label for kind, label in labels.items() if kind in types), "")


def _types(line: Any) -> set[str]:
    return {str(kind).upper() for kind in [*line.params.get("TYPE", ()), *line.singletonparams]}


def _value(card: Any, name: str) -> Any:
    lines = card.contents.get(name)
    return lines[0].value if lines else None


def _line(value: Any) -> str:
    text = " ".join(value) if isinstance(value, list) else str(value or "")
    return " ".join(text.split())


def _block(value: Any) -> str:
    text = "\n".join(value) if isinstance(value, list) else str(value or "")
    return "\n".join(part.rstrip() for part in text.replace("\r\n", "\n").split("\n")).strip()
