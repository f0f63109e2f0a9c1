"""Which fields an item has, class by class: element, URI, kind, and what may be done with it.

Rows stand in the order of Microsoft's schema, which fixes the order of elements in every message
(https://learn.microsoft.com/exchange/client-developer/web-service-reference/contact). A further item class is a
further table. Nothing here knows how a value is stored or sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_PHONES = (
    "AssistantPhone BusinessFax BusinessPhone BusinessPhone2 Callback CarPhone CompanyMainPhone HomeFax HomePhone "
    "HomePhone2 Isdn MobilePhone OtherFax OtherTelephone Pager PrimaryPhone RadioPhone Telex TtyTddPhone"
)
PHONE_KEYS = tuple(_PHONES.split())
EMAIL_KEYS = ("EmailAddress1", "EmailAddress2", "EmailAddress3")
IM_KEYS = ("ImAddress1", "ImAddress2", "ImAddress3")
ADDRESS_KEYS = ("Business", "Home", "Other")
ADDRESS_PARTS = ("Street", "City", "State", "CountryOrRegion", "PostalCode")

INDEXED = {
    "contacts:EmailAddress": ("EmailAddresses", EMAIL_KEYS),
    "contacts:ImAddress": ("ImAddresses", IM_KEYS),
    "contacts:PhoneNumber": ("PhoneNumbers", PHONE_KEYS),
    **{f"contacts:PhysicalAddress:{part}": ("PhysicalAddresses", ADDRESS_KEYS) for part in ADDRESS_PARTS},
}

_MAPPINGS = (
    "None LastCommaFirst FirstSpaceLast Company LastCommaFirstCompany CompanyLastFirst LastFirst LastFirstCompany "
    "CompanyLastCommaFirst LastFirstSuffix LastSpaceFirstCompany CompanyLastSpaceFirst LastSpaceFirst DisplayName "
    "FirstName LastFirstMiddleSuffix LastName Empty"
)
CHOICES = {
    "Sensitivity": ("Normal", "Personal", "Private", "Confidential"),
    "Importance": ("Low", "Normal", "High"),
    "PostalAddressIndex": ("None", "Business", "Home", "Other"),
    "FileAsMapping": tuple(_MAPPINGS.split()),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One element of an item. `shape` is the smallest base shape that holds it: Default, AllProperties or none."""

    element: str
    uri: str
    kind: str
    writable: bool
    shape: str
    order: int


# element, kind, w for writable, then d (Default shape), a (AllProperties) or - (only when asked for)
_ITEM = """
MimeContent absent -
ItemId id d
ParentFolderId folder a
ItemClass text wa
Subject text wd
Sensitivity choice wa
Body body wa
Attachments absent -
DateTimeReceived time a
Size number a
Categories strings wa
Importance choice wa
InReplyTo text w-
IsSubmitted flag a
IsDraft flag a
IsFromMe flag a
IsResend flag a
IsUnmodified flag a
InternetMessageHeaders absent -
DateTimeSent time a
DateTimeCreated time a
ResponseObjects absent -
ReminderDueBy time wa
ReminderIsSet flag wa
ReminderNextTime time -
ReminderMinutesBeforeStart number wa
DisplayCc text a
DisplayTo text a
HasAttachments flag d
ExtendedProperty extended w-
Culture text wa
EffectiveRights rights a
LastModifiedName text a
LastModifiedTime time a
IsAssociated flag a
WebClientReadFormQueryString absent -
WebClientEditFormQueryString absent -
ConversationId absent -
UniqueBody absent -
Flag absent -
StoreEntryId absent -
InstanceKey absent -
NormalizedBody absent -
EntityExtractionResult absent -
PolicyTag absent -
ArchiveTag absent -
RetentionDate absent -
Preview absent -
RightsManagementLicenseData absent -
PredictedActionReasons absent -
IsClutter absent -
NextPredictedAction absent -
GroupingAction absent -
BlockStatus absent -
HasBlockedImages absent -
TextBody textbody -
IconIndex absent -
MimeContentUTF8 absent -
SearchKey absent -
"""

_CONTACT = """
FileAs text wd
FileAsMapping choice wa
DisplayName text wa
GivenName text wa
Initials text wa
MiddleName text wa
Nickname text wa
CompleteName complete d
CompanyName text wd
EmailAddresses entries wd
PhysicalAddresses addresses wd
PhoneNumbers entries wd
AssistantName text wd
Birthday time wa
BusinessHomePage text wd
Children strings wa
Companies strings wa
ContactSource text a
Department text wd
Generation text wd
ImAddresses entries wd
JobTitle text wd
Manager text wd
Mileage text wa
OfficeLocation text wd
PostalAddressIndex choice wa
Profession text wa
SpouseName text wa
Surname text wa
WeddingAnniversary time wa
BirthdayLocal absent -
WeddingAnniversaryLocal absent -
HasPicture flag a
PhoneticFullName text -
PhoneticFirstName text -
PhoneticLastName text -
Alias absent -
Notes absent -
Photo absent -
UserSMIMECertificate absent -
MSExchangeCertificate absent -
DirectoryId absent -
ManagerMailbox absent -
DirectReports absent -
"""

_SHAPES = {"d": "Default", "a": "AllProperties", "-": ""}


def _rows(table: str, prefix: str, first: int) -> list[Field]:
    fields = []
    for order, line in enumerate(table.split("\n")[1:-1], first):
        element, kind, flags = line.split()
        fields.append(
            Field(element, f"{prefix}:{element}", kind, flags.startswith("w"), _SHAPES[flags[-1]], order=order)
        )
    return fields


class FieldTable:
    """The fields of one item class, by element and by URI, in the schema's order."""

    def __init__(self, element: str, folder_class: str, fields: list[Field]) -> None:
        self.element = element
        self.folder_class = folder_class
        self.fields = fields
        self.by_element = {field.element: field for field in fields}
        self.by_uri = {field.uri: field for field in fields}


_COMMON = _rows(_ITEM, "item", 0)
CONTACT = FieldTable("Contact", "IPF.Contact", [*_COMMON, *_rows(_CONTACT, "contacts", 100)])
PLAIN = FieldTable("Item", "", _COMMON)
BY_ELEMENT = {table.element: table for table in (CONTACT, PLAIN)}
DEFAULT_CLASS = {"Contact": "IPM.Contact", "Item": "IPM.Note"}


@cache
def table_of(item_class: str) -> FieldTable:
    """The field table of an item class; a class without a table of its own has the common fields."""
    head = ".".join(item_class.split(".")[:2]).upper()
    return CONTACT if head == "IPM.CONTACT" else PLAIN


# PR_ tags and PSETID_Address ids that are another way to say a field (MS-OXPROPS).
_ALIASES = """
0x001A item:ItemClass
0x3001 contacts:DisplayName
0x3A02 contacts:PhoneNumber/Callback
0x3A05 contacts:Generation
0x3A06 contacts:GivenName
0x3A08 contacts:PhoneNumber/BusinessPhone
0x3A09 contacts:PhoneNumber/HomePhone
0x3A0A contacts:Initials
0x3A11 contacts:Surname
0x3A16 contacts:CompanyName
0x3A17 contacts:JobTitle
0x3A18 contacts:Department
0x3A19 contacts:OfficeLocation
0x3A1A contacts:PhoneNumber/PrimaryPhone
0x3A1B contacts:PhoneNumber/BusinessPhone2
0x3A1C contacts:PhoneNumber/MobilePhone
0x3A1D contacts:PhoneNumber/RadioPhone
0x3A1E contacts:PhoneNumber/CarPhone
0x3A1F contacts:PhoneNumber/OtherTelephone
0x3A21 contacts:PhoneNumber/Pager
0x3A23 contacts:PhoneNumber/OtherFax
0x3A24 contacts:PhoneNumber/BusinessFax
0x3A25 contacts:PhoneNumber/HomeFax
0x3A2C contacts:PhoneNumber/Telex
0x3A2D contacts:PhoneNumber/Isdn
0x3A2E contacts:PhoneNumber/AssistantPhone
0x3A2F contacts:PhoneNumber/HomePhone2
0x3A30 contacts:AssistantName
0x3A41 contacts:WeddingAnniversary
0x3A42 contacts:Birthday
0x3A44 contacts:MiddleName
0x3A46 contacts:Profession
0x3A48 contacts:SpouseName
0x3A4B contacts:PhoneNumber/TtyTddPhone
0x3A4E contacts:Manager
0x3A4F contacts:Nickname
0x3A51 contacts:BusinessHomePage
0x3A57 contacts:PhoneNumber/CompanyMainPhone
0x3A59 contacts:PhysicalAddress:City/Home
0x3A5A contacts:PhysicalAddress:CountryOrRegion/Home
0x3A5B contacts:PhysicalAddress:PostalCode/Home
0x3A5C contacts:PhysicalAddress:State/Home
0x3A5D contacts:PhysicalAddress:Street/Home
00062004-0000-0000-c000-000000000046/32773 contacts:FileAs
00062004-0000-0000-c000-000000000046/32899 contacts:EmailAddress/EmailAddress1
00062004-0000-0000-c000-000000000046/32915 contacts:EmailAddress/EmailAddress2
00062004-0000-0000-c000-000000000046/32931 contacts:EmailAddress/EmailAddress3
00062004-0000-0000-c000-000000000046/32866 contacts:ImAddress/ImAddress1
00062004-0000-0000-c000-000000000046/32837 contacts:PhysicalAddress:Street/Business
00062004-0000-0000-c000-000000000046/32838 contacts:PhysicalAddress:City/Business
00062004-0000-0000-c000-000000000046/32839 contacts:PhysicalAddress:State/Business
00062004-0000-0000-c000-000000000046/32840 contacts:PhysicalAddress:PostalCode/Business
00062004-0000-0000-c000-000000000046/32841 contacts:PhysicalAddress:CountryOrRegion/Business
"""

ALIASES = dict(line.split() for line in _ALIASES.split("\n")[1:-1])

PROPERTY_SETS = {
    "Meeting": "6ed8da90-450b-101b-98da-00aa003f1305",
    "Appointment": "00062002-0000-0000-c000-000000000046",
    "Common": "00062008-0000-0000-c000-000000000046",
    "PublicStrings": "00020329-0000-0000-c000-000000000046",
    "Address": "00062004-0000-0000-c000-000000000046",
    "InternetHeaders": "00020386-0000-0000-c000-000000000046",
    "CalendarAssistant": "11000e07-b51b-40d6-af21-caa85edab1d0",
    "UnifiedMessaging": "4442858e-a9e3-4e80-b900-317a210cc15b",
    "Task": "00062003-0000-0000-c000-000000000046",
    "Sharing": "00062040-0000-0000-c000-000000000046",
}
