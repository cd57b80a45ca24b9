"""What can happen to a group, to its members and to names, as the controls tell it."""

from collections.abc import Callable, Mapping

from sandbox.telegram.shapes import Raw
from sandbox.web.acts import Misunderstood, group_of, person_of
from sandbox.web.seen import seen_group, seen_person
from sandbox.world.groups import GENERAL, Group
from sandbox.world.people import Person
from sandbox.world.world import World

_EVENTS: Mapping[str, Callable[[Group, Person | None], object]] = {
    "adds_bot": lambda group, by: group.adds_bot(by),
    "removes_bot": lambda group, by: group.removes_bot(by),
    "promotes_bot": lambda group, by: group.promotes_bot(by),
    "demotes_bot": lambda group, by: group.demotes_bot(by),
    "loses_right_to_write": lambda group, by: group.loses_right_to_write(by),
    "gets_right_to_write": lambda group, by: group.gets_right_to_write(by),
    "becomes_supergroup": lambda group, by: group.becomes_supergroup(by=by),
    "deletes": lambda group, by: group.deletes(),
}
_MOVES: Mapping[str, Callable[[Group, Person, Person | None], object]] = {
    "joins": lambda group, person, by: group.joins(person, by=by),
    "leaves": lambda group, person, by: group.leaves(person, by=by),
    "promotes": lambda group, person, by: group.promotes(person, by=by),
    "promotes_anonymous": lambda group, person, by: group.promotes(person, by=by, anonymous=True),
    "demotes": lambda group, person, by: group.demotes(person, by=by),
}
_TOPICS: Mapping[str, Callable[[Group, int], object]] = {
    "closes_topic": lambda group, topic: group.closes_topic(topic),
    "reopens_topic": lambda group, topic: group.reopens_topic(topic),
    "deletes_topic": lambda group, topic: group.deletes_topic(topic),
}


def change(world: World, order: Raw) -> Raw:
    """Let something happen to a group, to one `person` or one `topic` in it.

    `opens_topic` and `renames` take a `name`, `renames` of a person alone too.
    """
    what = str(order.get("do"))
    if what == "renames":
        return _rename(world, order)
    group = group_of(world, order.get("group"))
    by = person_of(world, order, "by") if "by" in order else None
    try:
        if what in _EVENTS:
            _EVENTS[what](group, by)
        elif what in _MOVES:
            _MOVES[what](group, person_of(world, order, "person"), by)
        elif what == "opens_topic":
            group.opens_topic(str(order["name"]), by=by)
        elif what in _TOPICS:
            _TOPICS[what](group, _topic_of(group, order))
        else:
            known = ", ".join((*_EVENTS, *_MOVES, "opens_topic", *_TOPICS))
            raise Misunderstood(f"to a group can happen: {known}; not {what!r}")
    except AssertionError as problem:
        raise Misunderstood(str(problem)) from None
    return seen_group(group)


def _topic_of(group: Group, order: Raw) -> int:
    topic = int(str(order["topic"]))
    if topic not in group.topics and not (topic == GENERAL and group.info.get("is_forum")):
        raise Misunderstood(f"{group.title} has no topic {topic}")
    return topic


def _rename(world: World, order: Raw) -> Raw:
    name = str(order["name"]).strip()
    if not name or world.named(name) or world.titled(name):
        raise Misunderstood(f"{name!r} is no name, or there is one already")
    if "group" in order:
        group = group_of(world, order["group"])
        group.renames(name)
        return seen_group(group)
    person = world.named(str(order["person"]))
    if person is None:
        raise Misunderstood(f"there is nobody called {order['person']!r}")
    person.renames(name)
    return seen_person(person)
