"""Which paragraphs of a text are no part of its story."""

import pytest

from factcheck.extraction.furniture import furniture, furniture_among, is_furniture

STORY = (
    "PORT ALDA – The harbour master said on Monday that 40 ships had left.\n"
    "RELATED STORIES\n"
    "Alda reopens its northern harbour after a storm of three days\n"
    "Fishermen ask the ministry for help with the price of fuel\n"
    "A minister’s visit\n"
    "The minister arrives on Tuesday, her office said.\n"
    "Edited by Ann Other and Bo Stern."
)


def outside(text: str) -> list[str]:
    return [text[start:end] for start, end in furniture(text)]


def test_related_headlines_and_the_editors_line_are_kept_apart_from_the_story() -> None:
    assert outside(STORY) == [
        "RELATED STORIES",
        "Alda reopens its northern harbour after a storm of three days",
        "Fishermen ask the ministry for help with the price of fuel",
        "Edited by Ann Other and Bo Stern.",
    ]


def test_a_headline_list_at_the_end_is_furniture_to_its_last_line() -> None:
    text = "The ships left.\n\n관련기사\n\n항구 다시 열어\n\n장관 방문 예정"
    assert outside(text) == ["관련기사", "항구 다시 열어", "장관 방문 예정"]


def test_sentences_under_a_related_label_stay() -> None:
    text = "RELATED\nThe harbour was closed for three days, the master said."
    assert outside(text) == ["RELATED"]


def test_a_long_run_of_short_lines_is_a_story_and_no_list_of_links() -> None:
    assert outside("Read more\n" + "A line without an end\n" * 20) == ["Read more"]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ships leave the harbour of Alda",
        "[Related: Why the harbour closed]",
        "ALSO READ | Ships leave",
        "Читайте также: Суда ушли",
        "関連記事",
        "اقرأ أيضا: السفن تغادر",
        "(Reporting by Ann Other in Alda; Editing by Bo Stern)",
        "Ann Other contributed to this report.",
        "Ann Other and Bo Stern reported from Alda.",
        "Translated by Bo Stern.",
        "SOURCE: News agencies",
        "© 2031 The Alda Courier. All rights reserved.",
        "기사입력 : [ 2031-08-25 15:24 ]",
        "[사진=알다통신]",
        "(责任编辑：王某)",
        "Editor@courier.example",
        "Ann Other, ann@courier.example",
        "Follow Ann Other on Twitter @annother.",
        "Ships at anchor off Alda on Monday. (Photo by Ann Other/Getty Images)",
        "FILE PHOTO: Ships at anchor off Alda, May 3, 2030. REUTERS/Ann Other",
        "This photo provided by the harbour master shows ships at anchor.",
        "This story has been updated with the master’s comments.",
        "This is a developing story.",
        "Sign up for our morning newsletter",
        "Subscribe to the Courier for the full story.",
        "Story continues below advertisement",
        "Advertisement",
        "Share",
        "(END)",
        "Published 18 November 2031",
        "Updated: May 3, 2031 at 4:15 p.m. EST",
        "https://courier.example/a/1",
        "有料会員の方のみご利用になれます。",
        "Подписывайтесь на наш канал",
    ],
)
def test_lines_of_the_page_are_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "More than 200 people left, the ministry said.",
        "More ships left on Tuesday.",
        "Related costs rose by 4 percent, the bank said.",
        "Sharing the harbour cost 3 million, he said.",
        "Watch out for the figures, the minister warned.",
        "Copyright law protects maps for 70 years, the court said.",
        "The outbreak was first reported from Alda.",
        "Russia contributed 300 soldiers to the force.",
        "Reporting of cases has slowed, the ministry said.",
        "Updated figures show that 40 ships left.",
        "Published figures were wrong by 10 percent.",
        "With Reuters reporting the deal, shares rose by 4 percent.",
        "Comments by the minister were not recorded.",
        "“Share this with everybody,” he said.",
        "He sent the letter and a photo (both undated).",
        "The two met in a room in Alda (pictured).",
        "Follow the money, said the prosecutor, who named 4 banks.",
        "Get the vaccine, the ministry said on Tuesday.",
        "Correction: 40 ships left, not 400.",
        "The end of the war",
        "May 3, 2031",
        "Source A said that 40 ships had left.",
        "합동참모본부는 북한이 병력 3000명을 보냈다고 말했다.",
        "编辑部说有40艘船离开了港口。",
        "",
    ],
)
def test_sentences_of_a_story_stay(line: str) -> None:
    assert not is_furniture(line)


def test_a_long_paragraph_is_never_furniture() -> None:
    assert not is_furniture("Read more: " + "the ships left the harbour " * 20)


def test_spans_name_paragraphs_of_the_untouched_text() -> None:
    text = "  Share  \n\n\n\nShips left.\n\n\t© The Courier \n"
    assert outside(text) == ["Share", "© The Courier"]
    assert furniture("") == []


def test_one_judgement_is_given_for_each_line() -> None:
    assert furniture_among(["Ships left.", "Keywords", "Alda"]) == [False, True, True]


@pytest.mark.parametrize("piece", ["Read more\n", "a ", "(", "@", "Ann Bo ", "01:01 ", "Photo: ", "\n\n x"])
def test_any_amount_of_a_piece_is_judged(piece: str) -> None:
    for start, end in furniture(piece * 20_000):
        assert start < end
