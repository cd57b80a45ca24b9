"""What Telegram itself says and refuses: shapes, texts and their entities, keyboards and memberships."""
