"""What Microsoft's sign-in says when it refuses, in our words.

Exists as the only place that knows its numbers (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
Sentences repeat nothing of what Microsoft writes but the number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.exchange.clouds import Place

_NUMBER = re.compile(r"AADSTS(\d+)")
_CONSENT: Final = frozenset({65001, 90094, 90008, 90097, 650056, 650052, 90095})
_FACTOR: Final = frozenset({50076, 50079, 50072, 50074, 50158})
_POLICY: Final = frozenset({53003, 53000, 53001, 53002, 53004, 53009, 530003, 530033})
_PROGRAM: Final = frozenset({700016, 50011, 7000218, 700025, 500113, 7000113})
_TENANT: Final = frozenset({90002, 900023, 50020, 50059})


def signed_out(vendor: str = "") -> PortFault:
    """The sign-in has ended: only the person can begin another one."""
    message, action = say("Your sign-in to Microsoft has ended."), say("Sign in to Microsoft again.")
    return PortFault(Fault(FaultClass.AUTH_NEEDED, "auth", message, action, vendor=vendor))


def refused(told: Mapping[str, Any], place: Place, scopes: Sequence[str]) -> PortFault:
    """The fault of an answer with an error: what a person, or their administrator, can do about it."""
    number = _number(told)
    if told.get("error") in ("temporarily_unavailable", "server_error"):
        return unavailable(place)
    vendor = f"AADSTS{number}" if number else str(told.get("error", ""))
    if number == 65004 or (not number and told.get("error") == "access_denied"):
        message = say("Access was not allowed on Microsoft's page, so nothing was kept.")
        return _needed("denied", message, say("Sign in again and allow it."), vendor)
    if number in _CONSENT:
        return PortFault(consent_needed(place, scopes, vendor))
    if number in _FACTOR:
        message = say("Your organisation wants a second step when you sign in to Microsoft.")
        return _needed("second-factor", message, say("Sign in to Microsoft again and complete it."), vendor)
    if number in _POLICY:
        message = say(
            "A rule of your organisation does not let this computer or program sign in ({code}).", code=vendor
        )
        action = say("Ask your administrator which computers and programs the rule allows.")
        return _needed("policy", message, action, vendor)
    if number in _PROGRAM:
        message = say(
            "Microsoft does not know this program under its client id, or not as it is set up ({code}).", code=vendor
        )
        return _needed("app", message, say("Show your administrator what has to be registered."), vendor)
    if number in _TENANT:
        return unknown_tenant(vendor)
    return signed_out(vendor)


def consent_needed(place: Place, scopes: Sequence[str], vendor: str = "") -> Fault:
    """Only an administrator may allow the program: with a text to send, and the address that it is about."""
    letter = say(
        "Please allow SmartCloud Connect Desktop for our organisation. It keeps my contacts in Outlook and Salesforce "
        "the same and asks for {scopes}, as me and for my mailbox only. The page to do so: {address}",
        scopes=", ".join(scope.rpartition("/")[2] for scope in scopes),
        address=place.consent_page(scopes),
    )
    message = say("Your organisation lets only an administrator allow this program.")
    action = say("Send this to your administrator, then sign in again: {letter}", letter=letter)
    return Fault(FaultClass.AUTH_NEEDED, "consent", message, action, vendor=vendor)


def unknown_tenant(vendor: str = "") -> PortFault:
    """The organisation that was named is not known there."""
    message = say("Microsoft knows no organisation of this name.")
    action = say("Correct the tenant: it is your organisation's domain or number. Leave it out if you do not know it.")
    return PortFault(Fault(FaultClass.AUTH_NEEDED, "tenant", message, action, ("tenant",), vendor=vendor))


def unavailable(place: Place) -> PortFault:
    """The sign-in service fails at the moment."""
    message = say("Microsoft's sign-in at {host} cannot answer at the moment.", host=place.host)
    return PortFault(Fault(FaultClass.TRANSIENT, "unavailable", message, say("It is tried again by itself.")))


def _needed(code: str, message: str, action: str, vendor: str) -> PortFault:
    return PortFault(Fault(FaultClass.AUTH_NEEDED, code, message, action, vendor=vendor))


def _number(told: Mapping[str, Any]) -> int:
    """Microsoft's number of an answer; 0 where it gives none."""
    numbers = told.get("error_codes")
    if isinstance(numbers, list) and numbers and isinstance(numbers[0], int):
        return numbers[0]
    found = _NUMBER.match(str(told.get("error_description", "")))
    return int(found[1]) if found else 0
