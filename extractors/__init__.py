"""Bytes and text in, records out: no network, no database, no clock."""
