"""The Bot API as the bot calls it: reading and checking a call, the methods, long polling and the webhook."""
