"""What runs the simulation many times: answers, evidence, coaches, published figures and regression tables."""
