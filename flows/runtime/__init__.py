"""What every part of a run leans on: the clock, faults, the log, and the account of what a pass did."""
