"""The methods that make, change and delete messages."""

from __future__ import annotations

from bot.demo import telegram_entities, telegram_html, telegram_markdown, telegram_markup
from bot.demo.telegram_entities import FormattedText
from bot.demo.telegram_flood import Flood
from bot.demo.telegram_request import Json, Params, bad_request
from bot.demo.telegram_state import Account, Message, World, check_reachable
from bot.demo.telegram_uploads import content, incoming

TEXT_AT_MOST = 4096
CAPTION_AT_MOST = 1024
DELETABLE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly"
    " the same as a current content and reply markup of the message"
)


def _parsed(params: Params, field: str, entities: str) -> FormattedText:
    """The named text with its tags parsed; not yet trimmed or measured."""
    source = params.text(field)
    match params.text("parse_mode").lower():
        case "" | "none":
            given = params.loads(entities, "can't parse entities JSON object")
            return telegram_entities.from_json(source, given)
        case "html":
            return telegram_html.parse(source)
        case "markdownv2":
            return telegram_markdown.parse(source)
    raise bad_request("unsupported parse_mode")


def _parsed_text(params: Params) -> FormattedText:
    if not params.text("text"):
        raise bad_request("message text is empty")
    return _parsed(params, "text", "entities")


def _stored_text(parsed: FormattedText) -> FormattedText:
    text = telegram_entities.tidy(parsed)
    if not text.text:
        raise bad_request("text must be non-empty")
    if len(text.text) > TEXT_AT_MOST:
        raise bad_request("message is too long")
    return telegram_entities.detect(text)


def _stored_caption(parsed: FormattedText) -> FormattedText | None:
    caption = telegram_entities.tidy(parsed)
    if len(caption.text) > CAPTION_AT_MOST:
        raise bad_request("message caption is too long")
    return telegram_entities.detect(caption) if caption.text else None


class Messages:
    """Checks come in the real order: what the Bot API server can parse itself, then the chat,
    then the content, then what only the main servers refuse (data, blocks, flood)."""

    def __init__(self, world: World, flood: Flood) -> None:
        self._world = world
        self._flood = flood

    def send_message(self, params: Params) -> Json:
        parsed = _parsed_text(params)
        markup = telegram_markup.read(params)
        account = self._world.require_account(params.text("chat_id"))
        reply_to = self._reply_to(params, account)
        text = _stored_text(parsed)
        self._check_servers(account, markup)
        message = self._world.new_message(account, from_bot=True)
        message.text = text
        return self._sent(message, params, markup, reply_to)

    def send_document(self, params: Params) -> Json:
        return self._send_file(params, "document")

    def send_photo(self, params: Params) -> Json:
        return self._send_file(params, "photo")

    def _send_file(self, params: Params, kind: str) -> Json:
        parsed = _parsed(params, "caption", "caption_entities")
        markup = telegram_markup.read(params)
        account = self._world.require_account(params.text("chat_id"))
        reply_to = self._reply_to(params, account)
        caption = _stored_caption(parsed)
        file = incoming(self._world, params, kind)
        self._check_servers(account, markup)
        message = self._world.new_message(account, from_bot=True)
        message.caption, message.file = caption, file
        message.content = content(self._world, file)
        return self._sent(message, params, markup, reply_to)

    def _sent(
        self,
        message: Message,
        params: Params,
        markup: telegram_markup.Markup,
        reply_to: int | None,
    ) -> Json:
        account = self._world.accounts[message.chat_id]
        message.keyboard = markup.inline
        message.had_reply_markup = markup.removes or markup.reply is not None
        message.reply_to = reply_to
        message.silent = params.flag("disable_notification")
        if message.had_reply_markup:
            account.reply_keyboard = markup.reply
        self._world.add(message)
        return self._world.message_json(message)

    def _check_servers(self, account: Account, markup: telegram_markup.Markup) -> None:
        telegram_markup.check_data(markup)
        check_reachable(account)
        self._flood.check(account.id, self._world.now())

    def _reply_to(self, params: Params, account: Account) -> int | None:
        given = params.loads("reply_parameters", "can't parse reply parameters JSON object")
        parameters = given if isinstance(given, dict) else {}
        wanted = parameters.get("message_id") or params.integer("reply_to_message_id")
        if not wanted:
            return None
        if isinstance(wanted, int) and self._world.message(account.id, wanted) is not None:
            return wanted
        is_optional = parameters.get("allow_sending_without_reply") is True
        if is_optional or params.flag("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")

    def _editable(self, params: Params) -> Message:
        account = self._world.require_account(params.text("chat_id"))
        message = self._named(params, account, "message to edit not found")
        if not message.from_bot or message.had_reply_markup:
            raise bad_request("message can't be edited")
        return message

    def _named(self, params: Params, account: Account, missing: str) -> Message:
        message_id = params.integer("message_id")
        if message_id <= 0:
            raise bad_request("message identifier is not specified")
        message = self._world.message(account.id, message_id)
        if message is None:
            raise bad_request(missing)
        return message

    def edit_text(self, params: Params) -> Json:
        parsed = _parsed_text(params)
        markup = telegram_markup.read(params, only_inline=True)
        message = self._editable(params)
        if message.text is None:
            raise bad_request("there is no text in the message to edit")
        text = _stored_text(parsed)
        is_same = text == message.text and markup.inline == message.keyboard
        self._check_edit(message, markup, is_same=is_same)
        message.rewritten = message.rewritten or text != message.text
        message.text = text
        return self._edited(message, markup)

    def edit_caption(self, params: Params) -> Json:
        parsed = _parsed(params, "caption", "caption_entities")
        markup = telegram_markup.read(params, only_inline=True)
        message = self._editable(params)
        if message.file is None:
            raise bad_request("there is no caption in the message to edit")
        caption = _stored_caption(parsed)
        is_same = caption == message.caption and markup.inline == message.keyboard
        self._check_edit(message, markup, is_same=is_same)
        message.rewritten = message.rewritten or caption != message.caption
        message.caption = caption
        return self._edited(message, markup)

    def edit_reply_markup(self, params: Params) -> Json:
        markup = telegram_markup.read(params, only_inline=True)
        message = self._editable(params)
        self._check_edit(message, markup, is_same=markup.inline == message.keyboard)
        return self._edited(message, markup)

    def _check_edit(
        self, message: Message, markup: telegram_markup.Markup, *, is_same: bool
    ) -> None:
        telegram_markup.check_data(markup)
        check_reachable(self._world.accounts[message.chat_id])
        if is_same:
            raise bad_request(NOT_MODIFIED)
        self._flood.check(message.chat_id, self._world.now())

    def _edited(self, message: Message, markup: telegram_markup.Markup) -> Json:
        message.keyboard = markup.inline
        message.edit_date = self._world.date()
        self._world.touch(message.chat_id)
        return self._world.message_json(message)

    def delete(self, params: Params) -> bool:
        account = self._world.require_account(params.text("chat_id"))
        message = self._named(params, account, "message to delete not found")
        if self._world.date() - message.date > DELETABLE_SECONDS:
            raise bad_request("message can't be deleted for everyone")
        del self._world.messages[account.id][message.message_id]
        self._world.touch(account.id)
        return True
