"""The addresses that messengers call, against everybody else."""
