"""What a phone shows, as values: the tests read them and the page gets them as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bot.demo.telegram_entities import FormattedText
from bot.demo.telegram_request import Json
from bot.demo.telegram_state import Account, Message, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An inline button; `spinner` from the press until the bot answered or it grew too old."""

    text: str
    data: str | None = None
    url: str | None = None
    spinner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """`url` is the path of the download on the simulated server; a photo has its measures."""

    kind: str
    name: str
    size: int
    url: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """`sender` is `bot` or `user`; `text` also holds a caption; `kind` names what is not text."""

    id: int
    sender: str
    kind: str
    text: str
    html: str
    entities: tuple[Json, ...]
    date: int
    edited: bool
    silent: bool
    reply_to: int | None
    keyboard: tuple[tuple[Key, ...], ...]
    document: Attachment | None

    def as_json(self) -> Json:
        shown = asdict(self)
        shown["from"] = shown.pop("sender")
        return shown


def spinning(world: World, account: Account, callback_timeout: float) -> set[tuple[int, str]]:
    oldest = world.now() - callback_timeout
    return {
        (query.message_id, query.data)
        for query in world.queries.values()
        if query.user_id == account.id and not query.answered and query.pressed_at > oldest
    }


def bubble(message: Message, spinners: set[tuple[int, str]]) -> Bubble:
    shown = message.text or message.caption or FormattedText(text="")
    return Bubble(
        id=message.message_id,
        sender="bot" if message.from_bot else "user",
        kind=next(iter(message.content), "text"),
        text=shown.text,
        html=shown.as_html(),
        entities=tuple(entity.as_json() for entity in shown.entities),
        date=message.date,
        edited=message.rewritten,
        silent=message.silent,
        reply_to=message.reply_to,
        keyboard=tuple(
            tuple(_key(button, message.message_id, spinners) for button in row)
            for row in message.keyboard or ()
        ),
        document=_attachment(message),
    )


def _attachment(message: Message) -> Attachment | None:
    file = message.file
    if file is None:
        return None
    best = message.content.get("photo", [{}])[-1]
    return Attachment(
        width=best.get("width", 0),
        height=best.get("height", 0),
        kind=file.kind,
        name=file.name,
        size=len(file.body),
        url=f"/sim/file/{file.unique_id}/{file.path.rpartition('/')[2]}",
    )


def _key(button: Json, message_id: int, spinners: set[tuple[int, str]]) -> Key:
    data = button.get("callback_data")
    is_spinning = data is not None and (message_id, data) in spinners
    return Key(text=button["text"], data=data, url=button.get("url"), spinner=is_spinning)


def bubbles(world: World, account: Account, callback_timeout: float) -> list[Bubble]:
    spinners = spinning(world, account, callback_timeout)
    return [bubble(message, spinners) for message in world.messages.get(account.id, {}).values()]


def commands(world: World, account: Account) -> list[Json]:
    """The "/" menu of this person: the narrowest scope that was set, Vietnamese first."""
    for scope in (f"chat:{account.id}", "all_private_chats", "default"):
        for language in ("vi", ""):
            found = world.commands.get((scope, language))
            if found:
                return found
    return []


def phone_json(world: World, account: Account, callback_timeout: float) -> Json:
    button = world.menu_buttons.get(account.id) or world.menu_buttons.get(0)
    return {
        "version": account.version,
        "user_id": account.id,
        "name": account.name,
        "bot": world.bot_json(),
        "started": account.started,
        "blocked": account.blocked,
        "messages": [shown.as_json() for shown in bubbles(world, account, callback_timeout)],
        "toasts": account.toasts,
        "typing": world.now() < account.typing_until,
        "commands": commands(world, account),
        "menu_button": button or {"type": "default"},
        "reply_keyboard": account.reply_keyboard,
    }
