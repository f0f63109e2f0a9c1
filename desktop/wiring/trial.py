"""Trying the program without accounts: a profile whose two servers are simulated in this very process.

Exists so that a trial is the whole program, over real HTTP, and nothing of it is near a person's real accounts: its
profile lies apart, its secrets are good for this computer only, and it is marked wherever it is shown.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from desktop.app.facade import Program, Tools
from desktop.app.leaving import SERVERS, SERVERS_LOCK
from desktop.app.ports import ExchangeSignIn, SalesforceSignIn
from desktop.app.queries import DATABASE
from desktop.app.rebuilding import open_database
from desktop.app.vitals import SANDBOX
from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.ports import Clock
from desktop.core.sentences import say
from desktop.sandbox.serve import Sandbox
from desktop.sandbox.state_folder import StateUnreadable
from desktop.sandbox.trial import trial_world
from desktop.store.lock import ProfileLock
from desktop.store.settings import Settings


def open_trial(profile: Path, tools: Tools) -> Program:
    """The program on a trial's profile, connected to its servers, which end with it. Raises PortFault."""
    with ExitStack() as opened:
        opened.callback(_alone(profile).release)
        world = _world(profile)
        opened.callback(world.stop)
        _mark(profile, tools.clock)
        program = Program(profile, replace(tools, closed=lambda: kept.close()))
        if not program.queries.facts().connected:
            _connect(program, world)
        kept = opened.pop_all()
        return program


def _alone(profile: Path) -> ProfileLock:
    lock = ProfileLock(profile / SERVERS_LOCK)
    try:
        lock.acquire()
    except PortFault as problem:
        message = say("The trial is open already, with servers of its own.")
        action = say("Use that one, or close it first: look for its icon beside the clock.")
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "trial-busy", message, action)) from problem
    return lock


def _world(profile: Path) -> Sandbox:
    try:
        return trial_world(profile / SERVERS)
    except (OSError, StateUnreadable) as problem:
        message = say("The simulated servers cannot be started: {problem}.", problem=problem)
        action = say("Delete the folder {profile} to begin a new trial; nothing real is in it.", profile=profile)
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "trial", message, action)) from problem


def _mark(profile: Path, clock: Clock) -> None:
    database, _ = open_database(profile / DATABASE, clock.now())
    try:
        Settings(database).put(SANDBOX, True)
    finally:
        database.close()


def _connect(program: Program, world: Sandbox) -> None:
    ready = world.ready
    org, box, authority = ready["salesforce"], ready["exchange"], ready["ca_file"]
    names = ("instance_url", "access_token", "refresh_token", "client_id", "login_url")
    program.connect_salesforce(SalesforceSignIn(**{name: org[name] for name in names}, ca_file=authority))
    program.connect_exchange(
        ExchangeSignIn(box["ews_url"], box["username"], box["password"], box["email"], ca_file=authority)
    )
