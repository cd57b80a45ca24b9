"""What somebody who hides from another person sees: nothing that a phone should show by itself."""

from conversations.buttons.citizen import CleanScreen, MyReports
from conversations.screen import Button, Key, Line, Screen

NEUTRAL = "notice.neutral"  # the first words of each message
CLEAN = Button(Key("button.clean_screen"), CleanScreen())
NEWS = Screen(Line(NEUTRAL), ((Button(Key("button.look"), MyReports()),),))
