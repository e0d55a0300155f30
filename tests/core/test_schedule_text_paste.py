"""Whole weeks as they are pasted: headings hold, nothing is lost, doubts are asked (R15)."""

from __future__ import annotations

import datetime as dt

from core.schedule_text import Item, Reading, read_line, read_paste

WEDNESDAY = dt.date(2026, 5, 13)


def paste(text: str, today: dt.date = WEDNESDAY) -> Reading:
    return read_paste(text, today)


def starts(reading: Reading) -> list[tuple[str, str | None]]:
    return [(item.what, said(item.start)) for item in reading.items]


def said(moment: dt.date | dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().removesuffix(":00+07:00")


def codes(reading: Reading) -> list[str | None]:
    return [item.question.code if item.question else None for item in reading.items]


def test_weekdays_that_follow_each_other_stay_in_one_week() -> None:
    found = paste("Thứ 2:\n- họp\nThứ 3:\n- đi\nThứ 4:\n- dạy\nThứ 5:\n- trực")

    days = ["2026-05-18", "2026-05-19", "2026-05-20", "2026-05-21"]
    assert [said(item.start) for item in found.items] == days
    assert codes(found) == [None, None, None, None]
    assert found.skipped == ("Thứ 2:", "Thứ 3:", "Thứ 4:", "Thứ 5:")


def test_a_paste_that_begins_with_todays_own_weekday_asks_once_a_line_of_that_day() -> None:
    found = paste("Thứ 4:\n- họp\n- dạy\nThứ 5:\n- trực")

    assert codes(found) == ["weekday-today", "weekday-today", None]
    assert said(found.items[2].start) == "2026-05-14"


def test_a_weekday_heading_that_goes_back_is_asked() -> None:
    found = paste("Thứ 2:\n- họp\nThứ 6:\n- trực\nThứ 3:\n- dạy")

    assert codes(found) == [None, None, "weekday-order"]


def test_days_and_parts_hold_until_the_next() -> None:
    found = paste(
        "THỨ HAI NGÀY 18/5/2026\n* Sáng:\n- 8h: họp giao ban\n- kiểm tra\n* Chiều:\n- 2h họp tổ\n"
        "- tiếp dân\nThứ 3 (19/5):\n8h00 - 10h30 tập huấn\nNgày 20/5:\ntrực"
    )

    assert starts(found) == [
        ("họp giao ban", "2026-05-18T08:00"),
        ("kiểm tra", "2026-05-18"),
        ("họp tổ", "2026-05-18T14:00"),
        ("tiếp dân", "2026-05-18"),
        ("tập huấn", "2026-05-19T08:00"),
        ("trực", "2026-05-20"),
    ]
    assert [item.part for item in found.items] == [None, "sang", None, "chieu", None, None]
    assert said(found.items[4].end) == "2026-05-19T10:30"
    assert codes(found) == [None] * 6


def test_a_delivery_under_a_day_heading_is_due_that_day() -> None:
    found = paste(
        "Thứ 6:\n- nộp báo cáo tuần\n- họp tổ, hạn thứ 2 tuần sau\n- gửi số liệu trước 16h"
    )

    assert [(said(one.start), said(one.due)) for one in found.items] == [
        (None, "2026-05-15"),
        ("2026-05-15", "2026-05-18"),
        (None, "2026-05-15T16:00"),
    ]


def test_the_week_of_a_title_is_the_week_of_its_weekdays() -> None:
    dated = paste("Lịch tuần 25-29/5\nThứ 2\nhọp\nThứ 4\ndạy")
    relative = paste("LỊCH CÔNG TÁC TUẦN SAU\nThứ 4\nhọp")

    assert starts(dated) == [("họp", "2026-05-25"), ("dạy", "2026-05-27")]
    assert starts(relative) == [("họp", "2026-05-20")]
    assert codes(relative) == [None]


def test_the_days_of_a_past_week_are_asked() -> None:
    found = paste("Lịch công tác tuần từ 4/5 đến 8/5\nThứ 2\nhọp")

    assert codes(found) == ["weekday-past"]
    assert starts(found) == [("họp", "2026-05-04")]


def test_a_date_below_its_weekday_must_agree_with_it() -> None:
    agreeing = paste("Thứ hai\n\n18/5\n\nhọp")
    not_agreeing = paste("Thứ ba\n\n18/5\n\nhọp")

    assert (starts(agreeing), codes(agreeing)) == ([("họp", "2026-05-18")], [None])
    assert codes(not_agreeing) == ["weekday-disagrees"]


def test_a_day_with_its_work_on_one_line_holds_for_the_lines_below() -> None:
    found = paste("T2: 8h chào cờ\n   9h họp giao ban\nT3 đi cơ sở\nviết báo cáo")

    assert starts(found) == [
        ("chào cờ", "2026-05-18T08:00"),
        ("họp giao ban", "2026-05-18T09:00"),
        ("đi cơ sở", "2026-05-19"),
        ("viết báo cáo", "2026-05-19"),
    ]
    assert codes(found) == [None, None, None, "day-above"]


def test_another_day_inside_a_line_under_a_heading_is_asked() -> None:
    found = paste("Thứ 2 (18/5):\n- chuẩn bị họp thứ 5")

    assert codes(found) == ["heading-disagrees"]


def test_after_a_heading_for_other_work_the_day_is_asked() -> None:
    found = paste("Thứ 6:\n- trực\nViệc khác:\n- hoàn thiện hồ sơ")

    assert codes(found) == [None, "day-above"]
    assert found.skipped == ("Thứ 6:", "Việc khác:")


def test_rows_of_a_table_repeat_the_first_cell_when_it_is_empty() -> None:
    found = paste(
        "Thứ | Buổi | Nội dung | Địa điểm\n--- | --- | --- | ---\n"
        "Thứ Hai 18/5 | Sáng | 8h Chào cờ | Sân\n | Chiều | Kiểm tra chợ | Chợ Hà Đông\n"
        "Thứ Ba | Sáng | Họp tổ dân phố 5 | NVH\n | | Tiếp công dân | Phòng 1"
    )

    assert starts(found) == [
        ("Chào cờ, Sân", "2026-05-18T08:00"),
        ("Kiểm tra chợ, Chợ Hà Đông", "2026-05-18"),
        ("Họp tổ dân phố 5, NVH", "2026-05-19"),
        ("Tiếp công dân, Phòng 1", "2026-05-19"),
    ]
    assert [item.part for item in found.items] == [None, "chieu", "sang", "sang"]
    assert len(found.skipped) == 2


def test_columns_for_deadlines_quantities_and_people_are_read_as_such() -> None:
    found = paste(
        "STT\tNội dung\tHạn\tSL\tNgười thực hiện\n1\tBáo cáo CCHC tháng 5\t20/5\t2\tLan\n"
        "2\tRà soát hộ nghèo\t30/5\t\tMai"
    )

    assert [(one.what, said(one.due), one.quantity) for one in found.items] == [
        ("Báo cáo CCHC tháng 5, Lan", "2026-05-20", 2),
        ("Rà soát hộ nghèo, Mai", "2026-05-30", None),
    ]


def test_a_line_for_the_time_or_the_place_belongs_to_the_job_above() -> None:
    found = paste(
        "Họp giao ban UBND\nThời gian: 8h00 thứ Sáu, 15/5/2026\nĐịa điểm: Phòng họp 2\n\n"
        "Hội nghị tổng kết\nThời gian: 14h ngày 20/5"
    )

    assert starts(found) == [
        ("Họp giao ban UBND, Địa điểm: Phòng họp 2", "2026-05-15T08:00"),
        ("Hội nghị tổng kết", "2026-05-20T14:00"),
    ]
    assert found.items[0].source.count("\n") == 2


def test_the_time_may_come_first() -> None:
    found = paste(
        "Thời gian: 8h 15/5\nNội dung: Họp giao ban\nThời gian: 14h 20/5\nNội dung: Dự lễ"
    )

    assert starts(found) == [
        ("Họp giao ban", "2026-05-15T08:00"),
        ("Dự lễ", "2026-05-20T14:00"),
    ]


def test_a_wrapped_line_and_a_line_in_brackets_go_on() -> None:
    found = paste(
        "Thứ 5 (14/5)\n9h30: Làm việc với Phòng Kinh tế, Hạ tầng và Đô thị về trật tự xây dựng\n"
        "trên địa bàn phường.\n14h00: Dự hội nghị trực tuyến\n(Văn phòng chuẩn bị)"
    )

    assert [said(item.start) for item in found.items] == ["2026-05-14T09:30", "2026-05-14T14:00"]
    assert found.items[0].what.endswith("trật tự xây dựng trên địa bàn phường")
    assert "(Văn phòng chuẩn bị)" in found.items[1].what


def test_the_time_of_a_chat_message_is_not_the_day_of_the_job() -> None:
    found = paste(
        "[10:32, 12/5/2026] Lan VP: Mai họp giao ban 8h\n[10:36, 13/5/2026] Lan VP: Thứ 6 nộp báo cáo"
    )

    assert codes(found) == ["chat-date", None]
    assert said(found.items[1].due) == "2026-05-15"


def test_titles_greetings_and_offices_are_skipped_and_jobs_never() -> None:
    found = paste(
        "ỦY BAN NHÂN DÂN PHƯỜNG HÀ ĐÔNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nHà Đông, ngày 12 tháng 5 năm 2026\nLỊCH CÔNG TÁC TUẦN\n"
        "Kính gửi: các phòng\nThứ 5:\n- chào cờ\n- 8h họp\n----------\nTrân trọng!"
    )

    assert starts(found) == [("chào cờ", "2026-05-14"), ("họp", "2026-05-14T08:00")]
    assert len(found.skipped) == 9


def test_a_line_that_cannot_be_read_is_asked_not_lost() -> None:
    found = paste("...... (chữ mờ)\nNguyễn Văn A\nkhi nào rảnh thì làm")

    assert codes(found) == ["no-date", "no-date", "no-date"]


def test_eighty_lines_are_read_in_their_order() -> None:
    lines = [f"- việc số {number}" for number in range(80)]

    found = paste("Thứ 5 (14/5):\n" + "\n".join(lines))

    assert [item.source for item in found.items] == lines
    assert {said(item.start) for item in found.items} == {"2026-05-14"}


def test_several_jobs_of_one_line_each_have_their_own_time() -> None:
    found = read_line("Thứ 5: sáng họp giao ban, chiều đi cơ sở", WEDNESDAY)

    assert [(one.what, said(one.start), one.part) for one in found.items] == [
        ("họp giao ban", "2026-05-14", "sang"),
        ("đi cơ sở", "2026-05-14", "chieu"),
    ]


def test_a_line_without_anything_is_nothing() -> None:
    empty: tuple[Item, ...] = ()
    assert (read_line("   ", WEDNESDAY).items, read_paste("\n \n", WEDNESDAY).items) == (
        empty,
        empty,
    )
