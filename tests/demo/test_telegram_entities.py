from __future__ import annotations

import pytest

from bot.demo import telegram_entities, telegram_html, telegram_markdown
from bot.demo.telegram_entities import FormattedText
from bot.demo.telegram_request import BotApiError

PREFIX = "Bad Request: can't parse entities: "


def parsed(source: str) -> tuple[str, list[tuple[str, int, int]]]:
    formatted = telegram_entities.tidy(telegram_html.parse(source))
    return formatted.text, [(e.type, e.offset, e.length) for e in formatted.entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("đồng chí", "đồng chí", []),
        ("&lt;&gt;&amp;&quot;&laquo;&#12345678;", '<>&"&laquo;&#12345678;', []),
        ("&#273;&#x1F3DF", "đ🏟", []),
        ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
        ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [("italic", 5, 6)]),
        ("<B>Đã</B> duyệt", "Đã duyệt", [("bold", 0, 2)]),
        ("🏟<i>🏟 &gt;<b aba = caba>&lt🏟</b></i>", "🏟🏟 ><🏟", [("italic", 2, 7), ("bold", 6, 3)]),
        ("a<i>b</>", "ab", [("italic", 1, 1)]),
        ("a<b></b>c", "ac", []),
        ("a<b> </b>c", "a c", []),
        ("<b>a</b><b>b</b>", "ab", [("bold", 0, 2)]),
        ("<b><strong>a</strong>b</b>", "ab", [("bold", 0, 2)]),
        ("  \n<b>a </b> \n", "a", [("bold", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ('<pre><code class="language-toml">a</code></pre>', "a", [("pre", 0, 1)]),
        ("<pre><code>a</code></pre>", "a", [("pre", 0, 1), ("code", 0, 1)]),
        ('<a href="hanoi.gov.vn?a=1&amp;b=2">a</a>', "a", [("text_link", 0, 1)]),
        ("<a>đây</a>", "đây", []),
    ],
)
def test_tags_leave_and_entities_count_utf16_units(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    assert parsed(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a<br>", 'Unsupported start tag "br" at byte offset 1'),
        ("điểm < 5", 'Unsupported start tag "" at byte offset 8'),
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        (
            "🏟 🏟&lt;<i    aba>",
            'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
        ),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('🏟 🏟&lt;<i aba = "&lt;&gt;>', "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        ("đ<b>a</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<i><b>a</b>", 'Can\'t find end tag corresponding to start tag "i"'),
        ("đ<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 2'),
        (
            "&#xDFDF;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            ),
        ),
    ],
)
def test_broken_html_is_refused_at_a_byte_offset(source: str, reason: str) -> None:
    with pytest.raises(BotApiError) as refused:
        telegram_html.parse(source)
    assert (refused.value.status, refused.value.description) == (400, PREFIX + reason)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("27.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("đ*a", "Can't find end of Bold entity at byte offset 2"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
    ],
)
def test_broken_markdown_is_refused(source: str, reason: str) -> None:
    with pytest.raises(BotApiError) as refused:
        telegram_markdown.parse(source)
    assert refused.value.description == PREFIX + reason


def test_markdown_marks_become_entities() -> None:
    formatted = telegram_markdown.parse(r"*đậm* _nghiêng_ `27.5` [đây](hanoi.gov.vn) 1\.2")
    assert formatted.text == "đậm nghiêng 27.5 đây 1.2"
    assert [e.type for e in formatted.entities] == ["bold", "italic", "code", "text_link"]


def test_commands_and_links_are_found_but_not_inside_code() -> None:
    formatted = telegram_entities.detect(telegram_html.parse("/viec <code>/ma</code> a/b"))
    assert [(e.type, e.offset, e.length) for e in formatted.entities] == [
        ("bot_command", 0, 5),
        ("code", 6, 3),
    ]


def test_shown_html_escapes_what_was_typed() -> None:
    assert FormattedText(text='<script>"x"').as_html() == "&lt;script&gt;&quot;x&quot;"


def test_shown_html_nests_tags_and_refuses_a_script_link() -> None:
    formatted = telegram_entities.from_json(
        "🏟abc",
        [
            {"type": "bold", "offset": 0, "length": 4},
            {"type": "italic", "offset": 3, "length": 2},
            {"type": "text_link", "offset": 4, "length": 1, "url": "javascript:alert(1)"},
        ],
    )
    assert formatted.as_html() == "<b>🏟a<i>b</i></b>c"
