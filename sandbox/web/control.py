"""The controls under /sandbox/: JSON for a second terminal or a page of phones. Bind them to loopback."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import cast

import orjson
from aiohttp import web

from sandbox.telegram.refusals import Refusal
from sandbox.telegram.shapes import Params, Raw
from sandbox.web import acts, changes, phones, serving
from sandbox.web.acts import Misunderstood
from sandbox.web.seen import seen_group, seen_message, seen_person
from sandbox.web.stories import Stories
from sandbox.world.clock import Clock
from sandbox.world.faults import Faults
from sandbox.world.limits import Limits, Pace
from sandbox.world.world import World

_FEED = 1000  # events a slow reader may lag behind before it is cut off


class Control:
    """Answers what is asked below /sandbox/. A wrong order is a 400 with an `error`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.stories: Stories | None = None
        self._feeds: set[asyncio.Task[None]] = set()
        self._get: Mapping[str, Callable[[Mapping[str, str]], object]] = {
            "": self._state,
            "people": lambda _: [seen_person(each) for each in world.people.values()],
            "groups": lambda _: [seen_group(each) for each in world.groups],
            "conversation": self._conversation,
            "story": self._told_story,
            "phones": lambda _: phones.every(world),
            "phone": lambda query: phones.one(world, query),
            "menu": lambda query: phones.menu(world, query),
        }
        self._post: Mapping[str, Callable[[Raw], Awaitable[object]]] = {
            "people": self._person,
            "groups": self._group,
            "change": self._change,
            "act": lambda order: acts.act(world, order),
            "faults": self._faults,
            "limits": self._limits,
            "clock": self._clock,
            "story": self._play_story,
        }

    async def handle(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        if name == "events" and request.method == "GET":
            return await self._events(request)
        if name == "file" and request.method == "GET":
            return self._file(request.query.get("id", ""))
        try:
            if request.method == "GET" and name in self._get:
                return _json(self._get[name](request.query))
            if request.method == "POST" and name in self._post:
                return _json(await self._post[name](await _order(request)))
        except (Misunderstood, ValueError, KeyError, TypeError) as problem:
            return _json({"error": f"missing {problem}" if isinstance(problem, KeyError) else str(problem)}, 400)
        return _json({"error": f"there is no {request.method} /sandbox/{name}"}, 404)

    async def close(self) -> None:
        for feed in list(self._feeds):
            feed.cancel()

    def _state(self, query: Mapping[str, str]) -> Raw:
        world = self._world
        return {
            "sandbox": True,
            "bot": world.bot,
            "now": world.now().isoformat(),
            "undelivered": len(world.updates.pending),
            "people": len(world.people),
            "groups": len(world.groups),
            "limits": world.limits.on,
            "refused_by_limits": world.limits.refused,
        }

    def _conversation(self, query: Mapping[str, str]) -> Raw:
        person = self._world.named(query.get("as") or "Warga")
        if person is None:
            raise Misunderstood(f"there is nobody called {query.get('as') or 'Warga'!r}")
        chat = acts.chat_of(self._world, {"in": query.get("in")}, person)
        last = int(query.get("last", "30"))
        return {
            "title": chat.title,
            "kind": chat.kind,
            "person": person.name,
            "messages": [seen_message(message) for message in chat.messages[-last:]],
            "keyboard": chat.reply_keyboard.labels if chat.reply_keyboard else [],
            "commands": person.commands(chat),
        }

    def _file(self, file_id: str) -> web.Response:
        try:
            return serving.download(self._world.files.get(file_id))
        except Refusal:
            return _json({"error": "there is no such file"}, 404)

    async def _person(self, order: Raw) -> Raw:
        name = str(order["name"])
        if self._world.named(name):
            raise Misunderstood(f"there is a {name!r} already")
        language, username = order.get("language_code", "id"), order.get("username")
        return seen_person(
            self._world.person(
                name,
                language_code=str(language) if language else None,
                username=str(username) if username else None,
            )
        )

    async def _group(self, order: Raw) -> Raw:
        world = self._world
        title = str(order["title"])
        if world.titled(title):
            raise Misunderstood(f"there is a {title!r} already")
        kind = order.get("kind", "group")
        members, admins = (
            [acts.person_of(world, {"as": name}) for name in cast("list[str]", order.get(key, []))]
            for key in ("members", "admins")
        )
        if kind == "channel":
            group = world.channel(title, admins=admins or members)
        else:
            everybody = members or admins or [acts.person_of(world, {})]
            group = world.group(
                title,
                members=everybody,
                admins=admins,
                forum=kind == "forum",
                supergroup=kind == "supergroup",
            )
        if order.get("bot", True):
            group.adds_bot()
        return seen_group(group)

    async def _change(self, order: Raw) -> Raw:
        return changes.change(self._world, order)

    async def _faults(self, order: Raw) -> Raw:
        """`clear`, `latency`, `away` and `hold` in seconds, and `add`: a fault as `Faults.add` takes it."""
        faults = self._world.faults
        if order.get("clear"):
            faults.clear()
        if "latency" in order:
            faults.latency = float(cast(float, order["latency"]))
        if "hold" in order:
            faults.holds_updates(float(cast(float, order["hold"])))
        if "add" in order:
            _add(faults, Params(cast(Raw, order["add"])))
        if "away" in order:
            asyncio.get_running_loop().call_later(0.05, faults.goes_away, float(cast(float, order["away"])))
        return {"latency": faults.latency, "taken": {kind.value: times for kind, times in faults.taken.items()}}

    async def _limits(self, order: Raw) -> Raw:
        """`on`, and any of `overall`, `private`, `group`, `paid` as [count, seconds, burst]."""
        limits: Limits = self._world.limits
        limits.on = bool(order.get("on", limits.on))
        for name in ("overall", "private", "group", "paid"):
            if name in order:
                count, seconds, burst = cast("list[float]", order[name])
                setattr(limits, name, Pace(count, seconds, int(burst)))
        paces = {name: dataclasses.astuple(getattr(limits, name)) for name in ("overall", "private", "group", "paid")}
        return {"on": limits.on, "refused": limits.refused, **paces}

    async def _clock(self, order: Raw) -> Raw:
        """`jump` by seconds, `to` an ISO time, or a `speed` (0 stands still); only a played clock can be moved.

        A jump ahead plays what lies between, where the bot tells when that is.
        """
        clock = self._world.clock
        if not isinstance(clock, Clock):
            raise Misunderstood("this world's clock cannot be moved")
        if "to" in order:
            await self._go(clock, datetime.fromisoformat(str(order["to"])).astimezone())
        if "jump" in order:
            await self._go(clock, clock() + timedelta(seconds=float(cast(float, order["jump"]))))
        if "speed" in order:
            clock.run(max(0.0, float(cast(float, order["speed"]))))
        return {"now": self._world.now().isoformat(), "speed": clock.speed}

    async def _go(self, clock: Clock, to: datetime) -> None:
        if self.stories is not None and to > clock():
            await self.stories.playing.go(clock, to)
        else:
            clock.set(to)

    def _told_story(self, query: Mapping[str, str]) -> Raw:
        clock = self._world.clock
        shown: Raw = {"now": self._world.now().isoformat(), "speed": clock.speed if isinstance(clock, Clock) else 1.0}
        return shown | (self.stories.shown() if self.stories else {})

    async def _play_story(self, order: Raw) -> object:
        """Load the demonstration resort, with `busy` its busy day too; done when people are in and reports stand."""
        if self.stories is None:
            raise Misunderstood("this sandbox has no stories: they come with the bot that `make run` starts")
        return await (self.stories.load_busy_day() if order.get("busy") else self.stories.load())

    async def _events(self, request: web.BaseRequest) -> web.StreamResponse:
        """All that people can see happen, as server-sent events, until the reader goes or lags too far behind."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        queue: asyncio.Queue[Raw] = asyncio.Queue(_FEED)
        task = cast("asyncio.Task[None]", asyncio.current_task())

        def take(event: Raw) -> None:
            if queue.full():
                task.cancel()
            else:
                queue.put_nowait(event)

        stop = self._world.watch(take)
        self._feeds.add(task)
        try:
            while True:
                try:
                    async with asyncio.timeout(15):
                        event = await queue.get()
                except TimeoutError:
                    await response.write(b": still here\n\n")
                    continue
                await response.write(b"data: " + orjson.dumps(event) + b"\n\n")
        except (ConnectionError, asyncio.CancelledError):
            return response
        finally:
            stop()
            self._feeds.discard(task)


def _add(faults: Faults, fault: Params) -> None:
    faults.add(
        fault.text("kind"),
        times=fault.number("times", 1),
        seconds=fault.real("seconds", 3600.0),
        methods=cast("list[str] | None", fault.get("methods")),
        chats=cast("list[int] | None", fault.get("chats")),
        share=fault.real("share", 1.0),
        status=fault.number("status", 502),
        retry_after=fault.number("retry_after", 1),
        description=fault.text("description", "Bad Request"),
    )


async def _order(request: web.BaseRequest) -> Raw:
    order = orjson.loads(await request.read() or b"{}")
    if not isinstance(order, dict):
        raise Misunderstood("an order is a JSON object")
    return order


def _json(shown: object, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(shown), status=status, content_type="application/json")
