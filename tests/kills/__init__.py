"""The real process, killed: at random moments, and at every point that has a name."""
