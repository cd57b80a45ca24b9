"""The page of phones as files over HTTP, and the files of the world as a browser may safely show them."""

from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from sandbox.world.files import File

_FOLDER = Path(__file__).parent / "page"
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' blob:; media-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"  # no text can become markup, not even by mistake
)
_GUARDED: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# What a browser may show in place, by first bytes: never by what the sender called it.
_SHOWN = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG", 0, "image/png"),
    (b"GIF8", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"OggS", 0, "audio/ogg"),
    (b"\x1a\x45\xdf\xa3", 0, "video/webm"),
    (b"ftyp", 4, "video/mp4"),
    (b"ID3", 0, "audio/mpeg"),
)


def page(path: str) -> web.Response | None:
    """A file of the page by its path in the address; None if there is none."""
    name = path.removeprefix("/") or "index.html"
    file = next((each for each in _FOLDER.iterdir() if each.name == name and each.suffix in _TYPES), None)
    if file is None:
        return None
    return web.Response(
        body=file.read_bytes(),
        content_type=_TYPES[file.suffix],
        charset="utf-8",
        headers={**_GUARDED, "Cache-Control": "no-cache"},
    )


def download(file: File) -> web.Response:
    """A file of the world: pictures and sounds to look at, all else only to save."""
    shown = next((mime for mark, at, mime in _SHOWN if file.data.startswith(mark, at)), None)
    return web.Response(
        body=file.data,
        content_type=shown or "application/octet-stream",
        headers={
            **_GUARDED,
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": "inline" if shown else "attachment",
            "Cache-Control": "private, max-age=3600",
        },
    )
