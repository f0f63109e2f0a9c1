"""Signing in with user name, password and security token: for old orgs that cannot have an app, while it still works.

Exists apart because it ends: Salesforce takes the call away (help article 005132110). A wrong password is never sent
twice by itself, because that locks the user out. Knows nothing of where the password is kept.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.core.sentences import say
from desktop.net.http import HttpSession, not_the_api
from desktop.salesforce import soap
from desktop.salesforce.connection import Tokens
from desktop.salesforce.errors import fault_of, problem_of
from desktop.salesforce.signin import SERVICE, Grant

_VERSION: Final = "64.0"
"""The last version of the API that has the call."""
_WRONG: Final = frozenset(
    {"INVALID_LOGIN", "LOGIN_MUST_USE_SECURITY_TOKEN", "PASSWORD_LOCKOUT", "INSECURE_LOGIN_TOKEN_EXPIRED"}
)


def log_in(session: HttpSession, login_url: str, username: str, password: str) -> Grant:
    """A session of the org, which cannot be renewed but by doing this again. PortFault `auth` where it is refused.

    `password` has the security token behind it, where the org wants one.
    """
    url = f"{login_url.rstrip('/')}/services/Soap/u/{_VERSION}"
    headers = {"Content-Type": "text/xml; charset=UTF-8", "SOAPAction": '""'}
    response = session.request("POST", url, data=soap.login(username, password), headers=headers)
    try:
        access_token, server = soap.session_of(response.content)
    except soap.SoapFault as problem:
        raise _refused(problem.code) from None
    except ValueError:
        if response.status_code >= 500:
            raise PortFault(fault_of(problem_of(503, None))) from None
        raise not_the_api(url, SERVICE) from None
    parts = urlsplit(server)
    return Grant(Tokens(access_token, ""), f"{parts.scheme}://{parts.netloc}")


def _refused(code: str) -> PortFault:
    if code in _WRONG:
        message = say("Salesforce refused the user name, the password or the security token.")
        action = say("Type them again; after a few wrong ones Salesforce locks the user out.")
    else:
        message = say("This org does not let programs sign in with a password ({code}).", code=code)
        action = say("Sign in with the browser instead.")
    return PortFault(Fault(FaultClass.AUTH_NEEDED, "auth", message, action, vendor=code))
