"""The chat front: what an update of Telegram means."""
