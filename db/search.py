"""The words of reports, to be found again: what lies here are keyed hashes of stems, in a table that both engines have.

Nobody reads a word here, or tries one, without the key. The words of a sealed report are never here; those of one that
is sealed or erased leave in the same transaction. See decision 19.
"""

from collections.abc import Iterable, Sequence

from db.database import Tx
from db.sql import Row
from db.vault import Vault

MOST_WORDS = 5  # of a search
_CONSIDERED = 1000  # of the reports that hold the rarest word, the newest


async def some(tx: Tx) -> bool:
    """Whether the words of a report are to be taken in."""
    return await tx.value("search.some") is not None


async def waiting(tx: Tx, limit: int) -> list[int]:
    """The reports whose words are to be taken in, the newest first."""
    return [row["id"] for row in await tx.all("search.waiting", limit=limit)]


async def index(tx: Tx, vault: Vault, report: int, words: Iterable[str]) -> None:
    """These are the words of a report, and no others."""
    await forget(tx, report)
    await tx.many("search.add", [{"word": vault.word(word), "report": report} for word in sorted(set(words))])
    await tx.run("search.indexed", id=report)


async def forget(tx: Tx, report: int) -> None:
    """None of its words is here any more."""
    await tx.run("search.forget", report=report)


async def stale(tx: Tx, report: int) -> None:
    """Note that the words of a report have to be indexed again."""
    await tx.run("search.stale", id=report)


async def stale_all(tx: Tx) -> None:
    """Note that the words of all reports have to be indexed again, because the key has changed."""
    await tx.run("search.stale_all")


async def find(tx: Tx, vault: Vault, words: Sequence[str], unit: str | None, reader: str, limit: int) -> list[Row]:
    """The newest reports that hold all of these words, in any state; with `unit` those of that unit or its areas.

    Of more words than `MOST_WORDS` the rarest ones count. `reader` is the unit of the person who looks.
    """
    hashes = [_pair(vault, word) for word in dict.fromkeys(words)]
    if not hashes:
        return []
    seen = [
        (await tx.value("search.how_many", word=word, before=before, most=_CONSIDERED), word, before)
        for word, before in hashes
    ]
    rarest = sorted(seen)[:MOST_WORDS]
    if not rarest[0][0]:
        return []
    padded = [*rarest, *[rarest[0]] * (MOST_WORDS - len(rarest))]
    values = {
        name: value
        for letter, (_, word, before) in zip("abcde", padded, strict=True)
        for name, value in ((letter, word), (f"{letter}_before", before))
    }
    return await tx.all(
        "search.find",
        **values,
        most=_CONSIDERED,
        everywhere=int(unit is None),
        unit=unit or "",
        reader=f" {reader} ",
        limit=limit,
    )


def _pair(vault: Vault, word: str) -> tuple[int, int]:
    """A word under the current key, and under the one before it while that is replaced."""
    current, *earlier = vault.words(word)
    return current, earlier[0] if earlier else current
