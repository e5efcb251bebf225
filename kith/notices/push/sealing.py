"""Seals a message so that only the browser it is for can read it, not the push service in between (RFC 8291)."""

from __future__ import annotations

import os

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

from kith.notices.push.vapid import out_of_text

POINT, SECRET = 65, 16


def is_sound(p256dh: str, auth: str) -> bool:
    """Whether a browser's two keys are what they should be: a point on P-256 and sixteen bytes."""
    try:
        point, secret = out_of_text(p256dh), out_of_text(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return len(point) == POINT and len(secret) == SECRET


def seal(words: bytes, p256dh: str, auth: str) -> bytes:
    """The body of a push message: aes128gcm (RFC 8188), with a key and a salt made for this message alone."""
    return http_ece.encrypt(
        words,
        salt=os.urandom(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=out_of_text(p256dh),
        auth_secret=out_of_text(auth),
        version="aes128gcm",
    )
