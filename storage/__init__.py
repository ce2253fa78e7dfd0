"""What the suite knows: tables, rules and rights, one module a subject."""
