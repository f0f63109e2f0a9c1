"""The signing key of the tenant: made when it is first needed, told as a JWK set, used for identity tokens.

https://openid.net/specs/openid-connect-core-1_0.html#IDToken. Knows nothing of who signs in.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

KEY_ID = "sandbox-1"


class SigningKey:
    """An RSA key for RS256; another one in each run, which is why clients fetch the set."""

    def __init__(self) -> None:
        self._made: rsa.RSAPrivateKey | None = None

    def key_set(self) -> dict[str, Any]:
        """The public half as a JWK set."""
        numbers = self._key().public_key().public_numbers()
        modulus, exponent = (_unpadded(n.to_bytes((n.bit_length() + 7) // 8)) for n in (numbers.n, numbers.e))
        return {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": KEY_ID, "n": modulus, "e": exponent}]}

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A signed token with these claims."""
        head = {"typ": "JWT", "alg": "RS256", "kid": KEY_ID}
        parts = ".".join(_unpadded(json.dumps(part, separators=(",", ":")).encode()) for part in (head, dict(claims)))
        return f"{parts}.{_unpadded(self._key().sign(parts.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def _key(self) -> rsa.RSAPrivateKey:
        if self._made is None:
            self._made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        return self._made


def _unpadded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
