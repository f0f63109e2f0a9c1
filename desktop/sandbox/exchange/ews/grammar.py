"""The frame of every request as Microsoft's schema has it: which children, in which order, which attributes.

A real server validates each request against its schema and answers ErrorSchemaValidation; this table restates the
parts around items and folders in our own words, since the program carries no vendor file. The items themselves are
checked where they are read.
"""

from __future__ import annotations

from lxml import etree

from desktop.sandbox.exchange.ews.soap import local_name, violation

# name: children in order; "!" required, "*" may be repeated; "|" alternatives at one place
_FRAMES = {
    "ConvertId": "SourceIds!",
    "GetFolder": "FolderShape! FolderIds!",
    "FindFolder": "FolderShape! IndexedPageFolderView|FractionalPageFolderView Restriction ParentFolderIds!",
    "CreateFolder": "ParentFolderId! Folders!",
    "UpdateFolder": "FolderChanges!",
    "DeleteFolder": "FolderIds!",
    "EmptyFolder": "FolderIds!",
    "MoveFolder": "ToFolderId! FolderIds!",
    "SyncFolderHierarchy": "FolderShape! SyncFolderId SyncState",
    "SyncFolderItems": (
        "ItemShape! SyncFolderId! SyncState Ignore MaxChangesReturned! SyncScope NumberOfDays MaximumCount MinimumCount"
    ),
    "GetItem": "ItemShape! ItemIds!",
    "FindItem": (
        "ItemShape! IndexedPageItemView|FractionalPageItemView|SeekToConditionPageItemView|CalendarView|ContactsView "
        "GroupBy|DistinguishedGroupBy Restriction SortOrder ParentFolderIds! QueryString"
    ),
    "CreateItem": "SavedItemFolderId Items!",
    "UpdateItem": "SavedItemFolderId ItemChanges!",
    "DeleteItem": "ItemIds!",
    "MoveItem": "ToFolderId! ItemIds! ReturnNewItemIds",
    "CopyItem": "ToFolderId! ItemIds! ReturnNewItemIds",
    "GetServerTimeZones": "Ids",
    "ResolveNames": "ParentFolderIds UnresolvedEntry!",
    "GetUserConfiguration": "UserConfigurationName! UserConfigurationProperties!",
    "CreateUserConfiguration": "UserConfiguration!",
    "UpdateUserConfiguration": "UserConfiguration!",
    "DeleteUserConfiguration": "UserConfigurationName!",
    "UserConfiguration": "UserConfigurationName! ItemId Dictionary XmlData BinaryData",
    "FolderShape": "BaseShape! AdditionalProperties",
    "ItemShape": (
        "BaseShape! IncludeMimeContent BodyType UniqueBodyType NormalizedBodyType FilterHtmlContent "
        "ConvertHtmlCodePageToUTF8 InlineImageUrlTemplate BlockExternalImages AddBlankTargetToLinks MaximumBodySize "
        "AdditionalProperties"
    ),
    "AdditionalProperties": "FieldURI|IndexedFieldURI|ExtendedFieldURI|ExceptionFieldURI!*",
    "ItemIds": "ItemId|OccurrenceItemId|RecurringMasterItemId|RecurringMasterItemIdRanges!*",
    "FolderIds": "FolderId|DistinguishedFolderId!*",
    "ParentFolderIds": "FolderId|DistinguishedFolderId!*",
    "ParentFolderId": "FolderId|DistinguishedFolderId|AddressListId!",
    "ToFolderId": "FolderId|DistinguishedFolderId|AddressListId!",
    "SyncFolderId": "FolderId|DistinguishedFolderId|AddressListId!",
    "SavedItemFolderId": "FolderId|DistinguishedFolderId|AddressListId!",
    "UserConfigurationName": "FolderId|DistinguishedFolderId|AddressListId!",
    "ItemChanges": "ItemChange!*",
    "ItemChange": "ItemId|OccurrenceItemId|RecurringMasterItemId! Updates!",
    "FolderChanges": "FolderChange!*",
    "FolderChange": "FolderId|DistinguishedFolderId! Updates!",
    "SourceIds": "AlternateId|AlternatePublicFolderId|AlternatePublicFolderItemId!*",
    "SortOrder": "FieldOrder!*",
    "FieldOrder": "FieldURI|IndexedFieldURI|ExtendedFieldURI|ExceptionFieldURI!",
}

_SHAPES = "IdOnly Default AllProperties"
_DISPOSALS = "HardDelete SoftDelete MoveToDeletedItems"
_FORMATS = "EwsLegacyId EwsId EntryId HexEntryId StoreId OwaId"
# element, attribute: allowed values; an empty text allows anything; "!" marks a required attribute
_ATTRIBUTES = {
    ("ConvertId", "DestinationFormat!"): _FORMATS,
    ("AlternateId", "Format!"): _FORMATS,
    ("AlternateId", "Id!"): "",
    ("AlternateId", "Mailbox!"): "",
    ("FindFolder", "Traversal!"): "Shallow Deep SoftDeleted",
    ("FindItem", "Traversal!"): "Shallow SoftDeleted Associated",
    ("DeleteFolder", "DeleteType!"): _DISPOSALS,
    ("EmptyFolder", "DeleteType!"): _DISPOSALS,
    ("EmptyFolder", "DeleteSubFolders!"): "true false 1 0",
    ("DeleteItem", "DeleteType!"): _DISPOSALS,
    ("CreateItem", "MessageDisposition"): "SaveOnly SendOnly SendAndSaveCopy",
    ("UpdateItem", "MessageDisposition"): "SaveOnly SendOnly SendAndSaveCopy",
    ("UpdateItem", "ConflictResolution!"): "NeverOverwrite AutoResolve AlwaysOverwrite",
    ("ResolveNames", "ReturnFullContactData!"): "true false 1 0",
    ("IndexedPageItemView", "BasePoint!"): "Beginning End",
    ("IndexedPageFolderView", "BasePoint!"): "Beginning End",
    ("FieldOrder", "Order!"): "Ascending Descending",
    ("FolderId", "Id!"): "",
    ("ItemId", "Id!"): "",
    ("DistinguishedFolderId", "Id!"): "",
    ("UserConfigurationName", "Name!"): "",
}
_TEXTS = {
    "BaseShape": _SHAPES,
    "BodyType": "Best HTML Text",
    "SyncScope": "NormalItems NormalAndAssociatedItems",
    "IncludeMimeContent": "true false 1 0",
    "ReturnNewItemIds": "true false 1 0",
}
_CONTENTS = ("Items", "Folders", "Updates", "Restriction", "Dictionary")


def check_frame(element: etree._Element) -> None:
    """Raise ErrorSchemaValidation where a request's frame breaks the schema; items, folders, searches are left out."""
    name = local_name(element)
    _check_attributes(name, element)
    allowed = _TEXTS.get(name)
    if allowed is not None and (element.text or "").strip() not in allowed.split():
        raise violation(f"The '{name}' element is invalid - The value '{element.text}' is invalid.", element)
    frame = _FRAMES.get(name)
    if frame is not None:
        _check_children(name, frame.split(), element)
    if name not in _CONTENTS:
        for child in element:
            check_frame(child)


def _check_attributes(name: str, element: etree._Element) -> None:
    for (owner, attribute), allowed in _ATTRIBUTES.items():
        if owner != name:
            continue
        value = element.get(attribute.rstrip("!"))
        if value is None:
            if attribute.endswith("!"):
                raise violation(f"The required attribute '{attribute[:-1]}' is missing.", element)
        elif allowed and value not in allowed.split():
            raise violation(f"The '{attribute.rstrip('!')}' attribute is invalid - The value '{value}'.", element)


def _check_children(name: str, places: list[str], element: etree._Element) -> None:
    names = [local_name(child) for child in element]
    index = 0
    for place in places:
        choices = place.rstrip("!*").split("|")
        start = index
        while index < len(names) and names[index] in choices and (index == start or "*" in place):
            index += 1
        if index == start and "!" in place:
            raise violation(f"The element '{name}' has incomplete content. Expected: {choices[0]}.", element)
    if index < len(names):
        raise violation(f"The element '{name}' has invalid child element '{names[index]}'.", element)
