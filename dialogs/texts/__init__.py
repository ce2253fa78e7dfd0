"""Everything that a person reads, in Fluent files."""
