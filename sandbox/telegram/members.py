"""A member of a group or channel, as getChatMember and the membership updates show it."""

from dataclasses import dataclass
from typing import Protocol, cast

from sandbox.telegram.shapes import Raw

IN_CHAT = ("creator", "administrator", "member", "restricted")
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GROUP_RIGHTS = ("can_pin_messages",)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
USUAL_RIGHTS = frozenset(("can_manage_chat", "can_delete_messages", "can_invite_users", *GROUP_RIGHTS, *CHANNEL_RIGHTS))


class Actor(Protocol):
    """Anyone with an account, as far as a group needs to know them."""

    @property
    def user(self) -> Raw: ...

    @property
    def id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's standing in one chat. `rights` and `anonymous` count for administrators."""

    user: Raw
    status: str = "member"
    rights: frozenset[str] = USUAL_RIGHTS
    anonymous: bool = False

    @property
    def id(self) -> int:
        return cast(int, self.user["id"])

    @property
    def inside(self) -> bool:
        return self.status in IN_CHAT

    @property
    def admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def raw(self, kind: str) -> Raw:
        """The ChatMember object in a chat of that kind."""
        shown: Raw = {"user": self.user, "status": self.status}
        match self.status:
            case "creator":
                return shown | {"is_anonymous": self.anonymous}
            case "administrator":
                names = RIGHTS + (CHANNEL_RIGHTS if kind == "channel" else GROUP_RIGHTS)
                rights: Raw = {name: name in self.rights for name in names}
                return shown | {"can_be_edited": False, "is_anonymous": self.anonymous} | rights
            case "restricted":
                return shown | {"is_member": True, "until_date": 0} | dict.fromkeys(PERMISSIONS, False)
            case "kicked":
                return shown | {"until_date": 0}
            case _:
                return shown
