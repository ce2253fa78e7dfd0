"""Stand-ins of the messengers and services, on loopback only."""
