"""One feed, polled: whether it is due, what came, and what is to be remembered of it."""

from flows.polling.intervals import PollRules
from flows.polling.poll import PollOutcome, poll_feed, unforeseen
from flows.polling.schedule import is_due

__all__ = ["PollOutcome", "PollRules", "is_due", "poll_feed", "unforeseen"]
