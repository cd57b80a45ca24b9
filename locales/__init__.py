"""What people read: the texts in each language, and the only place where a value is escaped into one."""

from locales.refused import AskAgain, Refused
from locales.texts import LANGUAGES, Html, Texts, shown, texts_for

__all__ = ["LANGUAGES", "AskAgain", "Html", "Refused", "Texts", "shown", "texts_for"]
