"""Telegram's methods as the sandbox plays them: each takes the world and checked parameters and gives the result."""

from collections.abc import Callable, Mapping

from sandbox.bot_api.methods import account, chats, edits, media, messages, places, polls
from sandbox.telegram.shapes import Params
from sandbox.world.world import World

Method = Callable[[World, Params], object]

# getUpdates and the webhook's methods wait for something; they stand in `sandbox.bot_api.subscription`.
METHODS: Mapping[str, Method] = {
    "getMe": account.get_me,
    "logOut": account.accepted,
    "close": account.accepted,
    "setMyCommands": account.set_commands,
    "getMyCommands": account.get_commands,
    "deleteMyCommands": account.delete_commands,
    "setMyName": account.setting("name"),
    "getMyName": account.getting("name"),
    "setMyDescription": account.setting("description"),
    "getMyDescription": account.getting("description"),
    "setMyShortDescription": account.setting("short_description"),
    "getMyShortDescription": account.getting("short_description"),
    "setMyProfilePhoto": account.set_photo,
    "removeMyProfilePhoto": account.remove_photo,
    "setChatMenuButton": account.set_menu_button,
    "getChatMenuButton": account.get_menu_button,
    "sendMessage": messages.send,
    "forwardMessage": messages.forward,
    "forwardMessages": messages.forward_many,
    "copyMessage": messages.copy,
    "copyMessages": messages.copy_many,
    "deleteMessage": messages.delete,
    "deleteMessages": messages.delete_many,
    "sendChatAction": messages.show_action,
    "setMessageReaction": messages.react,
    "answerCallbackQuery": messages.answer_callback,
    "sendPhoto": media.sending("photo"),
    "sendVideo": media.sending("video"),
    "sendDocument": media.sending("document"),
    "sendAnimation": media.sending("animation"),
    "sendAudio": media.sending("audio"),
    "sendVoice": media.sending("voice"),
    "sendVideoNote": media.sending("video_note"),
    "sendSticker": media.sending("sticker"),
    "sendMediaGroup": media.send_album,
    "getFile": media.get_file,
    "sendLocation": places.send_location,
    "sendVenue": places.send_venue,
    "sendContact": places.send_contact,
    "sendDice": places.send_dice,
    "sendPoll": polls.send,
    "stopPoll": polls.stop,
    "editMessageText": edits.edit_text,
    "editMessageCaption": edits.edit_caption,
    "editMessageMedia": edits.edit_media,
    "editMessageReplyMarkup": edits.edit_keyboard,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_member,
    "getChatAdministrators": chats.get_administrators,
    "getChatMemberCount": chats.count_members,
    "leaveChat": chats.leave,
    "pinChatMessage": chats.pin,
    "unpinChatMessage": chats.unpin,
    "unpinAllChatMessages": chats.unpin_all,
}
