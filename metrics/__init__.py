"""The counters that the parts of the bot keep of themselves."""
