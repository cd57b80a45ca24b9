"""The buttons about the bot itself."""

from conversations.callback import ButtonData, Topic, button


@button(Topic.HEALTH, "look")
class Look(ButtonData):
    """Look again at how the bot is doing."""
