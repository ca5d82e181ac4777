from factcheck.rules.matching import Rarity, Wording, likeness, reason, same_quote, shown_words

RARITY = Rarity(1000, {"bridg": 5, "close": 200, "said": 600, "mayor": 40, "river": 30, "12000": 2})


def wording(text: str, *stems: str, beside: str = "") -> Wording:
    return Wording(text, frozenset(stems), beside)


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    wanted = wording("The mayor closed the bridge", "mayor", "close", "bridg")
    by_the_rare = likeness(wanted, wording("That bridge", "bridg"), RARITY)
    by_the_common = likeness(wanted, wording("They closed", "close"), RARITY)
    assert 0 < by_the_common < by_the_rare < 1


def test_the_same_statement_is_likest() -> None:
    wanted = wording("The bridge is closed.", "bridg", "close")
    same = likeness(wanted, wording("The bridge is closed", "bridg", "close"), RARITY)
    longer = likeness(
        wanted, wording("The bridge is closed by the river, the mayor said", *RARITY.claims_with), RARITY
    )
    assert longer < same <= 1


def test_what_nothing_is_shared_with_is_not_like_it() -> None:
    assert likeness(wording("ab", "ab"), wording("xy", "xy"), RARITY) < 0.05


def test_statements_without_words_are_compared_without_a_fault() -> None:
    nothing = wording("")
    assert likeness(nothing, nothing, RARITY) == 0
    assert reason(nothing, nothing, RARITY) == ""


def test_the_reason_names_words_and_figures_as_they_are_written() -> None:
    wanted = wording("12000 at the bridges", "12000", "bridg")
    claim = wording("Some 12,000 people crossed the Bridge.", "12000", "bridg", "cross", "peopl")
    assert reason(wanted, claim, RARITY) == "the same words: Bridge; the same figure: 12,000"


def test_the_reason_is_plain_when_every_word_is_the_same() -> None:
    one, other = wording("The bridge is closed.", "bridg"), wording("the bridge “is” closed", "bridg")
    assert reason(one, other, RARITY) == "word for word the same"


def test_apostrophes_hyphens_and_lost_blanks_make_no_other_statement_and_a_point_in_a_figure_does() -> None:
    one = wording("Lee’s post-election bill doesn't cost 1.5 million", "bill")
    assert reason(wording("Lees postelection bill doesntcost 1.5 million"), one, RARITY) == (
        "word for word the same"
    )
    assert "word for word" not in reason(
        wording("Lee’s post-election bill doesn't cost 15 million"), one, RARITY
    )


def test_a_slip_of_the_pen_is_named_as_such() -> None:
    wanted = wording("The brigde over the rivver", "brigd", "rivver")
    assert reason(wanted, wording("The bridge over the river", "bridg", "river"), RARITY) == "spelt alike"


def test_one_common_word_is_no_reason() -> None:
    wanted = wording("The mayor said so of the bridge", "mayor", "said", "bridg")
    claim = wording("A river 12,000 km long, she said", "river", "12000", "said")
    assert reason(wanted, claim, RARITY) == ""


def test_words_of_other_scripts_are_shown() -> None:
    assert shown_words("북한이 병력 1만2000명을 파병했다", {"파병", "북한"}) == ([], ["북한이", "파병했다"])
    assert shown_words("Солдаты прибыли в порт", {"солдат", "прибыл"}) == ([], ["Солдаты", "прибыли"])


def test_a_quote_is_the_same_whatever_its_marks() -> None:
    wanted = wording("“The bridge stays closed,” she said.")
    assert same_quote(wanted, "the bridge stays closed")
    assert not same_quote(wanted, "the bridge is closed")
    assert not same_quote(wanted, "she said")
    assert not same_quote(wanted, "")


def test_hostile_text_is_compared_without_a_fault() -> None:
    long = wording("a" * 100_000 + " 1,234" * 1000, "a" * 2000)
    assert 0 <= likeness(long, long, RARITY) <= 1
    shown_words(long.text, long.stems)
