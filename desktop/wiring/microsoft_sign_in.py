"""The ways in to Microsoft: the browser of this computer, or a code on another device.

Exists so that the exchange room knows nothing of the app's forms. Keeps nothing itself.
"""

from __future__ import annotations

from desktop.app.ports import MicrosoftSignIn
from desktop.app.registration import Registration
from desktop.exchange.clouds import ANY_TENANT, Place
from desktop.exchange.signin import Elsewhere, SignedIn, by_browser, by_code
from desktop.net.loopback import Door


def place_of(sign_in: MicrosoftSignIn, registration: Registration) -> Place:
    """Where it signs in, and as which program."""
    client_id = sign_in.client_id.strip() or registration.client_id
    tenant = sign_in.tenant.strip() or ANY_TENANT
    return Place(client_id, tenant, sign_in.cloud, sign_in.authority, sign_in.ca_file)


def enter(sign_in: MicrosoftSignIn, registration: Registration, door: Door) -> SignedIn:
    """Have the person sign in and allow the scopes of the registration, which are Graph's. PortFault where not."""
    place = place_of(sign_in, registration)
    scopes = place.graph(registration.scopes)
    if sign_in.other_device:
        return by_code(place, scopes, Elsewhere(sign_in.show, door.cancelled))
    shown = Door(door.open, lambda page: sign_in.show(page, ""), door.cancelled, door.patience_s)
    return by_browser(place, scopes, shown)
