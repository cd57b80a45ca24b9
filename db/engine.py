"""An engine under the database: what SQLite and PostgreSQL each do in their own way, and what a transaction is to both.

An engine has one connection that writes and one that reads, each with a thread of its own. Units of work that wait
together are handed to it together; the queue before it is `db.database`.
"""

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

from db.sql import Queries, Row
from db.standing import Standing
from db.vault import Vault

T = TypeVar("T")
Work = Callable[["Tx"], Coroutine[Any, Any, T]]


class Unavailable(Exception):
    """The database could not take the work now (locked, disk full): nothing was stored, try again."""


class Damaged(Unavailable):
    """The file itself is broken: nothing was stored, and nothing will be until a backup is put in place."""


class Tx:
    """An open transaction: named queries from `db/queries/`, `await tx.one("chats.by_id", id=…)`."""

    __slots__ = ("_connection", "_queries", "_vault", "standing")

    def __init__(self, connection: Any, queries: Queries, vault: Vault | None = None) -> None:
        self._connection = connection
        self._queries = queries
        self._vault = vault
        self.standing = Standing()  # what it leaves behind

    @property
    def vault(self) -> Vault:
        """The keys of this database. Raises `RuntimeError` while it has none: see `db.keys.unlock`."""
        if self._vault is None:
            raise RuntimeError("the database was opened without its key")
        return self._vault

    def holding(self, vault: Vault | None) -> "Tx":
        """The same transaction with the keys of its database."""
        return Tx(self._connection, self._queries, vault)

    async def one(self, query: str, **values: object) -> Row | None:
        """The first row of a `^` query, or None."""
        return cast("Row | None", self._queries[query](self._connection, **values))

    async def all(self, query: str, **values: object) -> list[Row]:
        """All rows of a query without a mark."""
        return list(self._queries[query](self._connection, **values))

    async def each(self, query: str, values: Iterable[Mapping[str, object]]) -> list[list[Row]]:
        """The rows of a query that reads, whichever its mark, for each set of values: on a server in one round trip."""
        return self._queries.each(self._connection, query, list(values))

    async def value(self, query: str, **values: object) -> Any:
        """The first column of the first row of a `^` query, or None."""
        row = self._queries[query](self._connection, **values)
        return None if row is None else row[0]

    async def run(self, query: str, **values: object) -> int:
        """Carry out a `!` query; returns how many rows it changed."""
        return cast(int, self._queries[query](self._connection, **values))

    async def many(self, query: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Carry out a `*!` query for each row, in one go."""
        self._queries[query](self._connection, rows)


class Engine(Protocol):
    """One resort's database, whichever program keeps it."""

    held_at: float  # by the lease's clock: when nobody else could write, as far as the engine knows

    async def commit_together(self, works: list[Work[Any]]) -> list[Any]:
        """Run each unit in its savepoint and commit once; an outcome is a result, or the exception that undid the unit.

        It may leave the last units for the next time. Raises `Unavailable` where nothing was stored.
        """

    async def read(self, work: Work[T]) -> T:
        """Do `work` on a snapshot of what is committed. Raises `Unavailable`."""

    async def clean(self, before: datetime) -> None:
        """Remove what was kept beside the database before a moment."""

    async def empty_log(self) -> None:
        """Take what was erased out of the log of changes, where the engine lets us."""

    async def close(self) -> None:
        """Close both connections."""


def finish(work: Awaitable[T]) -> T:
    """Run a coroutine that waits for nothing but its transaction to its end."""
    steps = work.__await__()
    try:
        next(steps)
    except StopIteration as done:
        return cast(T, done.value)
    if isinstance(work, Coroutine):
        work.close()
    raise RuntimeError("a transaction may wait for nothing but its database")
