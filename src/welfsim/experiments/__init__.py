"""What runs the simulation many times: the regression tables so far."""
