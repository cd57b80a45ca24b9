"""Where a resort's database is: a file for SQLite, or a schema on a PostgreSQL server."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

DEFAULT_SCHEMA = "siaga"


@dataclass(frozen=True, slots=True)
class Schema:
    """One resort's schema on a PostgreSQL server. `url` may hold a password: it is not part of what is shown."""

    url: str = field(repr=False)
    name: str = DEFAULT_SCHEMA

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        return f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path} ({self.name})"


Address = Path | Schema


def address_of(url: str) -> Address:
    """The database that `sqlite:///PATH` or `postgresql://…/DATABASE?schema=NAME` means. Raises `ValueError`."""
    scheme, _, path = url.partition(":///")
    if scheme == "sqlite" and path:
        return Path(path)
    parts = urlsplit(url)
    if parts.scheme in ("postgresql", "postgres"):
        values = dict(parse_qsl(parts.query))
        name = values.pop("schema", DEFAULT_SCHEMA)
        if not name.isascii() or not name.replace("_", "a").isalnum() or name != name.lower() or name[0].isdigit():
            raise ValueError("a schema's name is made of small letters, digits and _")
        return Schema(urlunsplit(parts._replace(scheme="postgresql", query=urlencode(values))), name)
    raise ValueError("expected sqlite:///PATH or postgresql://USER@HOST/DATABASE")


def url_of(where: Address) -> str:
    """The address as `address_of` reads it, also from another folder. It may hold a password."""
    if isinstance(where, Path):
        return f"sqlite:///{where.absolute()}"
    parts = urlsplit(where.url)
    query = urlencode({**dict(parse_qsl(parts.query)), "schema": where.name})
    return urlunsplit(parts._replace(query=query))
