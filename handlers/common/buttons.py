"""Buttons that lead somewhere else from any screen."""

from conversations.buttons.citizen import BeginReport, KeepForPropam, Menu, NeedHelp, Resume
from conversations.buttons.subscribers import Subscribe
from conversations.buttons.texts import Topics
from conversations.screen import Button, Key

MENU = Button(Key("button.menu"), Menu())
TOPICS = Button(Key("topics.button_open"), Subscribe())
DANGER = Button(Key("button.danger"), NeedHelp())
REPORT = Button(Key("button.report"), BeginReport())
RESUME = Button(Key("button.resume"), Resume())
SERVICES = Button(Key("button.services"), Topics())
ABOUT_POLICE = (
    (Button(Key("button.keep_for_propam"), KeepForPropam()),),
    (Button(Key("button.keep_about_leadership"), KeepForPropam(leadership=True)),),
)  # below the ways outside, which come first
