"""Every statement uses only what SQLite and PostgreSQL 15 share; what SQLite alone knows is named here with its end."""

import re

import pytest

from tests.db.test_queries import ROOT, STATEMENTS

# What only one of the two takes, or what they read differently. Comments and quoted words are taken out first.
ONLY_SQLITE = {
    "rowid": r"\b(?:_?rowid_?|oid)\b",
    "INSERT OR, UPDATE OR: say ON CONFLICT": r"\b(?:INSERT|UPDATE)\s+OR\b",
    "REPLACE INTO: say ON CONFLICT": r"\bREPLACE\s+INTO\b",
    "a clock in SQL: `now` is handed in": (
        r"\b(?:julianday|strftime|datetime|unixepoch|date|time|now|current_(?:timestamp|date|time))\s*\(|"
        r"\bcurrent_(?:timestamp|date|time)\b"
    ),
    "a joined list: use rows": r"\b(?:group_concat|string_agg|json_\w+|jsonb_\w+)\s*\(",
    "LIKE, which folds case in SQLite only": r"\b(?:I?LIKE|GLOB|REGEXP|MATCH|SIMILAR)\b",
    "ifnull, iif: say coalesce, CASE": r"\b(?:ifnull|iif|nvl)\s*\(",
    "AUTOINCREMENT": r"\bAUTOINCREMENT\b",
    "==": r"==",
    "a double-quoted word": r'"',
    "a name in brackets or backticks": r"[`\[\]]",
    "a function of one engine": (
        r"\b(?:instr|printf|format|typeof|random|randomblob|hex|quote|changes|total_changes|last_insert_rowid|total|"
        r"char|unicode|likely|unlikely|zeroblob|strpos|position|now|extract|to_char|greatest|least|min|max)\s*\([^()]*,|"
        r"\b(?:typeof|random|randomblob|changes|total_changes|last_insert_rowid|total|zeroblob)\s*\("
    ),
    "IS with a value: say = or both NULL": r"\bIS\s+(?:NOT\s+)?(?!NOT\b|NULL\b|DISTINCT\b|TRUE\b|FALSE\b)\S",
    "ISNULL, NOTNULL": r"\b(?:ISNULL|NOTNULL)\b",
    "LIMIT with a comma": r"\bLIMIT\s+[^\s)]+\s*,",
    "a hint to SQLite's planner": r"\b(?:INDEXED\s+BY|NOT\s+INDEXED)\b",
    "PRAGMA, ATTACH, VACUUM": r"\b(?:PRAGMA|ATTACH|DETACH|VACUUM)\b",
    "WITHOUT ROWID": r"\bWITHOUT\s+ROWID\b",
    "a cast in PostgreSQL's own way": r"::",
    "a bare || of what is no text: CAST(... AS TEXT)": (
        r"\|\|(?!\s*(?:''|CAST\s*\())|(?<!'')(?<!AS TEXT\))\s(?<!''\s)(?<!AS TEXT\)\s)\|\|"
    ),
}
UNTYPED = re.compile(r":([a-z_0-9]+)\s+IS\s+(?:NOT\s+)?NULL\b")
TYPES = {"INTEGER", "TEXT", "BLOB", "REAL"}  # PostgreSQL's are put in their place where its schema is made
MIGRATIONS = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "db" / "migrations").glob("*.sql")}


def bare(statement: str) -> str:
    """A statement without its comments and the contents of its literals."""
    return re.sub(r"'[^']*'", "''", re.sub(r"--[^\n]*", "", statement))


def offences(statement: str) -> list[str]:
    """What a statement uses that the two do not share."""
    text = bare(statement)
    found = [why for why, pattern in ONLY_SQLITE.items() if re.search(pattern, text, re.IGNORECASE)]
    return found + [
        f":{value[1]} IS NULL comes before anything tells its type"
        for value in UNTYPED.finditer(text)
        if f":{value[1]}" not in re.findall(r":[a-z_0-9]+", text[: value.start()])
    ]


@pytest.mark.parametrize("query", [query for query in STATEMENTS if not query.startswith("engine.")])
def test_a_query_stays_in_the_part_that_both_share(query: str) -> None:
    assert offences(STATEMENTS[query]) == []


@pytest.mark.parametrize("name", MIGRATIONS)
def test_a_migration_stays_in_the_part_that_both_share(name: str) -> None:
    """But for STRICT and the names of types, which the engine's own seam translates."""
    assert offences(MIGRATIONS[name]) == []
    columns = re.findall(
        r"^    [a-z_0-9]+ ([A-Z]+)|ADD COLUMN [a-z_0-9]+ ([A-Z]+)", bare(MIGRATIONS[name]), re.MULTILINE
    )
    assert {one or other for one, other in columns} <= TYPES | {"KEY"}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT rowid FROM chats",
        "INSERT OR IGNORE INTO chats (id) VALUES (:id)",
        "REPLACE INTO chats (id) VALUES (:id)",
        "SELECT julianday(created_at) FROM chats",
        "SELECT unixepoch()",
        "SELECT CURRENT_TIMESTAMP",
        "SELECT group_concat(area) FROM unit_areas",
        "SELECT value FROM json_each(:areas)",
        "SELECT id FROM chats WHERE kind LIKE :kind",
        "SELECT id FROM chats WHERE :areas LIKE '%,' || area || ',%'",
        "SELECT ifnull(kind, '') FROM chats",
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "SELECT id FROM chats WHERE id == :id",
        'SELECT id FROM chats WHERE kind = "private"',
        "SELECT [id] FROM chats",
        "SELECT max(created_at, :now) FROM chats",
        "SELECT instr(kind, :part) FROM chats",
        "SELECT id FROM chats WHERE kind IS :kind",
        "SELECT id FROM chats WHERE kind IS NOT :kind",
        "SELECT id FROM chats LIMIT :offset, :limit",
        "SELECT 'erased ' || id FROM evidence",
        "SELECT id || ' erased' FROM evidence",
        "SELECT id::text FROM evidence",
        "SELECT id FROM reports WHERE (:district IS NULL OR district = :district)",
    ],
)
def test_what_only_one_engine_knows_is_found(statement: str) -> None:
    assert offences(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT min(due_at), max(due_at), coalesce(kind, '') FROM drafts WHERE due_at IS NOT NULL",
        "SELECT 'erased ' || CAST(id AS TEXT), substr(kind, 1, 8) FROM evidence  -- rowid, \"LIKE\"",
        "SELECT id FROM reports WHERE (district = :district OR :district IS NULL) ORDER BY officer IS NULL",
        "UPDATE outbox SET reason = 'it is == LIKE' WHERE id = :id AND reason IS DISTINCT FROM :reason",
    ],
)
def test_what_both_know_is_let_through(statement: str) -> None:
    assert offences(statement) == []
