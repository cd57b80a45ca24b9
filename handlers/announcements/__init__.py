"""Writing, approving, following and checking announcements."""
