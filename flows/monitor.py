"""The flow's name to Prefect: deployments that servers hold load it from here."""

from flows.serving.prefect.flow import monitor

__all__ = ["monitor"]
