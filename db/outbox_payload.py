"""What a row of the outbox says of its message, as it is stored: sealed, and with the version of its shape.

Version 3 can say what is to be stamped on a picture. Version 2 keeps what is not for Telegram beside the parameters.
Rows without a version are version 1: there the keys `earlier`, `others` and `file` stood among the parameters, and a
file lay in the row itself.
"""

import base64
from dataclasses import dataclass
from typing import NewType

import orjson

from conversations.render import Params
from db.vault import Vault, WrongKey

OutboxId = NewType("OutboxId", int)
VERSION = 3
PURPOSE = b"outbox.payload"


class Unreadable(Exception):
    """A stored message of a shape that this version does not know."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of ours to send in one field of a call: it lies on disk, or, in version 1, in the row itself."""

    field: str
    name: str  # as the recipient sees it
    path: str = ""  # below the folder of the database
    content: bytes = b""
    stamp: str = ""  # to be written below the picture when it is sent


@dataclass(frozen=True, slots=True)
class Payload:
    """The parameters of a call without its chat, and what the sender adds to them.

    `edits` is the row of the message to change, whose Telegram number is not known yet or may have changed.
    """

    params: Params
    edits: OutboxId | None = None
    upload: Upload | None = None


def sealed(vault: Vault, payload: Payload, chat: int) -> bytes:
    """A payload as it is stored: bound to the chat it is for, so that it reaches no other."""
    stored: dict[str, object] = {"v": VERSION, "params": payload.params}
    if payload.edits is not None:
        stored["edits"] = payload.edits
    if (upload := payload.upload) is not None:
        stored["upload"] = {"field": upload.field, "name": upload.name, "path": upload.path, "stamp": upload.stamp}
    return vault.seal(orjson.dumps(stored), PURPOSE, chat)


def opened(vault: Vault, stored: bytes, chat: int) -> Payload:
    """The payload of any version up to ours, of a message to this chat. Raises `Unreadable`."""
    try:
        content = orjson.loads(vault.open(stored, PURPOSE, chat))
        match content.get("v", 1):
            case 1:
                return _first(content)
            case 2 | 3:
                return _second(content)
            case version:
                raise Unreadable(f"version {version}")
    except (WrongKey, orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(type(error).__name__) from error


def _first(params: Params) -> Payload:
    earlier, file = params.pop("earlier", None), params.pop("file", None)
    upload = None
    if isinstance(file, dict):
        upload = Upload(str(file["field"]), str(file["name"]), content=base64.b64decode(file["content"]))
    return Payload(params, None if earlier is None else OutboxId(int(str(earlier))), upload)


def _second(content: dict[str, object]) -> Payload:
    params, edits, upload = content["params"], content.get("edits"), content.get("upload")
    if not isinstance(params, dict):
        raise TypeError
    return Payload(
        params,
        None if edits is None else OutboxId(int(str(edits))),
        Upload(**upload) if isinstance(upload, dict) else None,
    )
