"""Moments, counts and phases as a person reads them, in the language and the time zone of the computer.

Exists so that every window writes them alike.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from desktop.app.standing import Facts, Standing, State
from desktop.core.sentences import Sentence

_DAY = timedelta(days=1)


def tr(text: str, comment: str = "", count: int = -1) -> str:
    """A text of a module's function in the language of the person; methods of windows use their own `tr`.

    The context is empty and the order of the parameters is Qt's, since the extraction of texts expects both.
    """
    return QCoreApplication.translate("", text, comment, count)


def told(sentence: str) -> str:
    """A sentence of the program's core in the language of the person; any other text as it is."""
    if not isinstance(sentence, Sentence):
        return sentence
    gaps = {name: number(gap) if isinstance(gap, int) else told(gap) for name, gap in sentence.gaps.items()}
    # Without gaps nothing is filled in, so that braces in it stay what they are.
    return tr(sentence.template).format_map(gaps) if gaps else tr(sentence.template)


def number(value: int) -> str:
    """A number with the separators of the language."""
    return QLocale().toString(value)


def moment(when: datetime | None, now: datetime) -> str:
    """A moment (aware) as the local time, with the day where it is not today; a dash for None."""
    if when is None:
        return "–"
    local, today = when.astimezone(), now.astimezone()
    locale, short = QLocale(), QLocale.FormatType.ShortFormat
    time = locale.toString(QTime(local.hour, local.minute), short)
    if local.date() == today.date():
        return time
    if local.date() == (today - _DAY).date():
        return tr("yesterday {time}").format(time=time)
    if local.date() == (today + _DAY).date():
        return tr("tomorrow {time}").format(time=time)
    return f"{locale.toString(QDate(local.year, local.month, local.day), short)} {time}"


def headline(standing: Standing) -> str:
    """The state in a few words."""
    facts = standing.facts
    if standing.state is State.HELD:
        return tr("%n question(s) wait for your answer", "", facts.holds)
    if standing.state is State.ATTENTION:
        return tr("%n thing(s) wait for you", "", standing.count)
    return {
        State.STARTING: tr("Starting …"),
        State.SET_UP: tr("Not set up yet"),
        State.WORKING: phase(standing.phase),
        State.SIGNED_OUT: tr("Signed out: sign in again to go on"),
        State.RESTING: tr("Resting: Salesforce's calls are used up")
        if facts.resting_until is not None
        else tr("Resting: a server asked for a pause"),
        State.OFFLINE: tr("Cannot reach a server; trying again by itself"),
        State.ERROR: tr("The last sync failed"),
        State.PAUSED: tr("Paused"),
        State.STALE: tr("No sync has worked for some time"),
        State.IDLE: tr("Everything is the same on both sides"),
    }[standing.state]


def details(standing: Standing, now: datetime) -> list[str]:
    """What a tooltip says below the headline, a line each."""
    facts = standing.facts
    lines = [tr("Last success: {when}").format(when=moment(facts.last_success, now))] if facts.connected else []
    if standing.state is State.PAUSED:
        lines.append(tr("Paused until {when}").format(when=moment(facts.paused_until, now)))
    elif standing.state is State.RESTING and standing.next_run is not None:
        lines.append(tr("Goes on by itself: {when}").format(when=moment(standing.next_run, now)))
    elif standing.next_run is not None:
        lines.append(tr("Next sync: {when}").format(when=moment(standing.next_run, now)))
    if facts.sandbox:
        lines.append(tr("Simulated accounts: nothing real is touched."))
    return lines


def calls(facts: Facts) -> str:
    """What is known of the organisation's calls of the Salesforce API and our share of them; '' before anything is."""
    ours, used, allowed = facts.calls
    if not allowed:
        return ""
    told = tr("{used} of {allowed} used by your organisation in 24 hours; {ours} by this program on its last day")
    return told.format(used=number(used), allowed=number(allowed), ours=number(ours))


def phase(name: str) -> str:
    """What a running session does, from the phase that it tells."""
    word, _, place = name.partition(" ")
    if word == "reading" and place == "crm":
        return tr("Reading Salesforce …")
    if word == "reading":
        return tr("Reading Outlook …")
    if word == "writing":
        return tr("Writing changes …")
    if word == "planning":
        return tr("Comparing both sides …")
    if word == "waiting":
        return tr("A server has not answered for some minutes …")
    return tr("Synchronising …")
