"""What everybody who deals with an announcement is shown of it: the very message, whom it reaches, what to look at."""

from collections.abc import Sequence

from broadcasts import genuine
from broadcasts.approval import fingerprint
from broadcasts.lint import Concern
from conversations.answer import as_number
from conversations.appeal_screens import AppealScene
from conversations.appeal_signs import SIGNS
from conversations.render import Params
from db import appeals, runs, units
from db.appeals import AppealKey, StoredAnnouncement
from db.runs import RunAct
from db.unit_of_work import UnitOfWork
from gateway.announcer import call
from locales import Refused
from publishing import announcing

_LABEL = 30  # characters of an announcement on its button


async def one(uow: UnitOfWork, value: str) -> StoredAnnouncement:
    """The announcement a button names; else `Refused`."""
    kept = await appeals.get(uow.tx, AppealKey(as_number(value)))
    if kept is None:
        raise Refused("flow.old_button")
    return kept


def label(kept: StoredAnnouncement) -> str:
    """An announcement on a button: how it stands, and its first words."""
    words = " ".join(kept.appeal.words.split())
    cut = f"{words[: _LABEL - 1].rstrip()}…" if len(words) > _LABEL else words or "…"
    return f"{SIGNS[kept.state]} {cut}"


def message(uow: UnitOfWork, kept: StoredAnnouncement) -> tuple[str, Params]:
    """The very call that sends an announcement, also before it has gone out."""
    code = genuine.code(uow.vault.check_secret, kept.key, fingerprint(kept.appeal))
    return call(kept.appeal, code, RunAct.SEND, directive=kept.key if kept.directive else None)


async def scene(uow: UnitOfWork, size: int = 0, concerns: Sequence[Concern] = ()) -> AppealScene:
    """What the screens about announcements may know."""
    posted = tuple((unit.code, unit.name) for unit in await units.every(uow.tx))
    resort = uow.resort
    return AppealScene(uow.now, resort.zone, resort.areas, posted, resort.programme.voting, size, tuple(concerns))


async def scene_of(uow: UnitOfWork, kept: StoredAnnouncement) -> AppealScene:
    """The same, with how many an announcement reaches and what the lint says of it now."""
    if kept.corrects is not None:
        size = len(await runs.recipients(uow.tx, kept.corrects))
    else:
        size = await runs.size(uow.tx, kept.appeal.audience)
    return await scene(uow, size, announcing.concerns(uow, kept))
