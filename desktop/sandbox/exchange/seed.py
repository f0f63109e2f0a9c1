"""The personal contacts that a fresh mailbox begins with: family and friends, no customers.

Their addresses end in reserved example domains that the simulated Salesforce never uses, and they fill many fields
that no sync touches, so that whoever alters them is caught. It must not know Salesforce's seed.
"""

from __future__ import annotations

import random

from desktop.sandbox.exchange.items import Value
from desktop.sandbox.exchange.mailbox import Mailbox

_FAMILY = "Winterhalter"
# given name, nickname, surname (empty: the family's), spouse, what the note says
_PEOPLE = """
Ottilie|Oma||Albrecht|Calls on Sundays. Likes marzipan.
Albrecht|Opa||Ottilie|Hearing aid: speak up.
Leopold|Poldi||Henriette|Cousin. Has the ladder.
Henriette|Jette||Leopold|Knows everybody's birthday.
Philippa|Pip|||Niece. Vegetarian since 2024.
Konstantin|Kosta|||Nephew, studies in Graz.
Adelheid|Heidi|Brunnengraeber|Volkmar|Aunt. Key to the summer house.
Volkmar|Volki|Brunnengraeber|Adelheid|Fixes bicycles.
Théodora|Théo|Lacombe-Vidal|Ignace|School friend; now in Nantes.
Ignace||Lacombe-Vidal|Théodora|Sails. Do not lend him the boat.
Wolfram|Wolle|Ostermoor||Band: drums. Rehearsal on Tuesdays.
Zdenka|Zdeni|Hruškovičová|Bohdan|Neighbour, second floor.
Bohdan||Hruškovič|Zdenka|Waters the plants.
Marguerite|Maggie|Featherstonehaugh||Pen friend since 1998.
Cuthbert|Bertie|Featherstonehaugh||Her brother.
Nkechi|Kechi|Okonjo-Bell|Alasdair|Choir: alto.
Alasdair||Okonjo-Bell|Nkechi|Choir: bass. Owes me a book.
Yukiko|Yuki|Hanamori||Pottery class.
Fridolin|Frido|Käsbohrer||Dentist, but privately: badminton.
Ludovica|Ludo|Santangelo-Rizzi|Ermanno|Holiday flat in Lerici.
Ermanno||Santangelo-Rizzi|Ludovica|The one with the olive oil.
Sunniva|Sunni|Bjørnstad-Lie||Ski trip in February.
Torquil||MacAuslane||Runs the pub quiz.
Esperanza|Espe|Villalobos-Quint||Taught me to dance.
"""
_PLACES = (
    ("Lindenweg 4", "Kirchzarten", "Baden-Württemberg", "79199", "Germany"),
    ("12 Rue des Halles", "Nantes", "Pays de la Loire", "44000", "France"),
    ("3 Orchard Lane", "Ludlow", "Shropshire", "SY8 1AA", "United Kingdom"),
    ("Na Vyhlídce 7", "Telč", "Vysočina", "588 56", "Czechia"),
    ("Via Roma 21", "Lerici", "La Spezia", "19032", "Italy"),
)


def populate(mailbox: Mailbox) -> None:
    """Put the 24 personal contacts into the default contacts folder; the same ones for the same mailbox seed."""
    rng = random.Random(f"people {mailbox.seed}")  # noqa: S311 - not a secret: it must repeat for a seed
    folder = mailbox.folders.distinguished("contacts")
    for number, line in enumerate(_PEOPLE.split("\n")[1:-1]):
        properties = _person(rng, number, line.split("|"))
        mailbox.items.create(folder, "IPM.Contact", properties)


def _person(rng: random.Random, number: int, row: list[str]) -> dict[str, Value]:
    given, nickname, surname, spouse, note = row
    domain = "friends.example" if surname else "family.example"
    surname = surname or _FAMILY
    street, city, state, code, country = _PLACES[rng.randrange(len(_PLACES))]
    account = f"{(nickname or given).lower()}.{number}"
    account = account.encode("ascii", "ignore").decode()
    properties: dict[str, Value] = {
        "contacts:GivenName": given,
        "contacts:Surname": surname,
        "contacts:Nickname": nickname,
        "contacts:SpouseName": spouse,
        "contacts:EmailAddress/EmailAddress1": f"{account}@{domain}",
        "contacts:ImAddress/ImAddress1": f"im:{account}@{domain}",
        "contacts:PhoneNumber/HomePhone": _phone(rng),
        "contacts:PhoneNumber/MobilePhone": _phone(rng),
        "contacts:PhysicalAddress:Street/Home": street,
        "contacts:PhysicalAddress:City/Home": city,
        "contacts:PhysicalAddress:State/Home": state,
        "contacts:PhysicalAddress:PostalCode/Home": code,
        "contacts:PhysicalAddress:CountryOrRegion/Home": country,
        "contacts:PostalAddressIndex": "Home",
        "contacts:Birthday": _birthday(rng),
        "item:Body": note,
        "item:Body/Type": "Text",
    }
    if number % 3 == 0:
        properties["contacts:EmailAddress/EmailAddress2"] = f"{account}.private@{domain}"
        properties["contacts:PhoneNumber/OtherTelephone"] = _phone(rng)
        properties["contacts:PhoneNumber/CarPhone"] = _phone(rng)
    if spouse:
        properties["contacts:Children"] = ["Mina", "Jonas"][: 1 + number % 2]
        properties["contacts:WeddingAnniversary"] = f"{1990 + number}-06-{1 + number:02}T11:59:00Z"
    if number % 4 == 0:
        properties["item:Categories"] = ["Green category"] if domain == "friends.example" else ["Red category"]
    if number % 5 == 0:
        properties["contacts:Profession"] = "retired"
        properties["item:Sensitivity"] = "Private"
    return properties


def _birthday(rng: random.Random) -> str:
    """A date as Outlook stores it: a moment shortly before noon."""
    return f"{rng.randrange(1938, 2012)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}T11:59:00Z"


def _phone(rng: random.Random) -> str:
    return f"+49 7661 {rng.randrange(100_000, 999_999)}"
