"""Measurements beside peers: `make bench`; what they mean stands in docs/performance.md."""
