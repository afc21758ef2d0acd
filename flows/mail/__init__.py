"""Alerts as mails: one multipart message per delivery, text and HTML, made to be read on a phone."""

from flows.mail.message import Letterhead, browser_page, keep_mails, render

__all__ = ["Letterhead", "browser_page", "keep_mails", "render"]
