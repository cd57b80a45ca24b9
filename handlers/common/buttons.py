"""Buttons that lead somewhere else from any screen."""

from conversations.callback import Topic
from conversations.screen import Button, Key

MENU = Button(Key("button.menu"), "menu", Topic.MENU)
TOPICS = Button(Key("topics.button_open"), "open", Topic.TOPICS)
REPORT = Button(Key("button.report"), "report", Topic.MENU)
