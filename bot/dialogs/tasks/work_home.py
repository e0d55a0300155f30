"""What the home card says of work: what is due, what waits for me, what the month comes to."""

from __future__ import annotations

from bot.dialogs.context import Context
from bot.dialogs.entries import Entries
from bot.dialogs.forms import kpi
from bot.dialogs.screen import Line, Row
from core.usecases import accepting, directing, working


async def entries(ctx: Context) -> Entries:
    lines: list[Line] = []
    rows: list[Row] = []
    led = await directing.followers(ctx.desk)
    waiting = (await accepting.inbox(ctx.desk)).count
    if waiting:
        lines.append(ctx.say("work.home-waiting", count=waiting))
        rows.append((ctx.button("accept.home-button", "accept.inbox", count=waiting),))
    mine = await working.mine(ctx.desk)
    late = sum(1 for one in mine.open if ctx.desk.now >= one.due)
    if late:
        lines.append(ctx.say("work.home-late", count=late))
    row: Row = (ctx.button("work.home-button", "work.list", count=len(mine.open)),)
    if led:
        row += (ctx.button("team.home-button", "team.list", 0),)
    foot = await kpi.home_line(ctx)
    return Entries(lines=tuple(lines), rows=(*rows, row), foot=foot)
