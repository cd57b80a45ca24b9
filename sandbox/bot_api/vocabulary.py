"""What Telegram accepts (Bot API 10.1), a line for each object and method the sandbox plays.

A word is `name`, `name!` (required) or `name?` (Telegram has it, the sandbox does not play it), then `:type` unless
it is a string; `name=value` is a required string with that one value, `+name` stands for the shared line of that name.
Types: int, float, bool, chat (number or @username), file (upload, file_id or attach://), [type], A|B,
objects by name.
"""

SHARED = """
place       business_connection_id? chat_id!:chat message_thread_id:int
post        +place direct_messages_topic_id?:int
quiet       disable_notification:bool protect_content:bool
sent        +quiet allow_paid_broadcast:bool message_effect_id
suggested   suggested_post_parameters?:object
reply       reply_parameters:ReplyParameters
answer      +reply reply_markup:InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply
full        +sent +suggested +answer
caption     caption parse_mode caption_entities:[MessageEntity]
above       +caption show_caption_above_media:bool
edited      business_connection_id? chat_id:chat message_id:int inline_message_id?
inline      reply_markup:InlineKeyboardMarkup
size        width:int height:int duration:int
venue       latitude!:float longitude!:float title! address! foursquare_id foursquare_type google_place_id \
            google_place_type
request     request_id!:int
scope       scope:BotCommandScopeDefault|BotCommandScopeAllPrivateChats|BotCommandScopeAllGroupChats|\
BotCommandScopeAllChatAdministrators|BotCommandScopeChat|BotCommandScopeChatAdministrators|BotCommandScopeChatMember \
            language_code
"""

OBJECTS = """
MessageEntity           type! offset!:int length!:int url user:object language custom_emoji_id unix_time:int \
                        date_time_format
LinkPreviewOptions      is_disabled:bool url prefer_small_media:bool prefer_large_media:bool show_above_text:bool
ReplyParameters         message_id!:int chat_id:chat allow_sending_without_reply:bool quote quote_parse_mode \
                        quote_entities:[MessageEntity] quote_position:int checklist_task_id?:int poll_option_id?
InlineKeyboardMarkup    inline_keyboard!:[[InlineKeyboardButton]]
InlineKeyboardButton    text! icon_custom_emoji_id style url callback_data web_app:WebAppInfo login_url:LoginUrl \
                        switch_inline_query switch_inline_query_current_chat \
                        switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton \
                        callback_game?:object pay?:bool
WebAppInfo              url!
LoginUrl                url! forward_text bot_username request_write_access:bool
CopyTextButton          text!
SwitchInlineQueryChosenChat query allow_user_chats:bool allow_bot_chats:bool allow_group_chats:bool \
                        allow_channel_chats:bool
ReplyKeyboardMarkup     keyboard!:[[KeyboardButton|str]] is_persistent:bool resize_keyboard:bool \
                        one_time_keyboard:bool input_field_placeholder selective:bool
KeyboardButton          text! icon_custom_emoji_id style request_users:KeyboardButtonRequestUsers \
                        request_chat:KeyboardButtonRequestChat request_managed_bot?:object request_contact:bool \
                        request_location:bool request_poll:KeyboardButtonPollType web_app:WebAppInfo
KeyboardButtonPollType  type
KeyboardButtonRequestUsers +request user_is_bot:bool user_is_premium:bool max_quantity:int request_name:bool \
                        request_username:bool request_photo:bool
KeyboardButtonRequestChat +request chat_is_channel!:bool chat_is_forum:bool chat_has_username:bool \
                        chat_is_created:bool user_administrator_rights:object bot_administrator_rights:object \
                        bot_is_member:bool request_title:bool request_username:bool request_photo:bool
ReplyKeyboardRemove     remove_keyboard!:bool selective:bool
ForceReply              force_reply!:bool input_field_placeholder selective:bool
InputProfilePhotoStatic type=static photo!:file
InputProfilePhotoAnimated type=animated animation!:file main_frame_timestamp:float
InputMediaPhoto         type=photo media!:file +above has_spoiler:bool
InputMediaVideo         type=video media!:file thumbnail:file cover?:file start_timestamp:int +above +size \
                        supports_streaming:bool has_spoiler:bool
InputMediaAnimation     type=animation media!:file thumbnail:file +above +size has_spoiler:bool
InputMediaAudio         type=audio media!:file thumbnail:file +caption duration:int performer title
InputMediaDocument      type=document media!:file thumbnail:file +caption disable_content_type_detection:bool
InputPollOption         text! text_parse_mode text_entities:[MessageEntity] media?:object
BotCommand              command! description!
BotCommandScopeDefault                type=default
BotCommandScopeAllPrivateChats        type=all_private_chats
BotCommandScopeAllGroupChats          type=all_group_chats
BotCommandScopeAllChatAdministrators  type=all_chat_administrators
BotCommandScopeChat                   type=chat chat_id!:chat
BotCommandScopeChatAdministrators     type=chat_administrators chat_id!:chat
BotCommandScopeChatMember             type=chat_member chat_id!:chat user_id!:int
MenuButtonCommands      type=commands
MenuButtonWebApp        type=web_app text! web_app!:WebAppInfo
MenuButtonDefault       type=default
ReactionTypeEmoji       type=emoji emoji!
ReactionTypeCustomEmoji type=custom_emoji custom_emoji_id!
ReactionTypePaid        type=paid
"""

METHODS = """
getMe
logOut
close
getUpdates              offset:int limit:int timeout:int allowed_updates:[str]
setWebhook              url! certificate?:file ip_address max_connections:int allowed_updates:[str] \
                        drop_pending_updates:bool secret_token
deleteWebhook           drop_pending_updates:bool
getWebhookInfo
sendMessage             +post text! parse_mode entities:[MessageEntity] link_preview_options:LinkPreviewOptions +full
forwardMessage          chat_id!:chat message_thread_id:int direct_messages_topic_id?:int from_chat_id!:chat \
                        video_start_timestamp:int +quiet message_effect_id +suggested message_id!:int
forwardMessages         chat_id!:chat message_thread_id:int direct_messages_topic_id?:int from_chat_id!:chat \
                        message_ids!:[int] +quiet
copyMessage             chat_id!:chat message_thread_id:int direct_messages_topic_id?:int from_chat_id!:chat \
                        message_id!:int video_start_timestamp:int +above +full
copyMessages            chat_id!:chat message_thread_id:int direct_messages_topic_id?:int from_chat_id!:chat \
                        message_ids!:[int] +quiet remove_caption:bool
sendPhoto               +post photo!:file +above has_spoiler:bool +full
sendAudio               +post audio!:file +caption duration:int performer title thumbnail:file +full
sendDocument            +post document!:file thumbnail:file +caption disable_content_type_detection:bool +full
sendVideo               +post video!:file +size thumbnail:file cover?:file start_timestamp:int +above has_spoiler:bool \
                        supports_streaming:bool +full
sendAnimation           +post animation!:file +size thumbnail:file +above has_spoiler:bool +full
sendVoice               +post voice!:file +caption duration:int +full
sendVideoNote           +post video_note!:file duration:int length:int thumbnail:file +full
sendSticker             +post sticker!:file emoji +full
sendMediaGroup          +post media!:[InputMediaPhoto|InputMediaVideo|InputMediaAudio|InputMediaDocument] +sent +reply
sendLocation            +post latitude!:float longitude!:float horizontal_accuracy:float live_period:int heading:int \
                        proximity_alert_radius:int +full
sendVenue               +post +venue +full
sendContact             +post phone_number! first_name! last_name vcard +full
sendDice                +post emoji +full
sendPoll                +place question! question_parse_mode question_entities:[MessageEntity] \
                        options!:[InputPollOption] is_anonymous:bool type allows_multiple_answers:bool \
                        allows_revoting:bool shuffle_options:bool allow_adding_options?:bool \
                        hide_results_until_closes:bool members_only:bool country_codes:[str] \
                        correct_option_ids:[int] explanation explanation_parse_mode \
                        explanation_entities:[MessageEntity] explanation_media?:object open_period:int close_date:int \
                        is_closed:bool description description_parse_mode description_entities:[MessageEntity] \
                        media?:object +sent +answer
stopPoll                business_connection_id? chat_id!:chat message_id!:int +inline
sendChatAction          +place action!
setMessageReaction      chat_id!:chat message_id!:int \
                        reaction:[ReactionTypeEmoji|ReactionTypeCustomEmoji|ReactionTypePaid] is_big:bool
getFile                 file_id!
leaveChat               chat_id!:chat
getChat                 chat_id!:chat
getChatAdministrators   chat_id!:chat return_bots:bool
getChatMemberCount      chat_id!:chat
getChatMember           chat_id!:chat user_id!:int
pinChatMessage          business_connection_id? chat_id!:chat message_id!:int disable_notification:bool
unpinChatMessage        business_connection_id? chat_id!:chat message_id:int
unpinAllChatMessages    chat_id!:chat
answerCallbackQuery     callback_query_id! text show_alert:bool url cache_time:int
setMyCommands           commands!:[BotCommand] +scope
deleteMyCommands        +scope
getMyCommands           +scope
setMyName               name language_code
getMyName               language_code
setMyDescription        description language_code
getMyDescription        language_code
setMyShortDescription   short_description language_code
setMyProfilePhoto       photo!:InputProfilePhotoStatic|InputProfilePhotoAnimated
removeMyProfilePhoto
getMyShortDescription   language_code
setChatMenuButton       chat_id:int menu_button:MenuButtonCommands|MenuButtonWebApp|MenuButtonDefault
getChatMenuButton       chat_id:int
editMessageText         +edited text parse_mode entities:[MessageEntity] link_preview_options:LinkPreviewOptions \
                        rich_message?:object +inline
editMessageCaption      +edited +above +inline
editMessageMedia        +edited \
                        media!:InputMediaPhoto|InputMediaVideo|InputMediaAnimation|InputMediaAudio|InputMediaDocument \
                        +inline
editMessageReplyMarkup  +edited +inline
deleteMessage           chat_id!:chat message_id!:int
deleteMessages          chat_id!:chat message_ids!:[int]
"""

# The emoji a bot may react with, the actions it may show, the dice it may throw.
REACTIONS = frozenset(
    {
        "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩",
        "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤\u200d🔥", "🌚", "🌭", "💯",
        "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭",
        "🤓", "👻", "👨\u200d💻", "👀", "🎃", "🙈", "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄",
        "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷\u200d♂",
        "🤷", "🤷\u200d♀", "😡",
    }
)  # fmt: skip
ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
