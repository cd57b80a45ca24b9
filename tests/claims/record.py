"""What Telegram saw: everything the bot said and whether it arrived, and everything people did, step by step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sandbox import World
from sandbox.telegram.markup import parse
from sandbox.world.faults import Fault
from sandbox.world.faults import Kind as FaultKind

_WRITES = frozenset({"sendMessage", "editMessageText", "sendLocation", "sendPhoto", "sendDocument", "deleteMessage"})


@dataclass(slots=True)
class Said:
    """One call of the bot to a chat; `arrived` once Telegram took it."""

    step: int
    method: str
    chat: int
    text: str
    arrived: bool = False


@dataclass(frozen=True, slots=True)
class Did:
    """One act of a person: the label they tapped or the words they sent, and the text of the message they tapped on."""

    step: int
    who: int
    what: str
    on: str = ""


@dataclass
class Record:
    """The stand-in's own record. A step begins with each act of a person, and with each `passes` of time."""

    world: World
    said: list[Said] = field(default_factory=list)
    did: list[Did] = field(default_factory=list)
    step: int = 0
    _calls: dict[int, tuple[Mapping[str, object], Said]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.world.on_call(self._called)
        self.world.on_answer(self._answered)
        self.world.on_update(self._updated)
        carry_on = self.world.faults.for_call

        def for_call(method: str, chat: object = None) -> Fault | None:
            fault = carry_on(method, chat)
            if fault is not None and fault.kind is FaultKind.REFUSAL and isinstance(chat, int):
                self.said.append(Said(self.step, method, chat, ""))
            return fault

        self.world.faults.for_call = for_call  # type: ignore[method-assign]

    def passes(self) -> None:
        """Time passes: what the bot does now is its own doing."""
        self.step += 1

    def wrote(self, step: int, *, arrived: bool) -> Iterator[Said]:
        """What was written to chats in a step; with `arrived` only what Telegram took."""
        for each in self.said:
            if each.step == step and each.method in _WRITES and (each.arrived or not arrived):
                yield each

    def acts(self, label: str, until: int) -> list[Did]:
        """Who tapped or typed something with this label, up to a step."""
        return [each for each in self.did if each.step <= until and label in each.what]

    def _called(self, method: str, params: Mapping[str, object]) -> None:
        if method == "answerCallbackQuery":
            chat = next((each.who for each in reversed(self.did)), 0)
        elif isinstance(params.get("chat_id"), int):
            chat = int(str(params["chat_id"]))
        else:
            return
        said = Said(self.step, method, chat, _plain(str(params.get("text", ""))))
        self.said.append(said)
        self._calls[id(params)] = (params, said)

    def _answered(self, method: str, params: Mapping[str, object], result: object) -> None:
        if id(params) in self._calls:
            self._calls.pop(id(params))[1].arrived = True

    def _updated(self, update: Mapping[str, object]) -> None:
        self.step += 1
        for kind, payload in update.items():
            if not isinstance(payload, dict) or not isinstance(payload.get("from"), dict):
                continue
            who, what, on = int(payload["from"]["id"]), "", ""
            if kind == "callback_query":
                what, on = _label(payload), str(payload["message"].get("text", ""))
            elif kind == "my_chat_member":
                what = str(payload["new_chat_member"]["status"])
            else:
                what = str(payload.get("text", payload.get("caption", "")))
            self.did.append(Did(self.step, who, what, on))


def _label(query: Mapping[str, object]) -> str:
    """What stood on the button that was tapped."""
    message = query["message"]
    assert isinstance(message, dict)
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return next((str(each["text"]) for row in rows for each in row if each.get("callback_data") == query["data"]), "")


def _plain(text: str) -> str:
    return parse(text)[0] if text.strip() else ""
