"""What the suite knows: tables, rules and rights, one module a subject."""

from sqlmodel import SQLModel

# Set before any table is declared: a constraint without a name cannot be changed by a migration.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
# Rows come from acts and not from people: the validators, which pydantic would build for every
# table at every start, wait until somebody asks for them.
SQLModel.model_config["defer_build"] = True
