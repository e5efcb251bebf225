"""A passkey of the right shape that no device holds, so that pages which offer one can be drawn."""

from typing import Any

from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)


def made_by(device: bytes) -> dict[str, Any]:
    """What a browser answers when a passkey is made."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    held = AttestedCredentialData.create(Aaguid(bytes(16)), device, key)
    data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, held)
    said = CollectedClientData.create(type="webauthn.create", challenge=bytes(32), origin="http://testserver")
    answer = AuthenticatorAttestationResponse(
        client_data=said, attestation_object=AttestationObject.create("none", data, {})
    )
    return dict(RegistrationResponse(raw_id=device, response=answer))
