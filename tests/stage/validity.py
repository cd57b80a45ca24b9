"""Somebody else's word on the Bot API: each call, result and update of a world is held against aiogram's models."""

from collections.abc import Iterator, Mapping
from functools import cache

from aiogram import methods
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from pydantic import BaseModel, TypeAdapter, ValidationError

from sandbox import World

_SHOWN = 20  # violations a failing test prints


class Validity:
    """Collects what does not fit; `check` raises with the list."""

    def __init__(self) -> None:
        self.violations: list[str] = []
        self.calls = 0
        self.updates = 0

    def call(self, method: str, params: Mapping[str, object]) -> None:
        """A call the bot made."""
        self.calls += 1
        self._hold(_call(method), _without_bytes(params), f"call {method}")

    def result(self, method: str, params: Mapping[str, object], result: object) -> None:
        """What the sandbox answered."""
        self._hold(_result(method), result, f"result of {method}")

    def update(self, update: Mapping[str, object]) -> None:
        """An update the sandbox made."""
        self.updates += 1
        self._hold(_UPDATE, update, "update")

    def check(self) -> None:
        shown = "\n".join(self.violations[:_SHOWN])
        assert not self.violations, f"{len(self.violations)} violations of the Bot API:\n{shown}"

    def _hold(self, adapter: TypeAdapter[object], value: object, what: str) -> None:
        try:
            model = adapter.validate_python(_up_to_date(value))
        except ValidationError as error:
            problems = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
            self.violations.append(f"{what}: {'; '.join(problems)} in {value}")
            return
        for extra in _unknown(model):
            self.violations.append(f"{what}: unknown {extra} in {value}")


_UPDATE: TypeAdapter[object] = TypeAdapter(Update)


def attach(world: World) -> Validity:
    """Check everything this world sees from now on."""
    validity = Validity()
    world.on_call(validity.call)
    world.on_answer(validity.result)
    world.on_update(validity.update)
    return validity


@cache
def _call(method: str) -> TypeAdapter[object]:
    return TypeAdapter(_model(method))


@cache
def _result(method: str) -> TypeAdapter[object]:
    return TypeAdapter(_model(method).__returning__)


def _model(method: str) -> type[TelegramMethod[object]]:
    found: type[TelegramMethod[object]] = getattr(methods, method[0].upper() + method[1:])
    return found


def _without_bytes(params: Mapping[str, object]) -> dict[str, object]:
    """Uploads as the names by which they could be called; aiogram has its own type for them."""
    return {name: "attach://file" if isinstance(value, tuple) else value for name, value in params.items()}


def _up_to_date(value: object) -> object:
    """aiogram is ahead of the Bot API 10.1 that the sandbox speaks, and wants one right more of an administrator."""
    if isinstance(value, dict):
        newer = {"can_send_welcome_messages": False} if value.get("status") == "administrator" else {}
        return newer | {key: _up_to_date(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_up_to_date(each) for each in value]
    return value


def _unknown(value: object) -> Iterator[str]:
    """Keys the models do not have, at any depth: aiogram lets them pass."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{type(value).__name__}.{name}"
        for name in value.model_fields_set:
            if name in type(value).model_fields:
                yield from _unknown(getattr(value, name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _unknown(each)
