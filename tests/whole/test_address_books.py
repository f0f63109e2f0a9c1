"""Real address books, put on both servers by other people's clients, come out the same on both sides.

Laws: L1, L2.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vobject

from tests.whole.clients import Clients, clients
from tests.whole.office import Office, writes

if TYPE_CHECKING:
    from tests.whole.conftest import MakeOffice

Book = list[dict[str, str]]
Told = list[tuple[str, str]]
ACCOUNT = "IBM"
"""The only account of the org; several cards name it as their company."""
_CARD = re.compile(r"^BEGIN:VCARD\n.*?^END:VCARD\n?", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_PICTURES = re.compile(r"^(?:item\d+\.)?(?:PHOTO|KEY|LOGO)[;:].*\n(?:[ \t].*\n|\n)*", re.MULTILINE)
"""Pictures and keys, some of which are broken off in the middle."""
_QUOTED = re.compile(r"^.*QUOTED-PRINTABLE:(?:.*=\n)*.*\n", re.MULTILINE)


def test_real_address_books_sync_both_ways_and_then_nothing_is_written(make_office: MakeOffice, shared: Path) -> None:
    office = make_office()
    cards = [fields for path in sorted((shared / "real" / "vcards").iterdir()) for fields in cards_of(path)]
    tree = json.loads((shared / "real" / "salesforce" / "contacts-data.json").read_text(encoding="utf-8"))
    rows = [{key: value for key, value in row.items() if key != "attributes"} for row in tree["records"]]
    assert len(cards) >= 12 and len(rows) >= 5
    with clients(office.sandbox.ready) as others:
        _put_in_salesforce(others, rows)
        for fields in cards:
            others.put_in_folder(fields)
        assert office.sync(yes=True).fault is None
        told = _told(office)
        _compare(others, cards, [rows[0] | {"Company": ACCOUNT}, *rows[1:]], told)
        before = _versions(others)
        report, seen = office.asked()
        assert report.fault is None and writes(seen) == []
        assert _told(office) == told and _versions(others) == before


def _put_in_salesforce(others: Clients, rows: Book) -> None:
    """The rows as the org's contacts; the first of them works for the account."""
    account = others.salesforce.Account.create({"Name": ACCOUNT})["id"]
    records = [{"attributes": {"type": "Contact"}, **row} for row in rows]
    records[0]["AccountId"] = account
    answers = others.salesforce.restful(
        "composite/sobjects", method="POST", json={"records": records, "allOrNone": True}
    )
    assert all(answer["success"] for answer in answers)


def _told(office: Office) -> Told:
    """Code and contact of what could not be written as it is."""
    with office.program() as program:
        return sorted((issue.complaint.code, issue.complaint.subject) for issue in program.queries.issues())


def _compare(others: Clients, cards: Book, rows: Book, told: Told) -> None:
    """Every value that was put anywhere is on both sides, but for exactly what was named."""
    nameless = [card for card in cards if "LastName" not in card]
    kept = [*(card for card in cards if "LastName" in card), *rows]
    unknown = [card for card in cards if card.get("Company", ACCOUNT) != ACCOUNT]
    expected = [("required-field", _title(card)) for card in nameless]
    expected += [("unresolved-account", _title(card)) for card in unknown]
    assert told == sorted(expected)
    assert len(nameless) >= 5 and len(unknown) >= 7
    assert _contents(others.in_folder()) == _contents([*kept, *nameless])
    assert _contents(others.in_salesforce()) == _contents(
        [_without_company(card) if card in unknown else card for card in kept]
    )


def _title(fields: Mapping[str, str]) -> str:
    """What the program calls a contact: its name, else its company, else its address."""
    name = " ".join(fields[key] for key in ("FirstName", "LastName") if key in fields)
    return name or fields.get("Company") or fields["Email"]


def _contents(people: Book) -> Counter[tuple[tuple[str, str], ...]]:
    return Counter(tuple(sorted(fields.items())) for fields in people)


def _without_company(fields: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in fields.items() if key != "Company"}


def _versions(others: Clients) -> set[str]:
    stamps = others.salesforce.query_all("SELECT Id, SystemModstamp FROM Contact")["records"]
    return {row["Id"] + row["SystemModstamp"] for row in stamps} | {
        item.id + item.changekey for item in others.folder.all().only("id", "changekey")
    }


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
