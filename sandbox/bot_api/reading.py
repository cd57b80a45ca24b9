"""Reads a call out of an HTTP request: query, JSON, urlencoded or multipart, GET or POST."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from sandbox.bot_api.parameters import KINDS, check
from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Params, Upload


async def read(request: web.BaseRequest, method: str, query: str) -> Params:
    """The checked parameters of the call."""
    kind = request.content_type if request.can_read_body else ""
    if kind == "application/json":
        body = await request.read()
        if not body:
            return check(method, _query(query), form=True)
        try:
            given = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise bad("can't parse request body as JSON") from None
        if not isinstance(given, dict):
            raise bad("request body must be a JSON object")
        if query:
            return Params(check(method, _query(query), form=True) | check(method, given, form=False))
        return check(method, given, form=False)
    if kind == "application/x-www-form-urlencoded":
        text = (await request.read()).decode("utf-8", "replace")
        return check(method, {**_query(query), **dict(parse_qsl(text, keep_blank_values=True))}, form=True)
    if kind == "multipart/form-data":
        return await _multipart(request, method, query)
    return check(method, _query(query), form=True)


def _query(query: str) -> Mapping[str, object]:
    return dict(parse_qsl(query, keep_blank_values=True)) if query else {}


async def _multipart(request: web.BaseRequest, method: str, query: str) -> Params:
    given: dict[str, object] = {**_query(query)}
    uploads: dict[str, Upload] = {}
    try:
        parts = await request.post()
    except ValueError:
        raise bad("can't parse multipart/form-data") from None
    for name, value in parts.items():
        if isinstance(value, web.FileField):
            upload = Upload(value.filename, value.content_type, value.file.read())
            if name in KINDS[method].fields:
                given[name] = upload
            else:
                uploads[name] = upload
        else:
            given[name] = bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | bytearray) else value
    text = " ".join(value for value in given.values() if isinstance(value, str))
    for name in uploads:
        if f"attach://{name}" not in text:
            raise bad(f'unknown parameter "{name}": {method} has none of that name and nothing attaches it')
    params = check(method, given, form=True)
    params.uploads = uploads
    return params
