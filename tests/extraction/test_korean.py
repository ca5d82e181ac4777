"""Who says what in Korean news. The sentences are made up for this table."""

import pytest

from factcheck.extraction.korean import read_quotations
from factcheck.extraction.statements import Story
from factcheck.rules.stances import Stance

VERBS = ["말했다", "밝혔다", "전했다", "강조했다", "설명했다", "덧붙였다", "주장했다", "지적했다", "했다"]

SAID = [
    *((f'김 장관은 "다리가 열렸다"고 {verb}.', "김 장관", "다리가 열렸다") for verb in VERBS),
    ('이 대변인은 "사실이다"라고 말했다.', "이 대변인", "사실이다"),
    ("이 대변인은 “사실이다”라며 “곧 열린다”고 말했다.", "이 대변인", "사실이다 곧 열린다"),
    ('박 교수는 "필요한 조치"라고 평가했다.', "박 교수", "필요한 조치"),
    ('국방부는 "훈련이 끝났다"고 발표했다.', "국방부", "훈련이 끝났다"),
    ("국방부는 훈련이 끝났다고 밝혔다.", "국방부", "훈련이 끝났다"),
    ("경찰은 다리가 닫혔다고 전했다.", "경찰", "다리가 닫혔다"),
    ("시장은 다리를 열겠다고 말했다.", "시장", "다리를 열겠다"),
    ("정부는 예산이 늘었다고 설명했다.", "정부", "예산이 늘었다"),
    ("경찰에 따르면 세 명이 다쳤다.", "경찰", "세 명이 다쳤다"),
    ("17일 경찰에 따르면 세 명이 다쳤다.", "경찰", "세 명이 다쳤다"),
    ("한국은행에 의하면 물가가 올랐다.", "한국은행", "물가가 올랐다"),
    ("다리가 다시 열렸다고 연합뉴스가 보도했다.", "연합뉴스", "다리가 다시 열렸다"),
    ("다리가 다시 열렸다고 타스통신이 전했다.", "타스통신", "다리가 다시 열렸다"),
]

STANCES = [
    ("국방부는 파병을 확인하지 않았다.", "국방부", Stance.NOT_CONFIRMED),
    ("대변인은 논평을 거부했다.", "대변인", Stance.DECLINED_TO_COMMENT),
    ("김 장관은 의혹을 부인했다.", "김 장관", Stance.DENIES),
    ("경찰에 따르면 세 명이 다친 것으로 보인다.", "경찰", Stance.AFFIRMS_HEDGED),
]

NOTHING = [
    "",
    "다리가 열렸다.",
    '책 "다리"는 봄에 나왔다.',
    "날씨는 좋다고 했다.",
    '"다리가 열렸다',
    "말했다.",
]


@pytest.mark.parametrize(("text", "name", "claim"), SAID)
def test_the_speaker_and_the_words_are_found(text: str, name: str, claim: str) -> None:
    (one,) = read_quotations(Story(text, "ko"))
    assert one.speaker is not None
    assert (one.speaker.name, one.claim) == (name, claim)


@pytest.mark.parametrize(("text", "name", "stance"), STANCES)
def test_the_stance_is_the_cue_s(text: str, name: str, stance: Stance) -> None:
    (one,) = read_quotations(Story(text, "ko"))
    assert one.speaker is not None
    assert (one.speaker.name, one.stance) == (name, stance)


@pytest.mark.parametrize("text", NOTHING)
def test_no_proposal_where_nobody_speaks(text: str) -> None:
    assert read_quotations(Story(text, "ko")) == []


def test_a_short_name_is_the_full_one_only_when_the_story_gives_it() -> None:
    alone = read_quotations(Story("합참은 훈련이 끝났다고 밝혔다.", "ko"))
    given = read_quotations(Story("합동참모본부가 나섰다. 합참은 훈련이 끝났다고 밝혔다.", "ko"))
    assert [one.speaker.name for one in (*alone, *given) if one.speaker] == ["합참", "합동참모본부"]
