"""Parents' questions, as they are talked over in messengers (R4)."""
