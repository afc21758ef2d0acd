"""Prefect, where passes are shown and may be started. No other room imports it."""
