"""What is remembered of feeds and of the watch: entries that wait, what is looked at again, what was set aside."""
