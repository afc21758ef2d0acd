"""The outside world: schedule, network in, mail out, command line."""
