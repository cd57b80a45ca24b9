"""The length of a text as Telegram counts it: in UTF-16 code units."""


def length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
