"""Telegram, by python-telegram-bot: webhook or polling, one live card a chat."""
