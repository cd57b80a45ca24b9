"""What the wings share: the turn, the menu, the commands, buttons and typed words."""
