"""What the sandbox says when it refuses a call, in the words of Telegram's own server."""


class Refusal(Exception):
    """A call refused: the HTTP status, the description, and `migrate_to_chat_id` or `retry_after` where it has one."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(what: str) -> Refusal:
    return Refusal(400, f"Bad Request: {what}")


def forbidden(what: str) -> Refusal:
    return Refusal(403, f"Forbidden: {what}")


def conflict(what: str) -> Refusal:
    return Refusal(409, f"Conflict: {what}")


def flooded(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def upgraded(chat_id: int) -> Refusal:
    return Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat_id)


def not_played(what: str) -> Refusal:
    """For what Telegram has and the sandbox does not play: said plainly, never ignored."""
    return bad(f"{what} is not played by the sandbox")
