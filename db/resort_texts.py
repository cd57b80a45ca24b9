"""The versions of the resort's texts that were read, by whom, and who has approved them."""

from collections.abc import Mapping
from datetime import date, datetime

from db import vouched
from db.database import Tx
from db.instant import moment, stored
from resort.independence import Person
from resort.resort_text import ResortText
from resort.text_shelf import ApprovedVersion


async def keep(tx: Tx, text: ResortText, content: str) -> None:
    """Keep a version, so that it can answer when the file has changed; doing it again changes nothing."""
    valid_from = text.valid_from.isoformat()
    await tx.run("resort_texts.keep", hash=text.hash, name=text.name, content=content, valid_from=valid_from)


async def approved(tx: Tx) -> list[ApprovedVersion]:
    """Every version that two people have approved, the earliest first; none that was put in force by hand."""
    return [
        ApprovedVersion(row["name"], row["hash"], date.fromisoformat(row["valid_from"]), moment(row["approved_at"]))
        for row in await tx.all("resort_texts.approved")
        if vouched.is_genuine(tx.vault, "resort_texts", row)
    ]


async def content(tx: Tx, hash: str) -> str | None:
    """The content of a version."""
    found = await tx.value("resort_texts.content", hash=hash)
    return None if found is None else str(found)


async def put_in_force(tx: Tx, hash: str, now: datetime) -> None:
    """From now on a version may answer people."""
    row = await tx.one("resort_texts.put_in_force", hash=hash, now=stored(now))
    await vouched.vouch(tx, "resort_texts", row)


async def note_reading(tx: Tx, hash: str, person: Person, page: int) -> None:
    """Somebody is shown a page of a version."""
    await tx.run("resort_texts.note_reading", hash=hash, person=person, page=page)


async def readings(tx: Tx, person: Person) -> Mapping[str, int]:
    """How many pages of each version somebody was shown, by hash."""
    return {row["hash"]: row["pages"] for row in await tx.all("resort_texts.readings", person=person)}


async def add_voice(tx: Tx, hash: str, person: Person, now: datetime) -> None:
    """Somebody approves a version."""
    values: dict[str, object] = {"hash": hash, "person": person, "at": stored(now)}
    await tx.run("resort_texts.add_voice", voucher=vouched.voucher(tx.vault, "text_approvals", values), **values)
    vouched.note(tx, "text_approvals", values)


async def voices(tx: Tx) -> Mapping[str, list[Person]]:
    """Who has approved each version, by hash, the first one first."""
    found: dict[str, list[Person]] = {}
    for row in await tx.all("resort_texts.voices"):
        if vouched.is_genuine(tx.vault, "text_approvals", row):
            found.setdefault(row["hash"], []).append(Person(row["person"]))
    return found
