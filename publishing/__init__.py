"""What may be done to an announcement, over a unit of work. No Telegram."""
