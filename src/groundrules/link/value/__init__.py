"""What a value in code is: followed through names, imports, parameters, classes and calls, within bounds."""
