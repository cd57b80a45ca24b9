"""The named queries: every statement lives in `db/queries/`, loaded by aiosql as `file.name`."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiosql

Row = sqlite3.Row


def _load(driver: str) -> dict[str, Callable[..., Any]]:
    loaded: dict[str, Callable[..., Any]] = {}
    for file in sorted((Path(__file__).parent / "queries").glob("*.sql")):
        queries = aiosql.from_path(file, driver)
        for name in queries.available_queries:
            if not name.endswith("_cursor"):
                loaded[f"{file.stem}.{name}"] = getattr(queries, name)
    return loaded


QUERIES = _load("sqlite3")
