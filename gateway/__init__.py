"""The only door to and from Telegram: durable in, in order, paced out."""
