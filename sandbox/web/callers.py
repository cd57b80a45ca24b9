"""Who may ask the stand-in anything: programs of this machine, and its own page; no page from elsewhere."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web


def is_local(request: web.BaseRequest) -> bool:
    """Whether a request names this machine by address, and no page of another site makes it.

    A page elsewhere can have its own name resolved to 127.0.0.1; the `Host` header then still holds that name.
    """
    host = request.headers.get("Host", "")
    if not _is_address(host):
        return False
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{host}":
        return False
    is_from_elsewhere = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
    return not is_from_elsewhere or request.path == "/"  # a link to the page may stand anywhere


def _is_address(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or bool(ip_address(name))
    except ValueError:
        return False
