"""Fine-tuning jobs, the data that they train on, and the models that they make."""
