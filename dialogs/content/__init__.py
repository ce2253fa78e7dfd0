"""Data that the school edits: templates of stages and the like."""
