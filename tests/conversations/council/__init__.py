"""Conversations of the Council: order in chats, votes, access, partners."""
