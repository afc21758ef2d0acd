"""One pass over the feeds, from polls to mails. It knows no Prefect."""
