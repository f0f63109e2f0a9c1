"""Checks of the program's own parts and of the libraries that it loads when they are first needed.

Must not know how a bundle is made.
"""

from __future__ import annotations

import importlib
import pkgutil
import threading
from datetime import UTC, datetime

import desktop
from desktop.core.record import Kind
from desktop.selftest.report import CheckFailed

ALARM_LIMIT_S = 10.0


def modules() -> str:
    """Every module of ours can be loaded: windows and migrations are named nowhere that a packager looks."""
    names = [found.name for found in pkgutil.walk_packages(desktop.__path__, f"{desktop.__name__}.")]
    for name in names:
        importlib.import_module(name)
    rooms = {name.split(".")[1] for name in names}
    absent = {"app", "cli", "core", "exchange", "mapping", "salesforce", "sandbox", "store", "sync", "ui"} - rooms
    if absent:
        raise CheckFailed(f"absent: {', '.join(sorted(absent))}")
    return f"{len(names)} modules"


def mappings() -> str:
    """The field maps are there and can be read."""
    from desktop.mapping.lens import KindMap

    return ", ".join(f"{kind.value}: {len(KindMap.load(kind).fields)} fields" for kind in Kind)


def schedule() -> str:
    """An alarm of the scheduler goes off."""
    from desktop.app.schedule import BackgroundAlarm

    rang, alarm = threading.Event(), BackgroundAlarm()
    alarm.at(datetime.now(UTC), rang.set)
    try:
        if not rang.wait(ALARM_LIMIT_S):
            raise CheckFailed(f"the alarm did not go off within {ALARM_LIMIT_S:.0f} s")
    finally:
        alarm.stop()
    return "an alarm went off"


def microsoft_sign_in() -> str:
    """The library of Microsoft's sign-in loads and keeps a cache of tokens."""
    import msal

    cache = msal.SerializableTokenCache()
    cache.deserialize(cache.serialize())
    return f"msal {msal.__version__}"


def phone_numbers() -> str:
    """The numbering plans are there: each region is a module of its own, loaded when a number of it is met."""
    import phonenumbers

    plans = [phonenumbers.PhoneMetadata.metadata_for_region(region) for region in phonenumbers.SUPPORTED_REGIONS]
    if None in plans:
        raise CheckFailed(f"{plans.count(None)} of {len(plans)} regions have no numbering plan")
    number = phonenumbers.parse("0170 5550199", "DE")
    told = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if told != "+491705550199":
        raise CheckFailed(f"a German number is read as {told}")
    return f"{len(plans)} regions"
