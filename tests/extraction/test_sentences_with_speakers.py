"""Sentences of every kind that the reader knows, with who says what in them. The table is read row by row."""

from datetime import date

import pytest

from factcheck.extraction.statements import Story
from factcheck.extraction.story import read_story

FRIDAY = date(2025, 3, 28)

# text: (speaker, relays from the speaker outwards, stance, claim) of each statement; no speaker is the article itself.
SENTENCES: dict[str, list[tuple[str, str, str, str]]] = {
    'The mayor said the bridge would open in June.': [('mayor', '', 'affirms', 'The bridge would open in June.')],
    'The mayor said that the bridge would open in June.': [('mayor', '', 'affirms', 'The bridge would open in June.')],
    '“The bridge is safe,” the mayor said.': [('mayor', '', 'affirms', 'The bridge is safe.')],
    '“The bridge is safe,” said Ann Lee, a spokeswoman for the city.': [('Ann Lee', '', 'affirms', 'The bridge is safe.')],
    '“The bridge,” the mayor said, “is safe.”': [('mayor', '', 'affirms', 'The bridge is safe.')],
    '“The bridge is safe,” the mayor said. “We tested it twice.”': [('mayor', '', 'affirms', 'The bridge is safe. We tested it twice.')],
    'The bridge, the mayor said, would open in June.': [('mayor', '', 'affirms', 'The bridge would open in June.')],
    'According to the city council, the bridge would open in June.': [('city council', '', 'affirms', 'The bridge would open in June.')],
    'The bridge would open in June, according to the city council.': [('city council', '', 'affirms', 'The bridge would open in June.')],
    'The ministry told reporters on Monday that the dam had burst.': [('ministry', '', 'affirms', 'The dam had burst.')],
    'Ann Lee told the committee: “The dam had burst before dawn.”': [('Ann Lee', '', 'affirms', 'The dam had burst before dawn.')],
    'The bridge would open in June, the mayor said.': [('mayor', '', 'affirms', 'The bridge would open in June.')],
    'The mayor denied that the bridge was unsafe.': [('mayor', '', 'denies', 'The bridge was unsafe.')],
    'Kenya denied sending troops across the border.': [('Kenya', '', 'denies', 'Sending troops across the border.')],
    'The general believes the rebels lost about 300 men.': [('general', '', 'affirms_hedged', 'The rebels lost about 300 men.')],
    'The army said the rebels appeared to have lost 300 men.': [('army', '', 'affirms_hedged', 'The rebels appeared to have lost 300 men.')],
    'The ministry estimated that 300 men had been lost.': [('ministry', '', 'affirms_hedged', '300 men had been lost.')],
    'The mayor claimed the number of dead was lower than reported.': [('mayor', '', 'disputes_figure', 'The number of dead was lower than reported.')],
    'The army has retracted its report that the town had fallen.': [('army', '', 'retracted', 'Its report that the town had fallen.')],
    'The opposition questioned whether the count was fair.': [('opposition', '', 'doubts', 'The count was fair.')],
    'Kenyan President Ruth Odede said the border was closed. “It will stay closed,” Odede added.': [('Ruth Odede', '', 'affirms', 'The border was closed.'), ('Ruth Odede', '', 'affirms', 'It will stay closed.')],
    'Kenyan President Ruth Odede met the farmers on Friday. She said the border was closed.': [('Ruth Odede', '', 'affirms', 'The border was closed.')],
    'The Central Water Authority (CWA) said the dam was full. It added that the gates were open.': [('Central Water Authority', '', 'affirms', 'The dam was full.'), ('Central Water Authority', '', 'affirms', 'The gates were open.')],
    'The Central Water Authority (CWA) said the dam was full. The CWA also warned that rain was coming.': [('Central Water Authority', '', 'affirms', 'The dam was full.'), ('Central Water Authority', '', 'affirms', 'Rain was coming.')],
    'The rains began in May, Nairobi said.': [('Kenya', '', 'affirms', 'The rains began in May.')],
    'Kenya and Uganda say the border is open.': [('Kenya', '', 'affirms', 'The border is open.'), ('Uganda', '', 'affirms', 'The border is open.')],
    'Kenyan President Ruth Odede said the border was closed, according to the news agency Reuters.': [('Ruth Odede', 'Reuters', 'affirms', 'The border was closed.')],
    'Reuters reported that Kenyan President Ruth Odede said the border was closed.': [('Ruth Odede', 'Reuters', 'affirms', 'The border was closed.')],
    'The border was closed, Reuters quoted Odede as saying.': [('Odede', 'Reuters', 'affirms', 'The border was closed.')],
    'Ruth Odede was quoted by Reuters as saying that the border was closed.': [('Ruth Odede', 'Reuters', 'affirms', 'The border was closed.')],
    'The border was closed on Friday, Reuters reported, citing the interior ministry.': [('interior ministry', 'Reuters', 'affirms', 'The border was closed on Friday.')],
    'Ruth Odede told Reuters that the border was closed.': [('Ruth Odede', 'Reuters', 'affirms', 'The border was closed.')],
    'Uganda says that 40 soldiers were killed. Neither Kenya nor Somalia has confirmed the report.': [('Uganda', '', 'affirms', '40 soldiers were killed.'), ('Kenya', '', 'not_confirmed', '40 soldiers were killed.'), ('Somalia', '', 'not_confirmed', '40 soldiers were killed.')],
    'Uganda says that 40 soldiers were killed. Kenya has not commented.': [('Uganda', '', 'affirms', '40 soldiers were killed.'), ('Kenya', '', 'no_response', '40 soldiers were killed.')],
    'Uganda says that 40 soldiers were killed. The Herald could not independently verify the claim.': [('Uganda', '', 'affirms', '40 soldiers were killed.'), ('Herald', '', 'cannot_verify', '40 soldiers were killed.')],
    'Uganda says that 40 soldiers were killed. The claim could not be independently verified.': [('Uganda', '', 'affirms', '40 soldiers were killed.'), ('', '', 'cannot_verify', '40 soldiers were killed.')],
    'Uganda says that 40 soldiers were killed. Kenya declined to comment.': [('Uganda', '', 'affirms', '40 soldiers were killed.'), ('Kenya', '', 'declined_to_comment', '40 soldiers were killed.')],
    'Uganda says that 40 soldiers were killed. Kenya’s army did not immediately respond to a request for comment.': [('Uganda', '', 'affirms', '40 soldiers were killed.'), ('Kenya’s army', '', 'no_response', '40 soldiers were killed.')],
    'Uganda says that 40 soldiers were killed. There was no immediate comment from Nairobi.': [('Uganda', '', 'affirms', '40 soldiers were killed.'), ('Kenya', '', 'no_response', '40 soldiers were killed.')],
    'Uganda says that 40 soldiers were killed. Kenya has yet to confirm the deaths.': [('Uganda', '', 'affirms', '40 soldiers were killed.'), ('Kenya', '', 'not_confirmed', '40 soldiers were killed.')],
    'More than 40 soldiers were killed at the border in March. Kenya has not confirmed the claims made by Uganda and Somalia.': [('', '', 'affirms', 'More than 40 soldiers were killed at the border in March.'), ('Uganda', '', 'affirms', 'More than 40 soldiers were killed at the border in March.'), ('Somalia', '', 'affirms', 'More than 40 soldiers were killed at the border in March.'), ('Kenya', '', 'not_confirmed', 'More than 40 soldiers were killed at the border in March.')],
    'The mayor did not say when the bridge would open.': [],
    'The mayor would say only that the bridge was old.': [],
    'The bridge opened, but the mayor said it was unsafe.': [('mayor', '', 'affirms', 'It was unsafe.')],
    'The mayor said the bridge was safe, but he refused to walk on it.': [('mayor', '', 'affirms', 'The bridge was safe.')],
    'The mayor said the bridge was safe and added that it would open in June.': [('mayor', '', 'affirms', 'The bridge was safe.'), ('mayor', '', 'affirms', 'It would open in June.')],
    'The mayor spoke for an hour, saying the bridge was safe.': [('mayor', '', 'affirms', 'The bridge was safe.')],
    'Ann Lee, who leads the inquiry, said the bridge was safe.': [('Ann Lee', '', 'affirms', 'The bridge was safe.')],
    'Ann Lee, 43, a farmer from Kisumu, said the bridge was safe.': [('Ann Lee', '', 'affirms', 'The bridge was safe.')],
    'The head of the inquiry into the collapse said the bridge was safe.': [('head of the inquiry into the collapse', '', 'affirms', 'The bridge was safe.')],
    'People living near the river said they heard a blast.': [('People living near the river', '', 'affirms', 'They heard a blast.')],
    'Sen. Ann Lee (D-Ohio) said the bridge was safe.': [('Ann Lee', '', 'affirms', 'The bridge was safe.')],
    'On Monday, the mayor said the bridge was safe.': [('mayor', '', 'affirms', 'The bridge was safe.')],
    'The mayor’s office said in a statement on Tuesday that the bridge was safe.': [('mayor’s office', '', 'affirms', 'The bridge was safe.')],
    'The mayor announced that 1,200 houses would be built.': [('mayor', '', 'affirms', '1,200 houses would be built.')],
    'Some residents said the water was brown; others said it was clear.': [('Some residents', '', 'affirms', 'The water was brown.'), ('others', '', 'affirms', 'It was clear.')],
    '“Will it hold?” Ann Lee asked.': [],
    'The mayor said: “It will hold.”': [('mayor', '', 'affirms', 'It will hold.')],
    'The mayor tweeted, “It will hold.”': [('mayor', '', 'affirms', 'It will hold.')],
    '“It will hold,” Lee insists.': [('Lee', '', 'affirms', 'It will hold.')],
    'As the mayor put it, the bridge was old.': [],
    'The reported attack happened at dawn.': [],
    'The mayor was told that the bridge was unsafe.': [],
    'South Korea closed its border in May. The South said 3,000 people were stranded.': [('', '', 'affirms', 'South Korea closed its border in May.'), ('South Korea', '', 'affirms', '3,000 people were stranded.')],
    '“The gates were open,” he said.': [('he', '', 'affirms', 'The gates were open.')],
    'Two people died and five were hurt, police said.': [('police', '', 'affirms', 'Two people died and five were hurt.')],
    'The ministry said without elaborating that two people had died.': [('ministry', '', 'affirms', 'Two people had died.')],
    'Officials said the toll could rise.': [('Officials', '', 'affirms', 'The toll could rise.')],
    'Brazil’s finance minister, João Silva, said inflation had fallen to 4 percent.': [('João Silva', '', 'affirms', 'Inflation had fallen to 4 percent.')],
    'The ministry said on 3 March 2025 that 12 ships had sailed in January and February.': [('ministry', '', 'affirms', '12 ships had sailed in January and February.')],
    '“A,” Smith said.': [('Smith', '', 'affirms', 'A.')],
    'The report found that 14 bridges were unsafe.': [('report', '', 'affirms', '14 bridges were unsafe.')],
    'Witnesses said they saw smoke, and police confirmed a fire had broken out.': [('Witnesses', '', 'affirms', 'They saw smoke.'), ('police', '', 'affirms', 'A fire had broken out.')],
    'The minister dismissed the report as false.': [],
    'The minister said the report was false.': [('minister', '', 'denies', 'The report was false.')],
    '“The gates were open.\n\n“Nobody closed them,” Ann Lee said.': [('Ann Lee', '', 'affirms', 'The gates were open. Nobody closed them.')],
    'Ann Lee said: “The gates were open.\n\n“Nobody closed them.”': [('Ann Lee', '', 'affirms', 'The gates were open. Nobody closed them.')],
    '“The gates were open,” Ann Lee said.\n\n“Nobody closed them.”': [('Ann Lee', '', 'affirms', 'The gates were open. Nobody closed them.')],
    'The mayor said the bridge was safe.\n\nRELATED STORIES\n\nThe minister said no trains ran\n\nA dam in Kenya breaks, officials say\n\nThe work will end in May, the council said.': [('mayor', '', 'affirms', 'The bridge was safe.'), ('council', '', 'affirms', 'The work will end in May.')],
    'The mayor said the bridge was safe.\n\nEdited by Bob Ray and Jo Fox.': [('mayor', '', 'affirms', 'The bridge was safe.')],
    'Photo: The mayor said the bridge was safe.': [],
    'Kenyan President Ruth Odede arrived on Friday. The Kenyan leader said the border was closed.': [('', '', 'affirms', 'Kenyan President Ruth Odede arrived on Friday.'), ('Ruth Odede', '', 'affirms', 'The border was closed.')],
    'Prime Minister Tom Ray met President Ann Lee. Ray said the talks went well.': [('Tom Ray', '', 'affirms', 'The talks went well.')],
    'Bill Ray and Ann Ray met. Ray said the talks went well.': [('Ray', '', 'affirms', 'The talks went well.')],
    'Ann Lee, the coach, was asked about the match. “We lost,” she said.': [('Ann Lee', '', 'affirms', 'We lost.')],
    'The police said two men were held. They said a third had fled.': [('police', '', 'affirms', 'Two men were held.'), ('police', '', 'affirms', 'A third had fled.')],
    'A spokesman for the army who asked not to be named said two men had died.': [('A spokesman for the army', '', 'affirms', 'Two men had died.')],
    'Officials in Nairobi and farmers who fled the floods said the dam had broken.': [('farmers', '', 'affirms', 'The dam had broken.')],
    '“We saw it,” added Tom Ray, 40, who lives there.': [('Tom Ray', '', 'affirms', 'We saw it.')],
    'The agency, which runs the dam, reported no damage.': [('agency', '', 'affirms', 'No damage.')],
    'Kenya claims that Uganda said the dam was safe.': [('Kenya', '', 'affirms', 'Uganda said the dam was safe.'), ('Uganda', 'Kenya', 'affirms', 'The dam was safe.')],
    'The ministry confirmed two deaths.': [('ministry', '', 'affirms', 'Two deaths.')],
    'The mayor stressed the need for calm.': [],
    'Neither side said who had fired first.': [],
    'Did the mayor say the bridge was safe?': [],
    'I said the bridge was safe.': [],
    'The 2014 dam cost $40 million and took four years to build.': [('', '', 'affirms', 'The 2014 dam cost $40 million and took four years to build.')],
    'The dam is lovely in spring.': [],
    'The North African state said exports rose by 4 percent last year.': [('North African state', '', 'affirms', 'Exports rose by 4 percent last year.')],
    'Some 300 people were moved, Ann Lee, a spokeswoman for the Red Cross, said on Tuesday.': [('Ann Lee', '', 'affirms', 'Some 300 people were moved.')],
    'In Geneva, the United Nations said 300 people had been moved.': [('United Nations', '', 'affirms', '300 people had been moved.')],
    'The union said its members would strike, adding that talks had failed.': [('union', '', 'affirms', 'Its members would strike.'), ('union', '', 'affirms', 'Talks had failed.')],
    'Analysts think prices may fall.': [('Analysts', '', 'affirms_hedged', 'Prices may fall.')],
    'The governor vowed that the road would be mended.': [('governor', '', 'affirms', 'The road would be mended.')],
    'Police could not confirm the number of dead.': [('Police', '', 'cannot_verify', 'The number of dead.')],
    'Officials were unable to verify the video.': [('Officials', '', 'cannot_verify', 'The video.')],
    'The company refused to comment on the report.': [('company', '', 'declined_to_comment', 'The report.')],
    'The number of dead was far lower, the army said.': [('army', '', 'disputes_figure', 'The number of dead was far lower.')],
    'Rebels shot down a plane, Uganda’s army said, but Kenya denied that any plane was lost.': [('Uganda’s army', '', 'affirms', 'Rebels shot down a plane.'), ('Kenya', '', 'denies', 'Any plane was lost.')],
    'The claims are baseless, the minister said.': [('minister', '', 'denies', 'The claims are baseless.')],
    '“It rained all night,” Ann Lee told the Nairobi Times. “The river rose.”': [('Ann Lee', 'Nairobi Times', 'affirms', 'It rained all night. The river rose.')],
    'The Nairobi Times first reported that the dam had failed.': [('Nairobi Times', '', 'affirms', 'The dam had failed.')],
    'She said the road was open.': [('She', '', 'affirms', 'The road was open.')],
}  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_is_read_as_its_row_says(text: str) -> None:
    read = read_story(Story(text, "en", FRIDAY))
    assert [
        (
            statement.speaker.name if statement.speaker else "",
            " < ".join(relay.name for relay in statement.relays),
            statement.stance.value,
            statement.claim,
        )
        for statement in read
    ] == SENTENCES[text]


@pytest.mark.parametrize("text", SENTENCES)
def test_places_lie_in_the_text_and_hold_what_they_name(text: str) -> None:
    for statement in read_story(Story(text, "en", FRIDAY)):
        places = [*statement.content, *statement.hedges, *([statement.cue] if statement.cue else [])]
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(text[start:end].strip() == text[start:end] for start, end in places)
        for speaker in (statement.speaker, *statement.relays):
            assert speaker is None or text[slice(*speaker.place)] == speaker.words
        assert len(statement.claim) <= 280
