"""Fixed words that hold a word of time but tell of none: "đầu tư", "sáng kiến" (R14).

In a line with marks they must be spelled so; without marks their neighbours decide.
"""

from __future__ import annotations

import re

from core import text
from core.schedule_text.flat import GONE, Flat

_SPELLED = (
    "thương_mại,khuyến_mại,khuyến_mãi,mai_táng,mai_một,mai_mối,mai_mỉa,mai_danh,ban_mai,"
    "hoàng_mai,bạch_mai,tương_mai,quỳnh_mai,trúc_mai,lê_thị_mai,nguyễn_thị_mai,trần_thị_mai,"
    "phạm_thị_mai,hoa_mai,cây_mai,mai_hắc_đế,mai_sau_này,sáng_kiến,sáng_tạo,sáng_tác,"
    "sáng_suốt,sáng_chế,sáng_lập,sáng_ngời,sáng_láng,sáng_mắt,sáng_tỏ,sáng_sủa,chiếu_sáng,"
    "ánh_sáng,thắp_sáng,đèn_sáng,toả_sáng,tỏa_sáng,tối_đa,tối_thiểu,tối_ưu,tối_cao,tối_mật,"
    "tối_tân,tối_hậu,bóng_tối,người_tôi,phạm_tội,tội_phạm,đối_chiếu,trình_chiếu,tham_chiếu,"
    "máy_chiếu,đa_chiều,hai_chiều,một_chiều,nhiều_chiều,phản_chiếu,chống_chiếu,chiều_cao,"
    "chiều_dài,chiều_rộng,chiều_sâu,chiếu_theo,thủ_tục,thu_phí,thu_hồi,thu_chi,thu_nhập,"
    "thu_gom,thu_mua,thu_ngân_sách,thu_thuế,thu_thập,thủ_trưởng,thủ_đô,thư_viện,thư_ký,"
    "thư_kí,thư_giãn,thư_mời,thư_điện_tử,hạn_chế,hạn_hán,hạn_mức,hạn_ngạch,hàn_quốc,hạn_hẹp,"
    "hạn_định,quyền_hạn,giới_hạn,dài_hạn,ngắn_hạn,trung_hạn,vô_hạn,gia_hạn,hiện_hạn,"
    "trước_mắt,trước_đây,trước_nay,trước_đó,trước_tiên,trước_sau,trước_kia,trước_khi_sáp,"
    "bao_giờ,bây_giờ,theo_thứ_tự,đúng_thứ_tự,số_thứ_tự,hai_bà_trưng,ba_đình,ba_la,ba_vì,"
    "một_cửa,một_số,một_phần,một_lần,một_loạt,từ_nay,đến_nay,hiện_nay,lâu_nay,xưa_nay,"
    "ngày_nay,nay_thông_báo,nay_kính,nay_đề_nghị,nay_quyết_định,đêm_hội,đêm_nhạc,"
    "đêm_giao_lưu,đêm_văn_nghệ,đêm_thơ,đêm_trung_thu,đêm_rằm,phường_mai_dịch,phường_mai_động,"
    "xã_mai_lâm,xã_mai_đình,xã_mai_châu,phố_mai_dịch,phố_mai_động,đường_mai_dịch,"
    "quận_mai_động,thị_trấn_mai_châu,huyện_mai_châu,mái_che,mái_tôn,đi_mai_châu,tại_mai_châu,"
    "ở_mai_châu,về_mai_châu,lên_mai_châu,đầu_tư"
)
_OTHERS = re.compile(
    r"\b(?:trong sang(?! (?:nay|mai|thu|ngay|hom|t\d|cn|\d))"
    r"|(?:bep(?: an)?|duong|pho|ngo|tuyen|luu thong|luong|cau|ngo|gai) (?:1|2|mot|hai) chieu"
    r"|(?<!quang )trung thu(?! (?:[2-7](?! ?[/.\-]?\d)|hai|ba|tu|nam|sau|bay)\b)"
    r"|xanh ?[-,]? ?sach ?[-,]? ?sang|sang ?[-,]? ?xanh ?[-,]? ?sach"
    r"|(?:cong van|van ban|thu|khach|ho so) den(?= (?:truoc|han|cham nhat|ngay|trong)\b))\b"
)
_SPELLINGS: dict[str, set[str]] = {}
for _one in _SPELLED.replace("_", " ").split(","):
    _SPELLINGS.setdefault(text.folded(_one), set()).add(_one)
_IDIOM = re.compile(
    rf"\b(?P<idiom>{'|'.join(sorted(map(re.escape, _SPELLINGS), key=len, reverse=True))})\b"
)
_OPENING = re.compile(
    r"sang (?:to|sua|lap|mat|ngoi|lang)|mai (?:moi|tang)|toi (?:mat|cao|tan|hau)"
    r"|chieu (?:theo|dai|rong|cao|sau)|truoc (?:sau|tien|do)"
)
_CLOSING = re.compile(
    r"(?:giao|quyen|gioi|dai|ngan|trung|vo|gia|hien) han|(?:truc|hoa|den) (?:mai|sang)"
)
_GIVEN = re.compile(r" (?:qua|hoa|bang|giay|thuong|\d)")
_TOMORROW_BEFORE = re.compile(r"\b(?:ngay|sang|trua|chieu|toi) $")
_TIME_BEFORE = re.compile(r"(?:^|[,;:.(|\-+*>] ?|\b(?:thu \S+|t\d|cn|\d{1,2}/\d{1,2}|mai|nay) )$")
_TIME_NEXT = re.compile(
    r" ?(?::|(?:thu (?:\d|hai|ba|tu|nam|sau|bay)|t\d|cn|ngay|nay|mai|hom)\b|\d{1,2} ?(?:[/:.\-] ?\d|h|g\b|gio|thang))"
)


def hide(flat: Flat, work: str) -> str:
    """*work* with the idioms blanked out, letter for letter."""
    work = _OTHERS.sub(lambda found: GONE * len(found[0]), work)
    return _IDIOM.sub(lambda found: _hidden(flat, work, found), work)


def _hidden(flat: Flat, work: str, found: re.Match[str]) -> str:
    folded = found[0]
    start, end = found.span()
    if work.endswith("bat " if folded == "dau tu" else "thu ", 0, start):
        return folded  # "bat dau tu 5/6", "thu hai chieu"
    if folded.startswith("mai ") and _TOMORROW_BEFORE.search(work[max(0, start - 6) : start]):
        return folded
    if folded == "sang lap" and _TIME_BEFORE.search(work[max(0, start - 8) : start]):
        return folded
    if flat.marked:
        typed = " ".join(flat.written(start, end).lower().split())
        return GONE * len(folded) if typed in _SPELLINGS[folded] else folded
    if folded == "mai tang" and _GIVEN.match(work, end) is None:
        return GONE * len(folded)
    opens = _OPENING.fullmatch(folded) and _TIME_BEFORE.search(work[max(0, start - 8) : start])
    closes = (
        not work.endswith("cong ", 0, start)
        and _CLOSING.fullmatch(folded)
        and _TIME_NEXT.match(work, end)
    )
    return folded if opens or closes else GONE * len(folded)
