"""Buttons that lead somewhere else from any screen."""

from conversations.screen import Button, Key
from handlers.callback import Topic

MENU = Button(Key("button.menu"), "menu", Topic.MENU)
REPORT = Button(Key("button.report"), "report", Topic.MENU)
