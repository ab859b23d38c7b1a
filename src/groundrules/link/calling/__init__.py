"""Model calls, the models and prompts that they name, and what is done with the answer."""
