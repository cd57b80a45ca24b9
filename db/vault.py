"""The vault: what is known of a person is sealed with a key that is not in the database."""

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_LEAST_VARIETY = 16  # different bytes of 32; random ones have fewer in one key of 10^16


class WrongKey(Exception):
    """A sealed value does not open: it was sealed with another key, or was changed."""


class Vault:
    """Seals and opens with AES-256-GCM; finds again through a keyed hash. `purpose` binds a value to its column."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"expected {KEY_BYTES} bytes")
        self._cipher = AESGCM(_derived(key, b"siaga seal"))
        self._hash_key = _derived(key, b"siaga lookup")
        self._check_secret = _derived(key, b"siaga check codes")
        self._chain_key = _derived(key, b"siaga memory")

    @property
    def check_secret(self) -> bytes:
        """What the check codes under announcements are made with: nobody without the key can make one up."""
        return self._check_secret

    def seal(self, plain: bytes, purpose: bytes) -> bytes:
        """Seal bytes; two calls never give the same result."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, purpose)

    def open(self, sealed: bytes, purpose: bytes) -> bytes:
        """Open what `seal` made for the same purpose. Raises `WrongKey`."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose)
        except (InvalidTag, ValueError) as error:
            raise WrongKey from error

    def link(self, content: bytes) -> bytes:
        """The keyed hash of a link of the memory: whoever has the database alone cannot make one."""
        return hmac.digest(self._chain_key, content, hashlib.sha256)

    def lookup(self, telegram_id: int) -> bytes:
        """The keyed hash by which a Telegram id is found again without being stored."""
        return hmac.digest(self._hash_key, str(telegram_id).encode(), hashlib.sha256)


def new_key() -> str:
    """A fresh key as it is written into a file: 32 random bytes in base64."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def is_weak(key: bytes) -> bool:
    """Whether a key was surely typed and not made at random: nobody should begin a database with it."""
    return len(set(key)) < _LEAST_VARIETY


def key_from(text: str) -> bytes:
    """The key that base64 text holds. Raises `ValueError` when it is not 32 bytes of base64."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(key) != KEY_BYTES:
        raise ValueError(f"expected {KEY_BYTES} bytes")
    return key


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose).derive(key)
