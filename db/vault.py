"""The vault: what is known of a person is sealed with a key that is not in the database.

A seal is bound to its place: the table and column (`purpose`) and the row. Moved anywhere else it does not open.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Mapping

import orjson
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
FIRST = 1  # the number of the key a database was begun with
_VERSION = 2
_NONCE_BYTES = 12
_LEAST_VARIETY = 16  # different bytes of 32; random ones have fewer in one key of 10^16


class WrongKey(Exception):
    """A sealed value does not open: another key sealed it, or it was changed, or it belongs to another row."""


class _Keys:
    """What is derived from one data key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"expected {KEY_BYTES} bytes")
        self.data_key = key
        self.cipher = AESGCM(_derived(key, b"siaga seal"))
        self.lookup = _derived(key, b"siaga lookup")
        self.check = _derived(key, b"siaga check codes")
        self.chain = _derived(key, b"siaga memory")
        self.handle = _derived(key, b"siaga handle")
        self.voucher = _derived(key, b"siaga voucher")
        self.search = _derived(key, b"siaga search")
        self.erased = _derived(key, b"siaga erased")
        self.signer = Ed25519PrivateKey.from_private_bytes(_derived(key, b"siaga witness"))


class Vault:
    """Seals, opens, finds again through keyed hashes, and vouches for rows that give rights.

    It knows every key of a database by number. It seals with the current key, and opens with that and with those that
    are being replaced (`bot.py rotate-key`).
    """

    def __init__(self, key: bytes) -> None:
        self._keys = {FIRST: _Keys(key)}
        self.current = FIRST
        self._links: tuple[tuple[int, int], ...] = ()
        self._usable: tuple[int, ...] = (FIRST,)  # the current key, then those that are being replaced
        self.binding = False  # who reported, as an earlier release stored it, is still being sealed: see db/binding.py
        self.forged: set[str] = set()  # the rows that were refused since the start, by table and number
        self.put_back: frozenset[str] = frozenset()  # rows that give rights and are not as the memory has them
        self.taken_out: frozenset[str] = frozenset()  # and those that are no longer there
        self.reports_seen = 0  # the last report that was compared with the memory
        self.memory_seen = 0  # the newest event that was ever committed, as far as somebody has looked

    @property
    def data_key(self) -> bytes:
        """The current key itself."""
        return self._keys[self.current].data_key

    @property
    def newest_key(self) -> bytes:
        """The newest key itself, also while it is not in force."""
        return self._keys[max(self._keys)].data_key

    @property
    def renewing(self) -> bool:
        """Whether rows of an earlier key are left."""
        return len(self._usable) > 1

    @property
    def check_secret(self) -> bytes:
        """The secret of the check codes under announcements. Codes that were printed stay valid under a new key."""
        return self._keys[min(self._keys)].check

    def hold(
        self, current: int, keys: Mapping[int, bytes], *, renewing: bool, links: tuple[tuple[int, int], ...] = ()
    ) -> None:
        """Take over the keys of a database by number. Earlier ones open seals only while rows are being renewed.

        `links` are the first events that each key linked.
        """
        known = {keys_.data_key: keys_ for keys_ in self._keys.values()}
        self._keys = {number: known.get(key) or _Keys(key) for number, key in keys.items()}
        self.current, self._links = current, links
        earlier = sorted((number for number in keys if number < current), reverse=True)
        self._usable = (current, *earlier) if renewing else (current,)

    def seal(self, plain: bytes, purpose: bytes, row: int | bytes = b"") -> bytes:
        """Seal bytes for one row of a column; two calls never give the same result."""
        nonce = os.urandom(_NONCE_BYTES)
        head = bytes((_VERSION, self.current))
        return head + nonce + self._keys[self.current].cipher.encrypt(nonce, plain, _place(purpose, row))

    def open(self, sealed: bytes, purpose: bytes, row: int | bytes = b"") -> bytes:
        """Open what `seal` made for the same row of the same column. Raises `WrongKey`."""
        if len(sealed) < 2 or sealed[0] != _VERSION or sealed[1] not in self._usable:
            raise WrongKey
        nonce, content = sealed[2 : 2 + _NONCE_BYTES], sealed[2 + _NONCE_BYTES :]
        try:
            return self._keys[sealed[1]].cipher.decrypt(nonce, content, _place(purpose, row))
        except (InvalidTag, ValueError) as error:
            raise WrongKey from error

    def open_unbound(self, sealed: bytes, purpose: bytes) -> bytes:
        """Open a seal of the releases that bound none to its row; only `db.binding` may. Raises `WrongKey`."""
        try:
            return self._keys[FIRST].cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose)
        except (InvalidTag, ValueError) as error:
            raise WrongKey from error

    def is_current(self, sealed: bytes) -> bool:
        """Whether a seal or a voucher was made with the current key."""
        return sealed[1:2] == bytes((self.current,))

    def link(self, content: bytes, event: int | None = None) -> bytes:
        """The keyed hash of a link of the memory: nobody can make one who has the database alone.

        With the number of an event it is made with the key that was in force then, else with the current one.
        """
        key = self.current
        if event is not None and self._links:
            key = max((each for each in self._links if each[0] <= event), default=(0, FIRST))[1]
        return hmac.digest(self._keys[key].chain, content, hashlib.sha256)

    def erased_mark(self, of: bytes, value: str) -> bytes:
        """The name of something that was erased. It stays the same under a new key, as old backups have the first."""
        key = self._keys[min(self._keys)].erased
        return hmac.digest(key, _place(of, value.encode()), hashlib.sha256)

    def sign(self, content: bytes) -> bytes:
        """Sign what others are to hold: with Ed25519, so that they need no secret to check it."""
        return self._keys[self.current].signer.sign(content)

    def has_signed(self, content: bytes, signature: bytes) -> bool:
        """Whether `sign` made a signature, with this key or one before it."""
        for keys in self._keys.values():
            try:
                keys.signer.public_key().verify(signature, content)
            except InvalidSignature:
                continue
            return True
        return False

    @property
    def public_keys(self) -> list[bytes]:
        """What others check signatures with, the newest first."""
        return [
            self._keys[number].signer.public_key().public_bytes_raw() for number in sorted(self._keys, reverse=True)
        ]

    def lookup(self, telegram_id: int) -> bytes:
        """The keyed hash by which a Telegram id is found again without being stored."""
        return self.lookups(telegram_id)[0]

    def lookups(self, telegram_id: int) -> list[bytes]:
        """Like `lookup`, under each key that rows may still be of, the current one first."""
        content = str(telegram_id).encode()
        return [hmac.digest(self._keys[number].lookup, content, hashlib.sha256) for number in self._usable]

    def handle(self, table: bytes, chat: int) -> bytes:
        """The name of a chat in one table, which leads to no other table without the key."""
        return self.handles(table, chat)[0]

    def handles(self, table: bytes, chat: int) -> list[bytes]:
        """Like `handle`, under each key that rows may still be of, the current one first."""
        content = _place(table, chat)
        return [hmac.digest(self._keys[number].handle, content, hashlib.sha256) for number in self._usable]

    def word(self, word: str) -> int:
        """A word as the index of search holds it, a signed number of 64 bits: nobody can try words without the key."""
        return self.words(word)[0]

    def words(self, word: str) -> list[int]:
        """Like `word`, under each key that rows may still be of, the current one first."""
        content = word.encode()
        return [
            int.from_bytes(hmac.digest(self._keys[number].search, content, hashlib.sha256)[:8], signed=True)
            for number in self._usable
        ]

    def vouch(self, table: bytes, values: tuple[object, ...]) -> bytes:
        """A keyed hash over what a row gives rights by: a row that somebody else wrote has none that fits."""
        return bytes((_VERSION, self.current)) + self._voucher(self.current, table, values)

    def vouches(self, voucher: bytes | None, table: bytes, values: tuple[object, ...]) -> bool:
        """Whether a row is as `vouch` saw it."""
        if voucher is None or len(voucher) < 2 or voucher[0] != _VERSION or voucher[1] not in self._usable:
            return False
        return hmac.compare_digest(voucher[2:], self._voucher(voucher[1], table, values))

    def _voucher(self, key: int, table: bytes, values: tuple[object, ...]) -> bytes:
        written = orjson.dumps(
            [table.decode(), *(value.hex() if isinstance(value, bytes) else value for value in values)]
        )
        return hmac.digest(self._keys[key].voucher, written, hashlib.sha256)


def wrap(key: bytes, plain: bytes, purpose: bytes) -> bytes:
    """Seal with a bare key, for what has to be opened before the keys of a database are known."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_derived(key, b"siaga keyring")).encrypt(nonce, plain, purpose)


def unwrap(key: bytes, sealed: bytes, purpose: bytes) -> bytes:
    """Open what `wrap` made. Raises `WrongKey`."""
    try:
        cipher = AESGCM(_derived(key, b"siaga keyring"))
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose)
    except (InvalidTag, ValueError) as error:
        raise WrongKey from error


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


def _place(purpose: bytes, row: int | bytes) -> bytes:
    """Where a value stands: table, column and row, so that no two places are written alike."""
    head = b"%d:%b|" % (len(purpose), purpose)
    return head + (b"%d" % row if isinstance(row, int) else b"#" + row)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose).derive(key)
