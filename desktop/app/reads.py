"""The types that callers of the facade read, in one place.

Exists so that windows and the command line need to import nothing below this room. Adds nothing of its own.
"""

from __future__ import annotations

from desktop.app.conflict_log import LostValue
from desktop.app.disputes import Candidate, Dispute, OneSided
from desktop.app.facade import Program
from desktop.app.link_field import LinkField
from desktop.app.policies import Rule
from desktop.app.ports import (
    AnySalesforceSignIn,
    ExchangeSignIn,
    GraphSignIn,
    MicrosoftSignIn,
    MicrosoftUser,
    SalesforceBrowserSignIn,
    SalesforcePasswordSignIn,
    SalesforceSignIn,
)
from desktop.app.registration import MICROSOFT, PASSWORDS_END, SALESFORCE, Registration, microsoft_page, salesforce_page
from desktop.app.scopes import ScopeChoice
from desktop.app.setup.flow import Setup, SetupPage
from desktop.app.setup.other_software import OTHER_SOFTWARE, OtherSoftware
from desktop.app.setup.report import Found, Group, Line, MatchReport
from desktop.app.setup.steps import Notes, Step
from desktop.core.plan import Planned, Tally
from desktop.core.ports import MailboxCount
from desktop.core.undo import Touched, UndoConflict
from desktop.store.accounts import Account
from desktop.store.biography import Event
from desktop.store.browse import RecordDetail, RecordLine
from desktop.store.changelog import Change
from desktop.store.conflicts import StoredConflict
from desktop.store.exclusions import Exclusion, KeyType
from desktop.store.faults import Interrupted
from desktop.store.holds import Hold
from desktop.store.issues import Complaint, Issue
from desktop.store.lines import Filter, LineState, Order
from desktop.store.sessions import Session
from desktop.store.subjects import Subject
from desktop.store.views import ShownConflict, ShownHold, ShownRecord, Status
from desktop.sync.context import Progress
from desktop.sync.explain import Explained
from desktop.sync.explanation import Explanation
from desktop.sync.history import FEWEST_DAYS, MOST_DAYS
from desktop.sync.session import Report, Verdict, exit_code
from desktop.sync.telling import biography

__all__ = [
    "FEWEST_DAYS",
    "MICROSOFT",
    "MOST_DAYS",
    "OTHER_SOFTWARE",
    "PASSWORDS_END",
    "SALESFORCE",
    "Account",
    "AnySalesforceSignIn",
    "Candidate",
    "Change",
    "Complaint",
    "Dispute",
    "Event",
    "ExchangeSignIn",
    "Exclusion",
    "Explained",
    "Explanation",
    "Filter",
    "Found",
    "GraphSignIn",
    "Group",
    "Hold",
    "Interrupted",
    "Issue",
    "KeyType",
    "Line",
    "LineState",
    "LinkField",
    "LostValue",
    "MailboxCount",
    "MatchReport",
    "MicrosoftSignIn",
    "MicrosoftUser",
    "Notes",
    "OneSided",
    "Order",
    "OtherSoftware",
    "Planned",
    "Program",
    "Progress",
    "RecordDetail",
    "RecordLine",
    "Registration",
    "Report",
    "Rule",
    "SalesforceBrowserSignIn",
    "SalesforcePasswordSignIn",
    "SalesforceSignIn",
    "ScopeChoice",
    "Session",
    "Setup",
    "SetupPage",
    "ShownConflict",
    "ShownHold",
    "ShownRecord",
    "Status",
    "Step",
    "StoredConflict",
    "Subject",
    "Tally",
    "Touched",
    "UndoConflict",
    "Verdict",
    "biography",
    "exit_code",
    "microsoft_page",
    "salesforce_page",
]
