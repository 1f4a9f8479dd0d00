"""What a benefit unit is due by law in one month: pure rules, shared by the processes."""
