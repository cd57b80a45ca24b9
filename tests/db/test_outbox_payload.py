"""What a row of the outbox holds: its own shape goes in and comes out, and every older one is still read."""

import base64

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.outbox_payload import OutboxId, Payload, Unreadable, Upload, opened, sealed
from db.vault import Vault

VAULT = Vault(bytes(32))
PURPOSE = b"outbox.payload"
CHAT = 7
WORDS = st.text(max_size=20)
PARAMS = st.dictionaries(WORDS, WORDS | st.integers(-(2**53), 2**53) | st.booleans(), max_size=4)
UPLOADS = st.builds(Upload, WORDS, WORDS, WORDS, stamp=WORDS)


def stored(content: object) -> bytes:
    return VAULT.seal(orjson.dumps(content), PURPOSE, CHAT)


@given(st.builds(Payload, PARAMS, st.none() | st.integers(1, 2**53).map(OutboxId), st.none() | UPLOADS))
def test_what_is_stored_is_read_as_it_was(payload: Payload) -> None:
    assert opened(VAULT, sealed(VAULT, payload, CHAT), CHAT) == payload


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ({"text": "Halo", "message_id": 7}, Payload({"text": "Halo", "message_id": 7})),
        ({"earlier": 12, "text": "Halo"}, Payload({"text": "Halo"}, edits=OutboxId(12))),
        (
            {"file": {"field": "document", "name": "data.json", "content": base64.b64encode(b"{}").decode()}},
            Payload({}, upload=Upload("document", "data.json", content=b"{}")),
        ),
        (
            {"v": 2, "params": {}, "upload": {"field": "photo", "name": "a.jpg", "path": "copies/1-1.jpg"}},
            Payload({}, upload=Upload("photo", "a.jpg", "copies/1-1.jpg")),
        ),
    ],
)
def test_a_row_of_an_earlier_release_is_read(first: dict[str, object], expected: Payload) -> None:
    assert opened(VAULT, stored(first), CHAT) == expected


@pytest.mark.parametrize(
    "content", [{"v": 4}, {"v": "2"}, {"v": 2}, {"v": 2, "params": 1}, [], None, {"file": {"field": "document"}}]
)
def test_another_shape_is_unreadable_and_nothing_worse(content: object) -> None:
    with pytest.raises(Unreadable):
        opened(VAULT, stored(content), CHAT)


def test_a_message_that_was_copied_to_another_chat_does_not_open() -> None:
    with pytest.raises(Unreadable):
        opened(VAULT, sealed(VAULT, Payload({"text": "Nama pelapor"}), CHAT), CHAT + 1)
