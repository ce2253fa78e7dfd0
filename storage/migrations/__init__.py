"""Alembic's migrations; none loses data."""
