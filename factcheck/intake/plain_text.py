"""Bytes to text, and what a plain wire story says of itself in its first lines."""

import codecs
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import webencodings
from charset_normalizer import from_bytes

from factcheck.rules.article_limits import ArticleRefused
from factcheck.rules.told import told, word

# --- decoding ---------------------------------------------------------------------------------------

# What people mistake for an article, by its first bytes.
_BINARY_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a Word document or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"RIFF", "a sound, video or WebP file"),
    (b"\x7fELF", "a program"),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark begins the same way.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_DECLARED_IN_HTML = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w:-]{2,40})""", re.IGNORECASE
)
_DECLARED_IN_XML = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w:-]{2,40})""")
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w:-]{2,40})""", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARATION_BYTES = 4096
_GUESS_BYTES = 65_536
# Told apart from its Latin relatives (windows-1250 and others) nearly at random, so it stands for all of
# them, as in browsers, and the editor is told to look at the accents.
_WESTERN = "cp1252"
# What else the old files of a newsroom are in; among all that Python knows, exotic relatives would win.
_GUESSES = (
    "cp1252 cp949 cp932 euc_jp gb18030 big5 cp1251 koi8_r iso8859_5 cp1253 cp1255 cp1256 cp874"
).split()


def decode(data: bytes, *, content_type: str = "", is_html: bool = False) -> tuple[str, list[str]]:
    """Return the text and warnings for the editor. Raises ArticleRefused (binary, undecodable)."""
    for magic, kind in _BINARY_KINDS:
        if data.startswith(magic):
            raise ArticleRefused(
                told(
                    "This is {kind}, not text: save it as plain text or HTML, or copy its text and paste it.",
                    kind=kind,
                ),
                "binary",
            )
    if b"\0" in data and not data.startswith(_UTF16_MARKS):
        raise _not_text()
    text, warnings = _decoded(data, content_type, is_html)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or 50 * len(_CONTROLS.findall(text)) > len(text):
        raise _not_text()
    return text, warnings


def _not_text() -> ArticleRefused:
    return ArticleRefused(
        word(
            "This is not a text file: it holds characters that no text has. "
            "Save the story as plain text (UTF-8) or HTML, or copy its text and paste it."
        ),
        "binary",
    )


def _decoded(data: bytes, content_type: str, is_html: bool) -> tuple[str, list[str]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), []
            except UnicodeDecodeError as error:
                raise ArticleRefused(
                    told(
                        "The file begins as {encoding} and is damaged at byte {start}: save it again as "
                        "UTF-8, or copy its text and paste it.",
                        encoding=encoding.upper(),
                        start=error.start,
                    ),
                    "undecodable",
                ) from error
    declared = _declared_encoding(data, content_type, is_html)
    for encoding in (declared, "utf-8"):
        try:
            if encoding:
                return data.decode(encoding), []
        except UnicodeDecodeError:
            continue
    return _guessed(data)


def _declared_encoding(data: bytes, content_type: str, is_html: bool) -> str:
    found = _CHARSET.search(content_type)
    label = found[1] if found else ""
    if not label and is_html:
        start = data[:_DECLARATION_BYTES]
        declared = _DECLARED_IN_HTML.search(start) or _DECLARED_IN_XML.search(start)
        label = declared[1].decode() if declared else ""
    # The browsers' table of labels: no "zlib" or "unicode_escape", and latin-1 means windows-1252.
    known = webencodings.lookup(label)
    return known.codec_info.name if known and known.name != "x-user-defined" else ""


def _guessed(data: bytes) -> tuple[str, list[str]]:
    guess = from_bytes(data[:_GUESS_BYTES], cp_isolation=_GUESSES).best()
    encoding = guess.encoding if guess else _WESTERN
    for attempt in dict.fromkeys((encoding, _WESTERN)):
        try:
            text = data.decode(attempt)
        except UnicodeDecodeError:
            continue
        name = "windows-1252" if attempt == _WESTERN else attempt
        return text, [f"The file is not UTF-8; it was read as {name}. Check accents and quotation marks."]
    raise ArticleRefused(
        word(
            "The characters of this file cannot be read: "
            "save it again as UTF-8, or copy its text and paste it."
        ),
        "undecodable",
    )


# --- first lines ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first lines of a plain text say; empty where they do not."""

    headline: str = ""
    byline: str = ""
    dateline: str = ""
    wire: str = ""
    published_on: date | None = None
    day_without_year: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    text: str
    wire: str = ""
    published_on: date | None = None
    day_without_year: str = ""


_LINES_LOOKED_AT = 12
_HEADLINE_CHARACTERS = 200
_DATELINE_CHARACTERS = 120
_BYLINE = re.compile(r"(?:by|von|par|por|автор:?)\s+(\w[^\n]{1,120})", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:\s[-–—−]{1,2}|[–—−])\s+|\s+/(?=[^/\n]{2,30}/)")
# Slashes around a Russian agency's name, brackets around the others'.
_WIRE = re.compile(r"[.,]?\s*(?:\(([^()\n]{2,40})\)|/([^/\n]{2,30})/\.?)\s*$")
# (서울=연합뉴스), the Korean form.
_KOREAN = re.compile(r"\(([^()=\n]{1,20})=([^()=\n]{1,20})\)")
# 新华社北京11月17日电, the Chinese form.
_CHINESE = re.compile(
    r"(?P<wire>[^\W\d_]{1,5}[社网網])(?P<place>[^\W\d_]{2,10}?)(?P<day>(?:\d{1,2}月)?\d{1,2}日)[电電讯訊]"
)
# 【6月18日 AFP】, ［ソウル ２８日 ロイター］, 【ソウル共同】, the Japanese form.
_JAPANESE = re.compile(r"[【［\[]([^】］\]\n]{2,40})[】］\]]")
_JAPANESE_DAY = re.compile(r"(?:\d{1,2}月)?\d{1,2}日")
_JAPANESE_WIRE = re.compile(
    r"(?:AFP|AP|CNN|UPI|ロイター|共同|時事|新華社|聯合ニュース|タス通信|タス|ANN|中央社)(?:通信)?$"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january янв января", "feb february фев февр февраля", "mar march мар марта",
            "apr april апр апреля", "may мая", "jun june июн июня", "jul july июл июля",
            "aug august авг августа", "sep sept september сен сент сентября",
            "oct october окт октября", "nov november ноя нояб ноября", "dec december дек декабря",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY = re.compile(
    r"(?:(?P<month>[^\W\d_]{3,9})\.?\s(?P<day>\d{1,2})|(?P<day2>\d{1,2})\s(?P<month2>[^\W\d_]{3,9})\.?)"
    r"(?:,?\s(?P<year>(?:19|20)\d\d))?"
)


def opening_of(body_text: str) -> Opening:
    """Read headline, byline and dateline. The text itself stays whole."""
    lines = [line.strip() for line in body_text.split("\n", _LINES_LOOKED_AT)[:_LINES_LOOKED_AT]]
    filled = [line for line in lines if line]
    headline = _headline(lines)
    rest = filled[1:] if headline else filled
    byline = next((by[1] for line in rest[:3] if (by := _BYLINE.fullmatch(line))), "")
    dateline = next((found for line in rest[:4] if (found := read_dateline(line))), Dateline(""))
    return Opening(
        headline, byline, dateline.text, dateline.wire, dateline.published_on, dateline.day_without_year
    )


def _headline(lines: list[str]) -> str:
    first, following = lines[0], lines[1:]
    if not first or len(first) > _HEADLINE_CHARACTERS or first.endswith((".", "。", "…", ",", ":", ";")):
        return ""
    if read_dateline(first) or _BYLINE.fullmatch(first):
        return ""
    second = following[0] if following else None
    stands_alone = second == "" and any(following)
    return first if stands_alone or (second and (_BYLINE.fullmatch(second) or read_dateline(second))) else ""


def read_dateline(line: str) -> Dateline | None:
    """Read "SEOUL, South Korea, March 28, 2025 (Yonhap) – …" and its relatives; None when there is none."""
    if korean := _KOREAN.match(line):
        return Dateline(korean[1], wire=korean[2])
    if chinese := _CHINESE.match(line):
        return Dateline(chinese["place"], wire=chinese["wire"], day_without_year=chinese["day"])
    if japanese := _JAPANESE.match(line):
        return _read_japanese(japanese[1])
    start = line[:_DATELINE_CHARACTERS]
    dash = _DASH.search(start)
    # "NATO - the alliance": a story begins with a capital, or in a script that has none.
    if not dash or start[dash.end() : dash.end() + 1].islower():
        return None
    slashed = start.find("/", dash.end()) + 1 if "/" in dash[0] else dash.start()
    head = start[: slashed or dash.start()].strip()
    wire = _WIRE.search(head)
    place = head[: wire.start()].strip(" ,.") if wire else head.strip(" ,")
    place, published_on, day_without_year = _split_day(place)
    if not (_is_place(place) or (wire and _is_caseless_place(place))):
        return None
    return Dateline(place, (wire[1] or wire[2]) if wire else "", published_on, day_without_year)


def _read_japanese(written: str) -> Dateline | None:
    """What stands in brackets before the story: a place, a day and an agency, not all of them always."""
    wire = _JAPANESE_WIRE.search(written)
    if not wire:
        return None
    rest = written[: wire.start()]
    day = _JAPANESE_DAY.search(rest)
    place = _JAPANESE_DAY.sub("", rest).strip(" 　＝=・、")
    return Dateline(place, wire[0], day_without_year=day[0] if day else "")


def _is_caseless_place(place: str) -> bool:
    """A town in a script without capitals; that it is one, the agency in brackets behind it shows."""
    return 2 <= len(place) <= 30 and place.upper() == place.lower() and place.replace(" ", "").isalpha()


def _split_day(place: str) -> tuple[str, date | None, str]:
    """Take the day from the end of "MOSCOW, March 28"."""
    for found in _DAY.finditer(place):
        month = _MONTHS.get((found["month"] or found["month2"]).casefold())
        if not month or place[found.end() :].strip(" ,."):
            continue
        before = place[: found.start()].strip(" ,")
        if not found["year"]:
            return before, None, found[0]
        try:
            return before, date(int(found["year"]), month, int(found["day"] or found["day2"])), ""
        except ValueError:
            return before, None, ""
    return place, None, ""


def day_in(text: str) -> date | None:
    """The first day with month and year in words: "Tue Nov 19 2019 07:09 GMT"."""
    for found in _DAY.finditer(text[:_DATELINE_CHARACTERS]):
        month = _MONTHS.get((found["month"] or found["month2"]).casefold())
        if month and found["year"]:
            try:
                return date(int(found["year"]), month, int(found["day"] or found["day2"]))
            except ValueError:
                return None
    return None


def _is_place(place: str) -> bool:
    """A town in capitals, then perhaps a country in the usual letters."""
    town, *rest = (part.strip() for part in place.split(","))
    letters = [character for character in town if character.isalpha()]
    return (
        len(letters) >= 2
        and town.upper() == town
        and town.lower() != town
        and not any(character.isdigit() for character in place)
        and len(rest) <= 2
        and all(part and part[0].isupper() and len(part) <= 40 for part in rest)
    )


def midnight_utc(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
