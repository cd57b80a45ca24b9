"""What officers report of their own work."""

from datetime import datetime

from conversations.activity import ActivityDraft
from db.database import Tx
from db.instant import stored
from db.officers import OfficerKey


async def add(tx: Tx, officer: OfficerKey, draft: ActivityDraft, now: datetime) -> None:
    """Store a finished activity."""
    await tx.run(
        "activities.add",
        officer=officer,
        kind=draft.work,
        place=draft.place,
        latitude=draft.latitude,
        longitude=draft.longitude,
        result=draft.result,
        file_id=draft.photo,
        now=stored(now),
    )
