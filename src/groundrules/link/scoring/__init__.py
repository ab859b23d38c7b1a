"""Evaluations: what scores model output, what it covers, and what runs it."""
