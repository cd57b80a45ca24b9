"""An announcement as the message that people get, with its check code below it; previews show the very same."""

from dataclasses import replace

from broadcasts.appeal import Appeal, Media, MediaKind
from broadcasts.state import RunAct
from conversations.buttons.announcements import Acknowledge
from conversations.render import Params, inline
from locales import Html, texts_for

_SEND = {MediaKind.PHOTO: "sendPhoto", MediaKind.VIDEO: "sendVideo", MediaKind.DOCUMENT: "sendDocument"}


def call(appeal: Appeal, code: str | None, act: RunAct, *, directive: int | None = None) -> tuple[str, Params]:
    """The Bot API call that sends an announcement, puts new words in its place, says that it did, or deletes it."""
    if act is RunAct.DELETE:
        return "deleteMessage", {}
    texts = texts_for("id")
    if act is RunAct.RING:
        return "sendMessage", {"text": texts("appeal.put_right"), "parse_mode": "HTML"}
    text = appeal.text if code is None else texts("appeal.with_code", text=Html(appeal.text), code=code)
    markup: Params = {}
    if directive is not None:
        button = inline(texts.plain("button.understood"), Acknowledge(directive).pack())
        markup = {"reply_markup": {"inline_keyboard": [[button]]}}
    words: Params = {"parse_mode": "HTML", **markup}
    if act is RunAct.EDIT:
        if appeal.media:
            return "editMessageCaption", {"caption": text, **_above(appeal), **words}
        return "editMessageText", {"text": text, "link_preview_options": {"is_disabled": True}, **words}
    if appeal.poll is not None:
        options = [{"text": option} for option in appeal.poll.options]
        several = appeal.poll.several
        poll: Params = {"question": appeal.poll.question, "options": options, "allows_multiple_answers": several}
        return "sendPoll", {**poll, **markup}
    if len(appeal.media) > 1:
        return "sendMediaGroup", {"media": _album(appeal, text)}
    if appeal.media:
        media = appeal.media[0]
        file: Params = {str(media.kind): media.file_id, "caption": text, **_covered(media), **_above(appeal)}
        return _SEND[media.kind], {**file, **words}
    return "sendMessage", {"text": text, "link_preview_options": {"is_disabled": True}, **words}


def otherwise(
    appeal: Appeal, code: str | None, act: RunAct, *, directive: int | None = None
) -> tuple[tuple[str, Params], ...]:
    """The calls in place of `call` where Telegram does not allow it: words without files, a mark instead of deleting.

    Of a mark the last is an answer to the message; those before it change the message itself.
    """
    if act is RunAct.RING:
        return ()
    if act is not RunAct.DELETE:
        words = replace(appeal, text=appeal.text_alone, media=())
        return (call(words, code, act, directive=directive),) if appeal.media and words.text else ()
    texts = texts_for("id")
    mark: Params = {"text": texts("appeal.mark"), "parse_mode": "HTML"}
    answer = ("sendMessage", mark)
    if appeal.poll is not None:
        return ("stopPoll", {}), answer
    if appeal.media:
        return ("editMessageCaption", {"caption": mark["text"], "parse_mode": "HTML"}), answer
    return ("editMessageText", mark), answer


def _album(appeal: Appeal, text: str) -> list[Params]:
    album: list[Params] = []
    for place, each in enumerate(appeal.media):
        caption = each.caption if place else text
        said: Params = {"caption": caption, "parse_mode": "HTML", **_above(appeal)} if caption else {}
        album.append({"type": str(each.kind), "media": each.file_id, **_covered(each), **said})
    return album


def _covered(media: Media) -> Params:
    return {"has_spoiler": True} if media.spoiler and media.kind is not MediaKind.DOCUMENT else {}


def _above(appeal: Appeal) -> Params:
    documents = all(each.kind is MediaKind.DOCUMENT for each in appeal.media)
    return {"show_caption_above_media": True} if appeal.above and not documents else {}
