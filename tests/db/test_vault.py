"""The vault: opens what it sealed for the same purpose with the same key, and nothing else."""

import base64
import os

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.vault import Vault, WrongKey, key_from, new_key

KEYS = st.binary(min_size=32, max_size=32)
VAULT = Vault(bytes(32))


@given(KEYS, st.binary(), st.binary())
def test_what_is_sealed_opens_again(key: bytes, plain: bytes, purpose: bytes) -> None:
    vault = Vault(key)
    sealed = vault.seal(plain, purpose)
    assert vault.open(sealed, purpose) == plain
    assert Vault(key).open(sealed, purpose) == plain


@given(KEYS, KEYS, st.binary())
def test_another_key_opens_nothing(key: bytes, other: bytes, plain: bytes) -> None:
    assume(key != other)
    with pytest.raises(WrongKey):
        Vault(other).open(Vault(key).seal(plain, b"chats.sealed"), b"chats.sealed")


@given(st.binary(), st.binary(), st.binary())
def test_a_value_moved_to_another_column_does_not_open(plain: bytes, purpose: bytes, other: bytes) -> None:
    assume(purpose != other)
    with pytest.raises(WrongKey):
        VAULT.open(VAULT.seal(plain, purpose), other)


@given(st.binary(), st.data())
def test_a_changed_value_does_not_open(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(VAULT.seal(plain, b"-"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(WrongKey):
        VAULT.open(bytes(sealed), b"-")


@given(st.binary(max_size=40))
def test_bytes_that_were_never_sealed_do_not_open(made_up: bytes) -> None:
    with pytest.raises(WrongKey):
        VAULT.open(made_up, b"-")


@given(st.binary(min_size=8))
def test_a_sealed_value_shows_nothing_and_never_repeats(plain: bytes) -> None:
    sealed = VAULT.seal(plain, b"-")
    assert plain not in sealed
    assert VAULT.seal(plain, b"-") != sealed


@given(st.integers(-(1 << 52), 1 << 52), st.integers(-(1 << 52), 1 << 52), KEYS)
def test_an_id_is_found_again_only_with_the_key(telegram_id: int, other: int, key: bytes) -> None:
    assume(telegram_id != other)
    assert VAULT.lookup(telegram_id) == Vault(bytes(32)).lookup(telegram_id)
    assert VAULT.lookup(telegram_id) != VAULT.lookup(other)
    assume(key != bytes(32))
    assert VAULT.lookup(telegram_id) != Vault(key).lookup(telegram_id)


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_key_has_32_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(os.urandom(size))
    with pytest.raises(ValueError, match="32 bytes"):
        key_from(base64.b64encode(os.urandom(size)).decode())


@pytest.mark.parametrize("text", ["tidak base64!", "é" * 44, "====", "AAAA\x00"])
def test_what_is_not_base64_is_no_key(text: str) -> None:
    with pytest.raises(ValueError, match=r"base64|32 bytes|ASCII"):
        key_from(text)


def test_a_new_key_is_a_key_and_never_the_same() -> None:
    assert len(key_from(new_key())) == 32
    assert new_key() != new_key()
    assert key_from(f"  {new_key()}\n")
