"""What groups, channels and citizens get, and our membership in their chats."""
