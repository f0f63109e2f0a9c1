"""The text of every command, for people: plain sentences, and tables only where they help.

Exists so that wording is in one place. Decides nothing; whatever it shows, `as_json` has too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from desktop.app.reads import (
    PASSWORDS_END,
    Account,
    Issue,
    LinkField,
    MailboxCount,
    MicrosoftUser,
    Report,
    ScopeChoice,
    Session,
    ShownConflict,
    ShownHold,
    ShownRecord,
    Status,
    Verdict,
)
from desktop.app.standing import Facts
from desktop.cli.layout import bullet, counted, one_line, paragraph, table
from desktop.cli.sentences import NAMES, consequence, inline, meanwhile, question, shown
from desktop.core.faults import Fault
from desktop.core.plan import Tally, Verb
from desktop.core.record import Side
from desktop.core.retrying import next_try
from desktop.core.rules import Policy
from desktop.core.values import ABSENT

TRIAL = "A TRIAL with simulated accounts: nothing real is touched."
_STATES = {"active": "synced", "detached": "not synced any more", "held": "waiting for you", "": "not synced yet"}
_VERDICTS = {
    "clean": "all done",
    "waiting": "done, something waits for you",
    "held": "waits for your yes",
    "cancelled": "stopped by you",
    "out-of-time": "ended after one hour",
    "needs-auth": "sign in again",
    "failed": "failed",
    "interrupted": "interrupted",
}
_VERBS = {
    Verb.CREATE: "new in {}",
    Verb.UPDATE: "changed in {}",
    Verb.SHARE: "moved to the folder “Salesforce Contacts”",
    Verb.UNSHARE: "taken out of the folder “Salesforce Contacts”",
    Verb.DELETE: "deleted in {}",
    Verb.RESTORE: "back from the bin in {}",
}
_HOW = {"email": "by their e-mail address", "name": "by name and company", "link": "from an earlier sync"}
_CONTACTS = "contact"
_POLICIES = {
    Policy.ASK: "you are asked about what was changed on both sides.",
    Policy.SALESFORCE: "what was changed on both sides takes the value of Salesforce.",
    Policy.OUTLOOK: "what was changed on both sides takes the value of Outlook.",
    Policy.NEWEST: "what was changed on both sides takes the value of the contact that was changed last.",
    Policy.OWNER: "what was changed on both sides takes the value of Outlook for contacts that you own, of Salesforce "
    "for the others.",
}


def fault(found: Fault) -> str:
    """What went wrong and what to do, on one line."""
    return one_line(found.sentence())


def signed_out(account: Account) -> str:
    """Who was signed out, and what stays."""
    name = NAMES[account.side]
    return paragraph(
        f"Signed out of {name}: the sign-in of {_account(account)} is forgotten on this computer. The contacts and "
        "their links stay. Sign in again with connect or setup when you want to sync."
    )


def connected(account: Account, where: str) -> str:
    """What was connected, and where its secret is kept."""
    lines = [paragraph(f"{NAMES[account.side]} is connected: {_account(account)}.")]
    if account.settings.get("signed_in_by") == "password":
        lines.append(paragraph(f"Salesforce ends this way of signing in about {PASSWORDS_END}; use the browser then."))
    return "\n".join([*lines, paragraph(f"Its secrets are kept {where}.")])


def microsoft_user(user: MicrosoftUser) -> str:
    """Who signed in, and what is allowed."""
    names = ", ".join(scope.rpartition("/")[2] for scope in user.scopes)
    who = one_line(f"{user.name} ({user.email})" if user.name else user.email)
    return "\n".join([paragraph(f"You can sign in to Microsoft, as {who}."), paragraph(f"Allowed: {names}.")])


def admin_page(paragraphs: Sequence[str]) -> str:
    """What an administrator must create; lines to copy are not broken."""
    return "\n".join(each if each.startswith("http") else paragraph(each) for each in paragraphs)


def scopes(found: Sequence[ScopeChoice], chosen: str, mailbox: MailboxCount) -> str:
    """Whose contacts could be synced, one a line, and what the mailbox holds."""
    rows = [
        (
            "*" if choice.key == chosen else " ",
            choice.key,
            "-" if choice.count is None else f"{choice.count:,}".rjust(7),
            one_line(f"{choice.label} ({choice.reason})" if choice.reason else choice.label),
        )
        for choice in found
    ]
    held = f"{counted(mailbox.shared, _CONTACTS)} in “Salesforce Contacts”, {mailbox.personal:,} in your own folder."
    return f"{table(rows, indent=0)}\n\nIn Outlook: {held}"


def match_report(planned: Tally, matches: Mapping[str, int], waiting: Mapping[str, int]) -> str:
    """What a plan holds, before anything is written: what was recognised, what is new where, what waits."""
    rows = [(f"{number:,}", f"linked {_HOW.get(how, how)}") for how, number in matches.items() if how != "created"]
    for verb, template in _VERBS.items():
        for side in (Side.MAILBOX, Side.CRM):
            number = planned.count(verb, side)
            if number:
                rows.append((f"{number:,}", template.format(NAMES[side])))
    waits = max(planned.conflicts, waiting["conflicts"]) + max(planned.holds, waiting["holds"])
    rows.append((f"{waits:,}", "waiting for your decision"))
    rows.append((f"{waiting['issues']:,}", "that cannot be written as they are"))
    if not planned.total and not matches:
        rows.insert(0, ("0", "to be written: both sides are the same"))
    return table([(number.rjust(7), words) for number, words in rows], indent=0)


def plan(report: Report, matches: Mapping[str, int], waiting: Mapping[str, int], first: bool) -> str:
    """A plan, and how to go on."""
    if report.planned is None or report.fault is not None:
        return outcome(report, waiting, ())
    done = _written(report.counts)
    lines = [*done, "This is what a sync would do with your contacts:", ""]
    lines += [match_report(report.planned, matches, waiting), ""]
    lines += [] if done else ["Nothing was written."]
    if report.planned.total:
        lines.append("To go ahead: sync --yes" if first else "To go ahead: sync")
    return "\n".join(lines)


def outcome(report: Report, waiting: Mapping[str, int], issues: Sequence[Issue]) -> str:
    """What a session did, and what waits for the person."""
    if report.fault is not None:
        return "\n".join([*_written(report.counts), fault(report.fault)])
    lines = _written(report.counts)
    if report.verdict is Verdict.CANCELLED:
        return "\n".join([*lines, "Stopped. What was written stays; the next sync goes on from here."])
    if report.verdict is Verdict.OUT_OF_TIME:
        return "\n".join([*lines, "One hour is over. What was written stays; the next sync goes on from here."])
    lines = lines or ["Nothing had to be written."]
    if report.verdict is Verdict.CLEAN:
        lines.append("Salesforce and Outlook hold the same now.")
    return "\n".join([*lines, *_waits(waiting, issues)])


def _written(counts: Mapping[str, int]) -> list[str]:
    lines = []
    for verb, template in _VERBS.items():
        for side in (Side.MAILBOX, Side.CRM):
            number = counts.get(f"{verb.value} {side.value}", 0)
            if number:
                are = "is" if number == 1 else "are"
                lines.append(f"{counted(number, _CONTACTS)} {are} {template.format(NAMES[side])}.")
    return lines


def settings(error_categories: bool, history_days: int) -> str:
    """What may be set, and how it is set."""
    rows = [
        ("error-categories", "on" if error_categories else "off", "contacts that fail say so by a category in Outlook"),
        ("history-days", str(history_days), "for how many days the history is kept and can be undone"),
    ]
    return table(rows)


def _waits(waiting: Mapping[str, int], issues: Sequence[Issue]) -> list[str]:
    lines = []
    if waiting["conflicts"]:
        lines.append(f"{counted(waiting['conflicts'], 'conflict')} for you to decide: conflicts")
    if waiting["holds"]:
        lines.append(f"{counted(waiting['holds'], 'question')} for you to answer: holds")
    if issues:
        lines += [f"{counted(len(issues), 'value')} could not be written:", *map(complaint, issues)]
    return ["", *lines] if lines else []


def complaint(issue: Issue) -> str:
    """One thing that could not be written: whose, why, and what to do."""
    return bullet(_sentence(issue))


def issues(found: Sequence[Issue], ignored: Sequence[Issue]) -> str:
    """What could not be written with how to go on, and what is ignored."""
    lines = [_issue(issue, f"retry {issue.id}, or ignore {issue.id}") for issue in found]
    lines = lines or ["Everything could be written."]
    if ignored:
        lines += ["", "Ignored:", *(_issue(issue, f"retry {issue.id}") for issue in ignored)]
    return "\n".join(lines)


def _issue(issue: Issue, ways: str) -> str:
    return f"{issue.id}. {_sentence(issue)}\n     {ways}{_tries(issue)}"


def _tries(issue: Issue) -> str:
    """How often an issue was tried, and when it is again; '' for one that is ignored."""
    if issue.state != "open":
        return ""
    moment = next_try(issue.complaint.code, issue.attempts, issue.last_at, issue.complaint.lasting)
    rests = "rests until it changes or you retry it" if moment is None else f"next try {clock(moment)} at the earliest"
    return f"\n     tried {counted(issue.attempts, 'time')}, {rests}"


def _sentence(issue: Issue) -> str:
    told = issue.complaint
    return f"{one_line(told.subject) or 'A contact'}: {told.message} {told.action}".strip()


def policy(chosen: Policy) -> str:
    """What decides conflicts."""
    return f"{chosen.value}: {_POLICIES[chosen]}"


def status(found: Status, issues: Sequence[Issue], where: str, facts: Facts, field: LinkField) -> str:
    """How things stand."""
    known = {account.side: account for account in found.accounts}
    rows = [("Salesforce", _account(known.get(Side.CRM))), ("Outlook", _account(known.get(Side.MAILBOX)))]
    in_salesforce, in_outlook = (found.records.get(side, 0) for side in Side)
    rows.append(("Contacts", f"{in_salesforce:,} in Salesforce, {in_outlook:,} shared in Outlook"))
    pairs = ", ".join(f"{number:,} {_STATES.get(state, state)}" for state, number in found.pairs.items())
    rows.append(("Pairs", pairs or "none yet"))
    if found.last is not None:
        rows.append(("Last sync", f"{clock(found.last.started)}: {_verdict(found.last.verdict)}"))
    if found.last_clean is not None:
        rows.append(("All done", clock(found.last_clean)))
    rows.append(("Link field", _link_field(field)))
    rows += _calls(facts)
    if where:
        rows.append(("Secrets", where))
    waiting = {"conflicts": found.conflicts, "holds": found.holds}
    return "\n".join([table(rows, indent=0), *_waits(waiting, issues)])


def _account(account: Account | None) -> str:
    if account is None:
        return "not connected"
    return account.address if account.label == account.address else f"{one_line(account.label)} ({account.address})"


def records(found: Sequence[ShownRecord], state_of: Callable[[ShownRecord], str]) -> str:
    """Shared contacts by name with e-mail, company and whether they are synced."""
    if not found:
        return "No shared contact was found."
    rows = [
        (
            one_line(record.title, 28),
            one_line(_text(record, "email"), 28),
            one_line(_text(record, "company"), 22),
            state_of(record),
        )
        for record in found
    ]
    return "\n".join([table(rows, indent=0), "", counted(len(found), _CONTACTS)])


def _text(record: ShownRecord, field: str) -> str:
    held = record.fields.get(field)
    return held if isinstance(held, str) else ""


def pair_state(record: ShownRecord) -> str:
    """What a person calls the state of a pair."""
    return _STATES.get(record.pair_state, record.pair_state)


def conflict(found: ShownConflict, label: str, names: Mapping[str, str], whole: bool = False) -> str:
    """One conflict with both values and how to answer it; a `whole` block is taken of one side as it is."""
    stored, title = found.conflict, one_line(found.title) or "A contact"
    answer = f"resolve {stored.id} --take"
    if stored.type == "duplicate":
        rows = [(item, one_line(names.get(item, ""))) for item in stored.candidates]
        head = f"{title} in Outlook could be one of these Salesforce contacts, or a new one:"
        ways = f"{answer} ID, or {answer} mailbox to make a Salesforce contact of its own"
        return "\n".join([f"{stored.id}. {head}", table(rows, indent=5), f"     {ways}"])
    rows = [("Salesforce", shown(stored.crm_value)), ("Outlook", shown(stored.mailbox_value))]
    if stored.type == "edit_delete":
        head = f"{title} was changed on one side and deleted on the other."
        return f"{stored.id}. {head}\n     {answer} salesforce|mailbox (the side that is right)"
    if stored.base_crm is not ABSENT:
        rows.append(("before", shown(stored.base_crm)))
    head, value = f"{title}: the {inline(label)} was changed on both sides.", "" if whole else "|VALUE"
    return "\n".join([f"{stored.id}. {head}", table(rows, indent=5), f"     {answer} salesforce|mailbox{value}"])


def conflicts(found: Sequence[str]) -> str:
    """All conflicts, or that there are none."""
    return "\n\n".join(found) or "No conflict waits for you."


def hold(found: ShownHold, answers: Sequence[str]) -> str:
    """One question with its answers."""
    stored = found.hold
    head = f"{stored.id}. {question(stored, found.title)}"
    if stored.answer:
        return f"{head}\n     You answered {stored.answer}; the next sync carries it out."
    rows = [(f"confirm {stored.id} --answer {answer}", consequence(stored.guard, answer)) for answer in answers]
    return "\n".join([head, table(rows, indent=5), paragraph(meanwhile(stored.guard), 5)])


def holds(found: Sequence[str]) -> str:
    """All questions, or that there are none."""
    return "\n\n".join(found) or "Nothing waits for your word."


def history(found: Sequence[Session]) -> str:
    """The newest sessions, newest first."""
    if not found:
        return "No sync has run yet."
    rows = [
        (str(session.id), clock(session.started), session.trigger, _verdict(session.verdict), _summary(session))
        for session in found
    ]
    return table(rows, indent=0)


def _summary(session: Session) -> str:
    parts = []
    for verb in Verb:
        number = sum(session.counters.get(f"{verb.value} {side.value}", 0) for side in Side)
        if number:
            parts.append(f"{number} {verb.value}d")
    return ", ".join(parts)


def changes(session: int, sentences: Sequence[str]) -> str:
    """What one session wrote."""
    if not sentences:
        return f"Session {session} wrote nothing."
    return "\n".join([f"Session {session} wrote:", *(bullet(sentence) for sentence in sentences)])


def doctor(findings: Sequence[str]) -> str:
    """What is wrong with our own state."""
    return "\n".join(map(bullet, findings)) if findings else "All is well: the program's own records are sound."


def _calls(facts: Facts) -> list[tuple[str, str]]:
    """Our share of the organisation's calls, and until when we rest."""
    ours, used, allowed = facts.calls
    told = f"{ours:,} by this program on its last day; {used:,} of {allowed:,} by your organisation in 24 hours"
    rows = [("API calls", told)] if allowed else []
    if facts.goes_on_at is None:
        return rows
    why = "the calls are used up" if facts.resting_until is not None else "a server asked for a pause"
    return [*rows, ("Rests until", f"{clock(facts.goes_on_at)}, since {why}; then it goes on by itself")]


def _link_field(found: LinkField) -> str:
    """How things stand in a few words, with the command that tells more."""
    if found.lacks is None:
        return "not known yet; link-field looks"
    if not found.lacks:
        return "in use"
    if found.on:
        return "in use, but not as it should be; link-field says why"
    return "not in use; link-field says why, and what it brings"


def _verdict(name: str | None) -> str:
    return "not finished" if name is None else _VERDICTS.get(name, name)


def clock(at: datetime) -> str:
    """A moment by the clock of this computer."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
