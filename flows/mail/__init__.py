"""Alerts as mails: one multipart message per delivery, text and HTML, made to be read on a phone."""
