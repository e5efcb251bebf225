"""Who is sending: a signed note for the push service (RFC 8292), made with the installation's own key."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from kith.core.clock import now

GOOD_FOR = timedelta(hours=12)


def in_text(raw: bytes) -> str:
    """Base64 for addresses, without padding (RFC 7515)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def out_of_text(text: str) -> bytes:
    """What `in_text` made. Raises ValueError when it is no such text."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def is_ready() -> bool:
    """Whether this installation has a key to sign with; without one, nothing is offered."""
    return bool(settings.KITH_PUSH_KEY)


def is_sound() -> bool:
    """Whether that key is one: a number on the curve."""
    try:
        _key(settings.KITH_PUSH_KEY)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=2)
def _key(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(out_of_text(text), "big"), ec.SECP256R1())


def public_key() -> str:
    """The key browsers bind a subscription to, as they want it: an uncompressed point in base64."""
    return in_text(
        _key(settings.KITH_PUSH_KEY).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    )


def authorization(endpoint: str) -> str:
    """The header for one push service: a token for its origin, signed with ES256, and the key to check it by."""
    there = urlsplit(endpoint)
    claims = {
        "aud": f"{there.scheme}://{there.netloc}",
        "exp": int((now() + GOOD_FOR).timestamp()),
        "sub": settings.SITE_URL if settings.HTTPS else f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }
    said = ".".join(in_text(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(_key(settings.KITH_PUSH_KEY).sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={said}.{in_text(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={public_key()}"
