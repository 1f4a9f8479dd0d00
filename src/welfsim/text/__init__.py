"""Text that comes from users: what can be shown of it, and how a message shows it."""
