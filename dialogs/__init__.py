"""What the bots say: plain functions from what happened to screens."""
