"""The edges: messengers, wiring, the command line."""
