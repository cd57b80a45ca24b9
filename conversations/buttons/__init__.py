"""Every button outside the questions of dialogues, declared once, a file for each wing."""
