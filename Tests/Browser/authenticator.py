"""An authenticator app: what it shows at a moment (RFC 6238)."""

import base64
import hashlib
import hmac
import struct


def code(secret: str, moment: float) -> str:
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.new(key, struct.pack(">Q", int(moment // 30)), hashlib.sha1).digest()
    offset = mac[19] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"
