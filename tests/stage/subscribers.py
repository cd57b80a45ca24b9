"""What the tests of subscriptions have in common: who has chosen what, and an announcement to everybody."""

from broadcasts.appeal import Topic
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.announcements import approved, running
from tests.stage.officers import joins
from tests.stage.town import Town

ALL = " ".join(sorted(Topic))
Chosen = tuple[str, str | None, str, str]  # kind, why it ended, topics, areas


async def chosen(town: Town) -> list[tuple[object, ...]]:
    """Every subscription: kind, why it ended if it did, its topics, its areas."""
    await town.rests()
    topics = await town.rows("SELECT chat, topic FROM subscriber_topics ORDER BY topic")
    areas = await town.rows("SELECT chat, area FROM subscriber_areas ORDER BY area")
    return [
        (kind, reason, *(" ".join(str(each) for owner, each in had if owner == chat) for had in (topics, areas)))
        for chat, kind, reason in await town.rows("SELECT chat, kind, reason FROM subscribers ORDER BY chat")
    ]


async def commanders(town: Town) -> tuple[Person, Person]:
    """Two people of the command, let in the first time they are needed."""
    named = town.world.named("Kapolres"), town.world.named("Wakapolres")
    if named[0] is not None and named[1] is not None:
        return named[0], named[1]
    chief = await joins(town, "Kapolres", "polres", Role.COMMAND, Post.CHIEF)
    deputy = await joins(town, "Wakapolres", "polres", Role.COMMAND, Post.DEPUTY)
    return chief, deputy


async def goes_out(town: Town, text: str) -> None:
    """One of the command writes to everybody, another approves, and it is sent."""
    chief, deputy = await commanders(town)
    await approved(town, text, chief, deputy)
    await running(town).ticker.tick()
    await town.rests()
