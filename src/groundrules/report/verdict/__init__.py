"""The verdict on a project: layers, needs, production concerns and fine-tunes, worked out once for every format."""
