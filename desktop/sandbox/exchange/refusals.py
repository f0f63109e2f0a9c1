"""What the simulated mailbox says no with. The codes are Exchange's own, which EWS and Graph share; no SOAP here.

Codes that do not begin with `Error` are those of Graph's own front.
"""

from __future__ import annotations


class Refusal(Exception):
    """One refused action: Exchange's error code and its sentence.

    `values` are the named extra facts that an answer carries beside the sentence, for example a back-off time.
    """

    def __init__(self, code: str, text: str = "", values: dict[str, str] | None = None) -> None:
        self.code = code
        self.text = text or SENTENCES.get(code, "The request failed.")
        self.values = values or {}
        super().__init__(f"{self.code}: {self.text}")


SENTENCES = {
    "ApplicationThrottled": "Application is over its MailboxConcurrency limit.",
    "ErrorAccessDenied": "Access is denied. Check credentials and try again.",
    "ErrorCategoryExists": "A category with the specified name already exists.",
    "ErrorCannotCreateContactInNonContactFolder": "Contacts can only be created in a contacts folder.",
    "ErrorCannotUseFolderIdForItemId": "Id must be an item id, not a folder id.",
    "ErrorCannotUseItemIdForFolderId": "Id must be a folder id, not an item id.",
    "ErrorChangeKeyRequired": "A change key is required for this operation.",
    "ErrorChangeKeyRequiredForWriteOperations": "The change key is required for this operation.",
    "ErrorDeleteDistinguishedFolder": "Distinguished folders cannot be deleted.",
    "ErrorFolderExists": "A folder with the specified name already exists.",
    "ErrorFolderNotFound": "The specified folder could not be found in the store.",
    "ErrorIncorrectUpdatePropertyCount": (
        "An object within a change description must contain one and only one property to modify."
    ),
    "ErrorInvalidChangeKey": "The change key is invalid.",
    "ErrorInvalidIdEmpty": "Id is empty.",
    "ErrorInvalidIdMalformed": "Id is malformed.",
    "ErrorInvalidIndexedPagingParameters": "The offset must not be negative.",
    "ErrorInvalidPagingMaxRows": "The maximum number of rows must be at least one.",
    "ErrorInvalidPropertyAppend": "Append action is invalid for property.",
    "ErrorInvalidPropertyDelete": "Delete action is invalid for property.",
    "ErrorInvalidPropertySet": "Set action is invalid for property.",
    "ErrorInvalidRequest": "The request is invalid.",
    "ErrorInvalidUser": "The requested user is invalid.",
    "ErrorInvalidSyncStateData": "Synchronization state data is corrupt or otherwise invalid.",
    "ErrorIrresolvableConflict": (
        "The send or update operation could not be performed because the change key passed in the request does not "
        "match the current change key for the item."
    ),
    "ErrorItemNotFound": "The specified object was not found in the store.",
    "ErrorMoveDistinguishedFolder": "Distinguished folders cannot be moved.",
    "ErrorNameResolutionNoResults": "No results were found.",
    "ErrorParentFolderNotFound": "The specified parent folder could not be found.",
    "ErrorServerBusy": "The server cannot service this request right now. Try again later.",
    "ErrorSyncFolderNotFound": "The folder to synchronize could not be found.",
    "ErrorToFolderNotFound": "The destination folder could not be found.",
    "ErrorUnsupportedPathForQuery": "The property can not be used with this type of restriction.",
    "ErrorUnsupportedPathForSortGroup": "The property can not be used for sorting.",
    "ErrorUpdatePropertyMismatch": (
        "The property that is specified in the path does not match the property that is given in the change."
    ),
    "FailedDependency": "A request that this one depends on has failed.",
    "InvalidAuthenticationToken": "Access token is empty, has expired or is not yet valid.",
    "MethodNotAllowed": "The OData request is not supported.",
    "ResourceNotFound": "There is no such resource.",
    "SyncStateNotFound": "The sync state generation is not found.",
    "resyncRequired": "Resync required. Replace any local items with the server's version.",
    "serviceNotAvailable": "Service unavailable.",
    "syncStateNotFound": "The sync state generation is not found.",
}
