"""The command line's part in the resort's texts: list them, print them, be the second voice of a single commander."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from app import opening
from app.configuration import areas_of, programme_of, resort_of, rules_of, texts_of
from app.protection import CannotStart
from app.settings import Settings
from db import resort_texts as stored
from db import seats
from db.database import Tx
from db.unit_of_work import UnitOfWork
from db.vault import Vault
from publishing import resort_texts


def show_list(settings: Settings, now: datetime) -> bool:
    """Print every text with its approval, and what is wrong with files; whether all files are well."""
    shelf = texts_of(settings)()
    today = now.astimezone(ZoneInfo(settings.timezone)).date()

    async def work(tx: Tx, vault: Vault) -> None:
        approved = {each.hash for each in await stored.approved(tx)}
        for name, text in sorted(shelf.texts.items()):
            age = ", not checked for 180 days" if text.is_old(today) else ""
            print(f"{name}: {'approved' if text.hash in approved else 'waiting for approval'}{age}")

    opening.read(settings, work)
    for name, problems in sorted(shelf.problems.items()):
        print("\n".join(f"{name}: {problem}" for problem in problems))
    return not shelf.problems


def show(settings: Settings, names: Sequence[str]) -> None:
    """Print texts as their files are."""
    contents = texts_of(settings)().contents
    for name in _known(names, contents):
        print(f"{name}\n{contents[name]}\n")


def approve(settings: Settings, names: Sequence[str], now: datetime) -> None:
    """Approve texts as the second voice. It counts only where the command is exactly one person; otherwise say so."""
    areas, rules, programme = areas_of(settings), rules_of(settings), programme_of(settings)
    resort = resort_of(settings, areas, rules, programme, "", texts_of(settings))
    chosen = _known(names, resort.texts().contents)

    async def work(tx: Tx, vault: Vault) -> None:
        uow = UnitOfWork(tx=tx, vault=vault, resort=resort, now=now.astimezone(resort.zone))
        alone = len((await seats.of_command(tx, uow.now)).seated) == 1
        for name in chosen:
            if await resort_texts.approve_as_operator(uow, name):
                print(f"{name}: approved, it answers people from now on.")
            elif alone:
                print(f"{name}: your voice is recorded; the command reads and approves it with /teks.")
            else:
                print(f"{name}: recorded, but it counts only where the command is exactly one person.")

    opening.write(settings, work)


def _known(names: Sequence[str], contents: Mapping[str, str]) -> Sequence[str]:
    if unknown := [name for name in names if name not in contents]:
        raise CannotStart(f"there is no readable text {', '.join(unknown)}; see `bot.py texts list`")
    return names
