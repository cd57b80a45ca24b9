"""What may be done to a report, over a unit of work. No Telegram."""
