"""How people reach the resort and whoever runs the bot's server; what the settings leave out is empty."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contacts:
    """As they are shown to people."""

    phone: str = ""  # of the resort's office
    address: str = ""
    operator: str = ""  # a name, a number or a username
    operator_chat: int | None = None  # Telegram's number of the chat that alarms go to
    witness_channel: int | None = None  # Telegram's number of the channel that shows the end of the memory of acts
    channel: bool = False  # whether alarms reach the operator by themselves, in a chat or at an address


UNSET = Contacts()
