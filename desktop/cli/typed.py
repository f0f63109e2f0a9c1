"""What was typed and what came by standard input, as the program takes it: the ways to sign in.

Exists so that secrets are read in one place, and never from arguments, which other programs can see.
"""

from __future__ import annotations

import argparse
import json
from typing import TextIO

from desktop.app.reads import (
    AnySalesforceSignIn,
    MicrosoftSignIn,
    SalesforceBrowserSignIn,
    SalesforcePasswordSignIn,
    SalesforceSignIn,
)


class BadInput(Exception):
    """What was typed, or came by standard input, is not what the command takes; the message says why."""


def salesforce_sign_in(options: argparse.Namespace, typed: TextIO) -> AnySalesforceSignIn:
    """How to sign in to Salesforce. Raises BadInput."""
    if options.browser:
        return SalesforceBrowserSignIn(options.login, options.client_id, options.ca_file, options.show)
    if options.password_stdin:
        password = typed.readline().rstrip("\r\n")
        if not options.username or not password:
            raise BadInput("Say --username, and give the password by standard input.")
        return SalesforcePasswordSignIn(options.username, password, options.login, options.ca_file)
    return _tokens(options, typed)


def microsoft_sign_in(options: argparse.Namespace) -> MicrosoftSignIn:
    """How to sign in to Microsoft."""
    told = (options.client_id, options.tenant, options.cloud, options.authority, options.ca_file)
    return MicrosoftSignIn(*told, options.other_device, options.show)


def _tokens(options: argparse.Namespace, typed: TextIO) -> SalesforceSignIn:
    if not options.instance_url:
        raise BadInput("Tokens belong to one org: say its address with --instance-url.")
    try:
        given = json.loads(typed.read())
    except ValueError as problem:
        raise BadInput("Standard input is not JSON.") from problem
    if not isinstance(given, dict) or not all(isinstance(held, str) for held in given.values()):
        raise BadInput("Standard input must be a JSON object of texts.")
    if not given.get("access_token"):
        raise BadInput("The JSON of standard input lacks access_token.")
    tokens = {name: given.get(name, "") for name in ("access_token", "refresh_token", "client_id", "login_url")}
    return SalesforceSignIn(options.instance_url, **tokens, ca_file=options.ca_file)
