"""Checks a call's parameters against the vocabulary: names, presence and types, down into reply_markup."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

import orjson

from sandbox.bot_api.vocabulary import METHODS, OBJECTS, SHARED
from sandbox.telegram.refusals import Refusal, bad, not_played
from sandbox.telegram.shapes import Params, Raw, Upload

Check = Callable[[object, str], object]  # value and where it stands in; the value out, or a Refusal


class Field(NamedTuple):
    """One parameter or key: its check, and whether it is required, fixed to a value, or known but not played."""

    check: Check
    plain: bool  # arrives as it is in a form; anything else is JSON inside the form
    required: bool = False
    value: str | None = None
    played: bool = True


class Kind(NamedTuple):
    """The keys of an object or the parameters of a method."""

    name: str
    fields: Mapping[str, Field]
    required: tuple[str, ...]


# How the real server words the absence of the most usual parameters.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "from_chat_id": "chat_id is empty",
    "user_id": "invalid user_id specified",
    "file_id": "invalid file_id",
    "callback_query_id": "invalid query_id specified",
}


def check(method: str, given: Mapping[str, object], *, form: bool) -> Params:
    """The parameters of `method` (as the vocabulary spells it), or a Refusal that names what is wrong.

    `form` says that the values came as text (query, urlencoded, multipart), so numbers and JSON are still to be read.
    """
    kind = KINDS[method]
    fields = kind.fields
    params = Params()
    for name, value in given.items():
        field = fields.get(name)
        if field is None:
            raise bad(f'unknown parameter "{name}": {method} has none of that name')
        if value is None:
            continue
        if not field.played:
            raise not_played(f'parameter "{name}"')
        if form and not field.plain and isinstance(value, str):
            if not value:
                continue
            try:
                value = orjson.loads(value)
            except orjson.JSONDecodeError:
                value = _loose(value)
        params[name] = field.check(value, name)
    for name in kind.required:
        if name not in params:
            raise bad(_MISSING.get(name, f'parameter "{name}" is required'))
    return params


def _loose(value: str) -> object:
    """A form's value that is not JSON: Telegram reads True and yes as truth too; the rest fails its check as text."""
    return {"true": True, "yes": True, "false": False, "no": False}.get(value.lower(), value)


def _integer(value: object, where: str) -> object:
    if type(value) is not int:
        raise bad(f'parameter "{where}" must be an Integer')
    return value


def _float(value: object, where: str) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise bad(f'parameter "{where}" must be a Float')
    return float(value)


def _boolean(value: object, where: str) -> object:
    if value is True or value is False:
        return value
    if type(value) is int and value in (0, 1):  # "1" in a form
        return bool(value)
    raise bad(f'parameter "{where}" must be a Boolean')


def _string(value: object, where: str) -> object:
    if not isinstance(value, str):
        raise bad(f'Field "{where}" must be of type String')
    return value


def _chat(value: object, where: str) -> object:
    if type(value) is int:
        return value
    if isinstance(value, str) and value:
        if value.lstrip("-").isdecimal():
            return int(value)
        if value.startswith("@"):
            return value
        raise bad("chat not found")
    raise bad(f'parameter "{where}" must be an Integer or a String')


def _file(value: object, where: str) -> object:
    if isinstance(value, str | Upload):
        return value
    raise bad(f'parameter "{where}" must be a file or a String')


def _object(value: object, where: str) -> object:
    if not isinstance(value, dict):
        raise bad(f'parameter "{where}" must be a JSON object')
    return value


_SCALARS: dict[str, Check] = {
    "int": _integer,
    "float": _float,
    "bool": _boolean,
    "str": _string,
    "chat": _chat,
    "file": _file,
    "object": _object,
}


def _array(inner: Check) -> Check:
    def read(value: object, where: str) -> object:
        if not isinstance(value, list):
            raise bad(f'parameter "{where}" must be an Array')
        return [inner(each, where) for each in value]

    return read


def _shaped(name: str) -> Check:
    """The check of a named object; unknown keys are refused."""

    def read(value: object, where: str) -> object:
        if not isinstance(value, dict):
            raise bad("object expected as reply markup" if where == "reply_markup" else f"{where}: object expected")
        kind = KINDS[name]
        for key, inner in cast(Raw, value).items():
            field = kind.fields.get(key)
            if field is None:
                raise bad(f'unknown key "{key}" in {where}: {kind.name} has none of that name')
            if not field.played:
                raise not_played(f"{kind.name}.{key}")
            field.check(inner, key)
        for key in kind.required:
            if key not in value:
                raise bad(f'{where}: Can\'t find field "{key}" of {kind.name}')
        return value

    return read


def _fits(name: str, value: Raw) -> bool:
    kind = KINDS[name]
    return all(key in value and kind.fields[key].value in (None, value[key]) for key in kind.required)


def _one_of(names: list[str]) -> Check:
    checks = [(name, _check_for(name)) for name in names]

    def read(value: object, where: str) -> object:
        for name, inner in checks:
            if name in _SCALARS:
                if not isinstance(value, dict):
                    return inner(value, where)
            elif isinstance(value, dict) and _fits(name, value):
                return inner(value, where)
        raise bad("object expected as reply markup" if where == "reply_markup" else f'wrong "{where}" specified')

    return read


def _check_for(kind: str) -> Check:
    if kind in _SCALARS:
        return _SCALARS[kind]
    if kind.startswith("["):
        return _array(_check_for(kind[1:-1]))
    if "|" in kind:
        return _one_of(kind.split("|"))
    return _shaped(kind)


def _fixed(value: str) -> Check:
    def read(given: object, where: str) -> object:
        if given != value:
            raise bad(f'"{where}" must be "{value}"')
        return given

    return read


def _fields(words: list[str], shared: Mapping[str, list[str]]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for word in words:
        if word.startswith("+"):
            fields |= _fields(shared[word[1:]], shared)
            continue
        head, _, kind = word.partition(":")
        name, _, value = head.partition("=")
        bare = name.rstrip("!?")
        kind = kind or "str"
        fields[bare] = Field(
            _fixed(value) if value else _check_for(kind),
            plain=kind in ("str", "chat", "file"),
            required=bool(value) or name.endswith("!"),
            value=value or None,
            played=not name.endswith("?"),
        )
    return fields


def _lines(table: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in map(str.split, table.strip().splitlines())}


def _kinds() -> dict[str, Kind]:
    shared = _lines(SHARED)
    kinds = {}
    for name, words in (_lines(OBJECTS) | _lines(METHODS)).items():
        fields = _fields(words, shared)
        kinds[name] = Kind(name, fields, tuple(key for key, field in fields.items() if field.required))
    return kinds


KINDS: Mapping[str, Kind] = _kinds()
SPELLING: Mapping[str, str] = {name.lower(): name for name in _lines(METHODS)}  # Telegram ignores case here


def spelled(method: str) -> str:
    """The method's own spelling, or 404 as Telegram answers to one it does not have."""
    try:
        return SPELLING[method.lower()]
    except KeyError:
        raise Refusal(404, "Not Found: method not found") from None
