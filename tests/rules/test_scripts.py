"""A text's script tells its language well enough to read it aloud."""

import pytest

from factcheck.rules.scripts import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("북한군이 러시아에 파병되었다.", "ko"),
        ("朝鲜向俄罗斯派遣了军队。", "zh"),
        ("北朝鮮はロシアに部隊を送った。", "ja"),
        ("أرسلت كوريا الشمالية جنودا إلى روسيا.", "ar"),
        ("کره شمالی سرباز فرستاد و چیزی نگفت.", "fa"),
        ("Северная Корея направила солдат.", "ru"),
        ("Північна Корея надіслала солдатів.", "uk"),
        ("Η Βόρεια Κορέα έστειλε στρατιώτες.", "el"),
        ("צפון קוריאה שלחה חיילים.", "he"),
        ("North Korea sent soldiers.", ""),
        ("The party paper 로동신문 said nothing of soldiers in Russia.", ""),
        ("Tass는 러시아 국방부를 인용했다.", "ko"),
        ("12,000 – 15,000", ""),
        ("", ""),
    ],
)
def test_the_script_tells_the_language(text: str, language: str) -> None:
    assert language_of(text) == language
