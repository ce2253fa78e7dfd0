"""Conversations as residents have them: over HTTP, through the real channel."""
