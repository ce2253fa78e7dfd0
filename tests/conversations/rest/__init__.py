"""Conversations of the rest room."""
