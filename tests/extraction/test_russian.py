"""Who says what in Russian news. The sentences are made up for this table."""

import pytest

from factcheck.extraction.russian import read_quotations
from factcheck.extraction.statements import Story
from factcheck.rules.stances import Stance

SAID = [
    ("«Мост открыт», – сказал Иван Петров.", "Иван Петров", "Мост открыт"),
    ("«Мост открыт», — заявила мэр города Анна Орлова.", "мэр города Анна Орлова", "Мост открыт"),
    ("«Мост открыт», - сообщил ТАСС губернатор Олег Лось.", "губернатор Олег Лось", "Мост открыт"),
    ("«Когда откроют мост?» — говорит инженер.", "инженер", "Когда откроют мост?"),
    ('"Мост открыт", - пояснил Петров журналистам.', "Петров", "Мост открыт"),
    ("«Мост открыт. Дорога тоже», – отметил Петров.", "Петров", "Мост открыт. Дорога тоже"),
    ("«Мост, – сказал он, – открыт».", "он", "Мост открыт"),
    ("«Мост открыт», – сказал он, – «дорога тоже».", "он", "Мост открыт"),
    ("Министр Лось заявил, что мост открыт.", "Министр Лось", "мост открыт"),
    ("Эксперты считают, что мост опасен.", "Эксперты", "мост опасен"),
    ("Мэрия сообщила журналистам, что мост открыт.", "Мэрия", "мост открыт"),
    ("Однако Петров подчеркнул, что мост закрыт.", "Петров", "мост закрыт"),
    ("Орлова недавно признала, что мост закрыт.", "Орлова", "мост закрыт"),
    ("Петров заявил Орловой: «Мост закрыт».", "Петров", "Мост закрыт"),
    ("Петров сказал: мост закрыт.", "Петров", "мост закрыт"),
    ("По словам Петрова, мост закрыт.", "Петрова", "мост закрыт"),
    ("По данным полиции, ранены пять человек.", "полиции", "ранены пять человек"),
    ("По мнению экспертов, мост опасен.", "экспертов", "мост опасен"),
    ("Как сообщает ТАСС, мост закрыт.", "ТАСС", "мост закрыт"),
    ("Как ранее сообщило агентство «Север», мост закрыт.", "агентство «Север»", "мост закрыт"),
    ("Новый мост закрыт на ремонт, сообщил Петров.", "Петров", "Новый мост закрыт на ремонт"),
    ("Новый мост закрыт, сказал в интервью РБК директор Лось.", "директор Лось", "Новый мост закрыт"),
    ("Новый мост закроют весной, говорят эксперты.", "эксперты", "Новый мост закроют весной"),
]

STANCES = [
    ("Кремль не подтвердил сообщения о взрыве.", "Кремль", Stance.NOT_CONFIRMED),
    ("Министерство не подтверждает гибель людей.", "Министерство", Stance.NOT_CONFIRMED),
    ("Компания отказалась от комментариев.", "Компания", Stance.DECLINED_TO_COMMENT),
    ("Петров отказался комментировать доклад.", "Петров", Stance.DECLINED_TO_COMMENT),
    ("Мэрия опровергла слухи о взрыве.", "Мэрия", Stance.DENIES),
    ("Петров отрицает вину.", "Петров", Stance.DENIES),
    ("Петров заявил, что мост якобы закрыт.", "Петров", Stance.AFFIRMS_HEDGED),
    ("По данным полиции, мост, возможно, закрыт.", "полиции", Stance.AFFIRMS_HEDGED),
]

NOTHING = [
    "",
    "Мост открыт.",
    "Книга «Мост» вышла весной.",
    "«Мост» — новая книга.",
    "Он был настолько удручён, что молчал.",
    "«Мост открыт",
    "Сказал.",
]


@pytest.mark.parametrize(("text", "name", "claim"), SAID)
def test_the_speaker_and_the_words_are_found(text: str, name: str, claim: str) -> None:
    (one,) = read_quotations(Story(text, "ru"))
    assert one.speaker is not None
    assert (one.speaker.name, one.claim) == (name, claim)


@pytest.mark.parametrize(("text", "name", "stance"), STANCES)
def test_the_stance_is_the_cue_s(text: str, name: str, stance: Stance) -> None:
    (one,) = read_quotations(Story(text, "ru"))
    assert one.speaker is not None
    assert (one.speaker.name, one.stance) == (name, stance)


@pytest.mark.parametrize("text", NOTHING)
def test_no_proposal_where_nobody_speaks(text: str) -> None:
    assert read_quotations(Story(text, "ru")) == []


def test_a_pronoun_is_the_last_one_named_and_says_so() -> None:
    _, later = read_quotations(
        Story("Пётр Лось заявил, что мост закрыт. Он добавил, что дорога открыта.", "ru")
    )
    assert later.speaker is not None
    assert (later.speaker.words, later.speaker.name) == ("Он", "Пётр Лось")
    assert "last one named" in later.speaker.how


def test_a_surname_is_the_full_name_given_before() -> None:
    _, later = read_quotations(
        Story("Пётр Лось заявил, что мост закрыт. Лось добавил, что дорога открыта.", "ru")
    )
    assert later.speaker is not None
    assert later.speaker.name == "Пётр Лось"


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("«Мост закрыт», – сказал Петров, передаёт ТАСС.", "ТАСС"),
        ("«Мост закрыт», – сказал Петров, его слова приводит Интерфакс.", "Интерфакс"),
    ],
)
def test_who_passed_it_on_is_a_relay(text: str, relay: str) -> None:
    (one,) = read_quotations(Story(text, "ru"))
    assert [hop.name for hop in one.relays] == [relay]
    assert one.speaker is not None
    assert one.speaker.name == "Петров"


def test_with_reference_to_makes_the_paper_a_relay() -> None:
    (one,) = read_quotations(Story("Новый мост закрыт, пишет Вестник со ссылкой на мэрию.", "ru"))
    assert one.speaker is not None
    assert (one.speaker.words, [hop.name for hop in one.relays]) == ("мэрию", ["Вестник"])
