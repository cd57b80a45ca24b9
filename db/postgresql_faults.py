"""What a PostgreSQL server says that goes wrong: what is the world's fault, and what a person can do about it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg

from db.engine import Damaged, Unavailable

_PASSING = (  # see the server's list of error codes: the class, or the whole code
    # connection, resources (full disk, too many connections), shut down, its disk or memory fails, deadlock
    *("08", "53", "57", "58", "40"),
    *("25006", "25P03", "25P04", "55P03"),  # read-only (a standby), idle for too long, at it for too long, locked
    "42501",  # a right that was taken away, and may be given back
)
_DAMAGE = ("XX001", "XX002")
# What a server says that will not let us in, and what to do; the words are those of a server that speaks English.
_REFUSALS = (
    ("password authentication failed", "the password or the role in the address is wrong, or the password expired"),
    ("is not permitted to log in", "give the role back its LOGIN"),
    ("no password supplied", "the address names no password: postgresql://ROLE:PASSWORD@HOST/DATABASE"),
    ("no encryption", "its pg_hba.conf lets this machine in, if at all, only with sslmode=require in the address"),
    ("no pg_hba.conf entry", "the server lets nobody in from this machine: add a line to its pg_hba.conf"),
    ("root certificate file", "sslrootcert in the address names no certificate that can be read"),
    ("private key file", "sslkey in the address names no key that can be read, or others can read it too"),
    ("certificate verify failed", "the server's certificate is not of the authority that sslrootcert names"),
    ("does not match host name", "name the server as its certificate does, or use sslmode=verify-ca"),
    ("unsupported startup parameter", "this is a pooler such as pgbouncer: name the server itself"),
    ("does not exist", "was it renamed? New ones are made with deploy/postgresql/role.sql"),
    ("permission denied", "give the role its rights with deploy/postgresql/role.sql"),
    ("no schema has been selected", "give the role its rights on the schema with deploy/postgresql/role.sql"),
    ("invalid integer value", "the address is misspelt"),
    ("invalid port number", "the address is misspelt"),
    ("invalid connection option", "the address is misspelt behind its question mark"),
    ("invalid URI query parameter", "the address is misspelt behind its question mark"),
    ("invalid sslmode value", "the address is misspelt behind its question mark"),
    ("server does not support SSL", "let the server take encrypted connections (ssl = on)"),
)
_HINTS = (
    ("hot standby mode", "a standby that nobody has promoted"),
    ("read-only", "a standby that nobody has promoted, or a server set to read-only"),
    ("No space left on device", "the server's disk is full: make room there"),
    ("could not extend file", "the server's disk is full: make room there"),
    ("could not write init file", "the server's disk is full: make room there"),
    ("Connection refused", "is PostgreSQL running there, and listening on this address?"),
    ("failed to resolve host", "the name is not known here"),
    ("timeout expired", "check the network and the firewall"),
    ("No route to host", "check the network and the firewall"),
    ("starting up", "wait until the server has recovered"),
    ("shutting down", "start the server again"),
    ("too many connections", "raise the role's CONNECTION LIMIT or the server's max_connections"),
    ("too many clients", "raise the server's max_connections"),
    ("connection slots are reserved", "raise the server's max_connections"),
)


class Denied(Unavailable):
    """The server does not let us in until a person has put something right; the text says what."""


@contextmanager
def worlds_faults() -> Iterator[None]:
    """What is the world's fault, such as a lost connection, is `Unavailable`."""
    try:
        yield
    except psycopg.Error as error:
        raise (worlds_fault(error) or error) from error


def worlds_fault(error: BaseException) -> Unavailable | None:
    """What to say where it is the world's fault and not ours; None for a wrong statement, which stays wrong."""
    if not isinstance(error, psycopg.Error):
        return None
    code = error.sqlstate or ""
    if code in _DAMAGE:
        return Damaged(first_line(error))
    if isinstance(error, psycopg.errors.UndefinedTable):  # every one was there when this program began
        return Denied(f"{first_line(error)} (its schema was dropped or renamed: put it back, or restore a backup)")
    if isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.errors.InvalidSchemaName):
        return Denied(_with_hint(first_line(error), _REFUSALS))
    lost = not code and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return Unavailable(_with_hint(first_line(error), _HINTS)) if lost or code.startswith(_PASSING) else None


def not_connected(error: psycopg.Error) -> Unavailable:
    """Why there is no connection: of several servers, what the one says that answered."""
    lines = [line.strip().removeprefix("connection failed: ") for line in str(error).splitlines() if line.strip()]
    for table, kind in ((_REFUSALS, Denied), (_HINTS, Unavailable)):
        for line in lines:
            if (said := _with_hint(line, table)) != line:
                return kind(said)
    return Unavailable(lines[0] if lines else "")


def _with_hint(said: str, table: Sequence[tuple[str, str]]) -> str:
    return next((f"{said} ({hint})" for words, hint in table if words in said), said)


def first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
