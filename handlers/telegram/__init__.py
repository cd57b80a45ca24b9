"""Reading what Telegram sends."""
