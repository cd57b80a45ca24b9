"""What an announcement is, pure: audience, approval, schedule, the polling-day programme."""
