"""How the bot is doing, shown and told to the command."""
