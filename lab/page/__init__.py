"""The lab's page: every person of the small school with their messengers, in a browser."""
