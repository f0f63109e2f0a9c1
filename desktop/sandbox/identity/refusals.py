"""The refusals of the sign-in service, each with Microsoft's number, OAuth word and text.

https://learn.microsoft.com/entra/identity-platform/reference-error-codes. Knows nothing of HTTP.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

_CATALOGUE: dict[int, tuple[str, str, str]] = {
    28000: ("invalid_request", "", "The scopes belong to more than one resource."),
    50076: (
        "invalid_grant",
        "basic_action",
        "Due to a configuration change made by your administrator, or because you moved to a new location, you must "
        "use multi-factor authentication to access the resource.",
    ),
    50126: ("invalid_grant", "", "Error validating credentials due to invalid username or password."),
    50173: (
        "invalid_grant",
        "bad_token",
        "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
    ),
    53003: (
        "invalid_grant",
        "message_only",
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.",
    ),
    54005: ("invalid_grant", "", "OAuth2 Authorization code was already redeemed, please retry with a new valid code."),
    65001: (
        "invalid_grant",
        "consent_required",
        "The user or administrator has not consented to use the application. Send an interactive authorization request "
        "for this user and resource.",
    ),
    65004: ("access_denied", "", "User declined to consent to access the app."),
    70000: ("invalid_grant", "bad_token", "Provided grant is invalid or malformed."),
    70008: ("invalid_grant", "", "The provided authorization code or refresh token has expired due to inactivity."),
    70011: ("invalid_scope", "", "The provided value for the input parameter 'scope' isn't valid."),
    70016: ("authorization_pending", "", "OAuth 2.0 device flow error. Authorization is pending. Continue polling."),
    70018: ("bad_verification_code", "", "Invalid verification code."),
    70020: ("expired_token", "", "The provided value for the input parameter 'device_code' isn't valid: it expired."),
    70003: ("unsupported_grant_type", "", "The app requested an unsupported grant type."),
    90002: ("invalid_request", "", "Tenant not found. Check to make sure you have the correct tenant ID."),
    90094: (
        "access_denied",
        "",
        "An administrator of Contoso has set a policy that prevents you from granting this application the permissions "
        "it is requesting. Contact an administrator who can grant permissions to this application on your behalf.",
    ),
    501481: ("invalid_grant", "", "The Code_Verifier does not match the code_challenge supplied in the request."),
    700016: ("unauthorized_client", "", "Application was not found in the directory."),
    700082: (
        "invalid_grant",
        "bad_token",
        "The refresh token has expired due to inactivity.",
    ),
    900144: ("invalid_request", "", "The request body must contain a parameter that is missing."),
    50011: ("invalid_request", "", "The redirect URI does not match the redirect URIs configured for the application."),
}
_CLAIMS = '{"access_token":{"capolids":{"essential":true,"values":["5b1d8c4e-7d8b-4c3a-9f0a-5a2d9c1e0001"]}}}'
CODES = tuple(f"AADSTS{number}" for number in _CATALOGUE)


class Refused(Exception):
    """A refusal by its number in Microsoft's catalogue."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def error(self) -> str:
        """The OAuth word."""
        return _CATALOGUE[self.number][0]

    @property
    def description(self) -> str:
        """The number and the text, as Microsoft writes it."""
        return f"AADSTS{self.number}: {_CATALOGUE[self.number][2]}"

    def body(self, now: datetime) -> dict[str, Any]:
        """The JSON answer of the token endpoint."""
        _, suberror, _ = _CATALOGUE[self.number]
        told: dict[str, Any] = {
            "error": self.error,
            "error_description": f"{self.description} Timestamp: {now:%Y-%m-%d %H:%M:%SZ}",
            "error_codes": [self.number],
            "timestamp": f"{now:%Y-%m-%d %H:%M:%SZ}",
        }
        if suberror:
            told["suberror"] = suberror
        if self.number in (50076, 53003):
            told["claims"] = _CLAIMS
        return told
