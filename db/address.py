"""Where a resort's database is: a file for SQLite, or a schema on a PostgreSQL server."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, unquote

DEFAULT_SCHEMA = "siaga"
_SERVER = re.compile(r"postgres(?:ql)?://")
# What libpq reads, with every special sign of a name or a password written with %: else parts of a password would be
# taken, and shown, as a host.
_SIGN = r"(?:[^\s@/?#%\[\]]|%[0-9A-Fa-f]{2})"
_HOST = rf"(?:\[[0-9A-Za-z:.%]+\]|(?:(?!:){_SIGN})*)(?::[0-9]{{0,5}})?"
_URL = re.compile(
    rf"postgres(?:ql)?://(?P<who>{_SIGN}*@)?(?P<hosts>{_HOST}(?:,{_HOST})*)(?P<database>/{_SIGN}*)?"
    rf"(?:\?(?P<options>\w+=(?:{_SIGN}|/)*(?:&\w+=(?:{_SIGN}|/)*)*))?"
)


@dataclass(frozen=True, slots=True)
class Schema:
    """One resort's schema on a PostgreSQL server. `url` may hold a password: it is not part of what is shown."""

    url: str = field(repr=False)
    name: str = DEFAULT_SCHEMA

    def __str__(self) -> str:
        parts = _parts(self.url)
        hosts = unquote(",".join(parse_qs(parts["options"] or "").get("host", [])) or parts["hosts"] or "")
        return f"postgresql://{hosts}{parts['database'] or ''} ({self.name})"


Address = Path | Schema


def address_of(url: str) -> Address:
    """The database that `sqlite:///PATH` or `postgresql://…/DATABASE?schema=NAME` means. Raises `ValueError`."""
    scheme, _, path = url.partition(":///")
    if scheme == "sqlite" and path:
        return Path(path)
    if not _SERVER.match(url):
        raise ValueError("expected sqlite:///PATH or postgresql://USER@HOST/DATABASE")
    parts = _parts(url)
    options = [each for each in (parts["options"] or "").split("&") if each]
    [name] = [each.removeprefix("schema=") for each in options if each.startswith("schema=")][-1:] or [DEFAULT_SCHEMA]
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise ValueError("a schema's name is made of small letters, digits and _")
    return Schema(_url_with(parts, [each for each in options if not each.startswith("schema=")]), name)


def url_of(where: Address) -> str:
    """The address as `address_of` reads it, also from another folder. It may hold a password."""
    if isinstance(where, Path):
        return f"sqlite:///{where.absolute()}"
    parts = _parts(where.url)
    return _url_with(parts, [*([parts["options"]] if parts["options"] else []), f"schema={where.name}"])


def _parts(url: str) -> dict[str, str | None]:
    parts = _URL.fullmatch(url)
    if parts is None:
        raise ValueError(
            "expected postgresql://USER:PASSWORD@HOST/DATABASE, where a special sign of the password is written"
            " with its number: %40 for @, %3A for :, %2F for /, %3F for ?, %23 for #, %25 for %, %20 for a space"
        )
    return parts.groupdict()


def _url_with(parts: dict[str, str | None], options: list[str]) -> str:
    behind = f"?{'&'.join(options)}" if options else ""
    return f"postgresql://{parts['who'] or ''}{parts['hosts']}{parts['database'] or ''}{behind}"
