"""Polls: sending one and closing it."""

from typing import cast

from sandbox.bot_api.posting import post
from sandbox.telegram import utf16
from sandbox.telegram.keyboards import keyboard_of
from sandbox.telegram.refusals import bad
from sandbox.telegram.shapes import Params, Raw, pick
from sandbox.telegram.wording import formatted
from sandbox.world import content
from sandbox.world.groups import Group
from sandbox.world.world import World


def send(world: World, params: Params) -> Raw:
    question, marked = formatted(params, "question", "question_parse_mode", "question_entities")
    if not 1 <= utf16.length(question) <= 300:
        raise bad("poll question length must not exceed 300" if question else "poll question must be non-empty")
    options = params.objects("options")
    if not 1 <= len(options) <= 12:
        raise bad("poll can't have more than 12 options" if options else "poll must have at least 1 option")
    labels = [formatted(option, "text", "text_parse_mode", "text_entities")[0] for option in options]
    if not all(1 <= utf16.length(label) <= 100 for label in labels):
        raise bad("poll options length must not exceed 100" if all(labels) else "poll options must be non-empty")
    quiz = params.text("type", "regular") == "quiz"
    if quiz and not params.numbers("correct_option_ids"):
        raise bad("correct option must be specified for a quiz")
    anonymous = params.flag("is_anonymous", True)
    chat = world.chat(params["chat_id"])
    if not anonymous and isinstance(chat, Group) and chat.kind == "channel":
        raise bad("non-anonymous polls can't be sent to channel chats")
    explanation = formatted(params, "explanation", "explanation_parse_mode", "explanation_entities")[0]
    description, about = formatted(params, "description", "description_parse_mode", "description_entities")
    more: Raw = {
        "is_closed": params.flag("is_closed"),
        "is_anonymous": anonymous,
        "type": "quiz" if quiz else "regular",
        "allows_multiple_answers": params.flag("allows_multiple_answers"),
        "allows_revoting": params.flag("allows_revoting", not quiz),
        "members_only": params.flag("members_only"),
        **pick(params, "open_period", "close_date", "country_codes", "correct_option_ids"),
    }
    more |= {"question_entities": marked} if marked else {}
    more |= {"explanation": explanation} if explanation else {}
    more |= {"description": description} if description else {}
    more |= {"description_entities": about} if about else {}
    return post(world, params, content.poll(world, question, labels, **more), "polls").raw


def stop(world: World, params: Params) -> Raw:
    chat = world.chat(params["chat_id"])
    chat.check_reachable()
    message = chat.get(params.number("message_id"), "message with poll to stop not found")
    if not message.from_bot or "forward_origin" in message.raw:
        raise bad("poll can't be stopped")
    if "poll" not in message.raw:
        raise bad("message with poll to stop not found")
    old = cast(Raw, message.raw["poll"])
    if old["is_closed"]:
        raise bad("poll has already been closed")
    new: Raw = {**old, "is_closed": True}
    chat.change(message, {**message.content, "poll": new}, keyboard_of(params), by_bot=True)
    world.push("poll", new, chat.id)
    return new
