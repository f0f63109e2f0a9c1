"""Which resource a path names, and the way of one call to it.

A path begins with `me` or with `users` and the person's id or address. It must not know what a resource answers.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.sandbox.exchange.graph import categories, contact_folders, identity_ops
from desktop.sandbox.exchange.graph.call import Call, Reply
from desktop.sandbox.exchange.graph.contacts import answer_contacts
from desktop.sandbox.exchange.graph.id_formats import folder_of
from desktop.sandbox.exchange.mailbox import Mailbox
from desktop.sandbox.exchange.refusals import Refusal

_NAMES = (
    "me users contacts contactFolders childFolders delta permanentDelete mailboxSettings outlook masterCategories "
    "translateExchangeIds mailFolders messages $batch"
)
_KNOWN = {name.lower(): name for name in _NAMES.split()}

_PERMISSIONS = {
    "contacts": "Contacts",
    "contactfolders": "Contacts",
    "mailboxsettings": "MailboxSettings",
    "outlook": "MailboxSettings",
}

_PLAIN: dict[tuple[str, ...], Callable[[Mailbox, Call], Reply]] = {
    (): identity_ops.me,
    ("mailboxsettings",): identity_ops.mailbox_settings,
    ("translateexchangeids",): identity_ops.translate_ids,
}


def operation_of(call: Call) -> str:
    """What the request log calls it: the method and the path, ids left out."""
    return f"{call.method} {'/'.join(_KNOWN.get(part.lower(), '{id}') for part in call.segments)}"


def perform(mailbox: Mailbox, call: Call) -> Reply:
    """The answer to one call; raises Refusal."""
    rest = _within(mailbox, call.segments)
    head, under = rest[0].lower() if rest else "", rest[1:]
    _check_scopes(call, head)
    plain = _PLAIN.get(tuple(part.lower() for part in rest))
    if plain is not None:
        return plain(mailbox, call)
    if head == "contacts":
        return answer_contacts(mailbox, call, mailbox.folders.distinguished("contacts"), under, anywhere=True)
    if head == "contactfolders":
        return _folders(mailbox, call, under)
    if head == "outlook" and under and under[0].lower() == "mastercategories":
        return categories.answer_categories(mailbox, call, under[1:])
    raise Refusal("ResourceNotFound", f"Resource not found for the segment '{rest[0]}'.")


def _check_scopes(call: Call, head: str) -> None:
    """Raise ErrorAccessDenied where the bearer was not given what the resource asks for."""
    permission = _PERMISSIONS.get(head, "")
    enough = {f"{permission}.ReadWrite", *([f"{permission}.Read"] if call.method == "GET" else [])}
    if permission and not enough & call.scopes:
        raise Refusal("ErrorAccessDenied")


def _within(mailbox: Mailbox, segments: tuple[str, ...]) -> tuple[str, ...]:
    """The path under the person; raises ErrorInvalidUser for another one, ResourceNotFound without one."""
    match segments:
        case (head, *rest) if head.lower() == "me":
            return tuple(rest)
        case (head, person, *rest) if head.lower() == "users":
            if person.casefold() not in (mailbox.email.casefold(), str(mailbox.ledger.guid)):
                raise Refusal("ErrorInvalidUser", f"The requested user '{person}' is invalid.")
            return tuple(rest)
    raise Refusal("ResourceNotFound")


def _folders(mailbox: Mailbox, call: Call, under: tuple[str, ...]) -> Reply:
    folder = mailbox.folders.distinguished("contacts")
    match under:
        case ():
            return contact_folders.answer_folders(mailbox, call, folder)
        case (name,) if name.lower() == "delta":
            return contact_folders.folder_delta(mailbox, call)
    folder, under = folder_of(mailbox, under[0]), under[1:]
    while len(under) > 1 and under[0].lower() == "childfolders":
        folder, under = folder_of(mailbox, under[1]), under[2:]
    match tuple(part.lower() for part in under[:1]):
        case ():
            return contact_folders.answer_folder(mailbox, call, folder)
        case ("childfolders",):
            return contact_folders.answer_folders(mailbox, call, folder)
        case ("permanentdelete",) if len(under) == 1:
            return contact_folders.delete_for_good(mailbox, call, folder)
        case ("contacts",):
            return answer_contacts(mailbox, call, folder, under[1:], anywhere=False)
    raise Refusal("ResourceNotFound", f"Resource not found for the segment '{under[0]}'.")
