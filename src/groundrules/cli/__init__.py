"""Flags in, exit code out: the only place that prints.

Modules that declare commands import click alone; what runs a command is imported when it runs.
"""
