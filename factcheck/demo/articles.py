"""Short stories in our own words; the outlets that carry them are invented."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

KST = timezone(timedelta(hours=9))


@dataclass(frozen=True)
class DemoArticle:
    key: str
    publisher: str
    headline: str
    dateline: str
    byline: str
    published_at: datetime
    url: str
    text: str
    excerpt_only: bool = False


ARTICLES = (
    DemoArticle(
        key="first-reports",
        publisher="The Meridian Wire",
        headline="South's spy agency says North Korean soldiers are in Russia; allies follow",
        dateline="SEOUL, Oct. 30, 2024",
        byline="Han Ji-woo",
        published_at=datetime(2024, 10, 30, 18, 0, tzinfo=KST),
        url="https://meridian.example/2024/10/30/soldiers-in-russia",
        text="""\
South Korea's National Intelligence Service said on October 18 that North Korea had begun to send soldiers to Russia, and that a first group of 1,500 had been taken to Vladivostok by ship.

The United States said five days later that it had evidence of North Korean soldiers in Russia. NATO confirmed the deployment on October 28 and said that units had been moved to the Kursk region.

Pyongyang's mission to the United Nations rejected the reports as groundless rumours. The Kremlin had earlier called such reports false.

Moscow has not confirmed the deployment. The Meridian Wire could not verify the figures on its own.

Ukraine said that the soldiers were being trained at five grounds in the east of Russia before going to the front.

The two countries are bound by a treaty that Vladimir Putin and Kim Jong Un signed in Pyongyang on June 19, 2024; its text, which both sides have printed, promises help if either is attacked.
""",
    ),
    DemoArticle(
        key="first-casualties",
        publisher="The Meridian Wire",
        headline="Seoul counts about 1,100 casualties among the North's soldiers; Kyiv says more",
        dateline="SEOUL, Dec. 23, 2024",
        byline="Han Ji-woo",
        published_at=datetime(2024, 12, 23, 15, 30, tzinfo=KST),
        url="https://meridian.example/2024/12/23/casualties",
        text="""\
About 1,100 North Korean soldiers have been killed or wounded since they went into battle this month, South Korea's Joint Chiefs of Staff said on Monday.

The military said that the North appeared to be preparing to rotate its soldiers or to send more.

Volodymyr Zelenskyy put the number higher the same day: more than 3,000, he wrote, had been killed or wounded in the Kursk region.

Neither Russia nor North Korea has confirmed that North Korean soldiers are fighting.
""",
    ),
    DemoArticle(
        key="lawmaker-january",
        publisher="Harbour Gazette",
        headline="Lawmaker: intelligence service counts 300 dead, 2,700 wounded",
        dateline="SEOUL, Jan. 13, 2025",
        byline="",
        published_at=datetime(2025, 1, 13, 20, 15, tzinfo=KST),
        url="https://harbour-gazette.example/world/2025/01/13/three-hundred-dead",
        text="""\
Some 300 North Korean soldiers have been killed and some 2,700 wounded in the fighting against Ukraine, the lawmaker Lee Seong-kweun told reporters on Monday after a closed briefing by South Korea's National Intelligence Service.

The service also confirmed, according to the lawmaker, that Ukraine had taken two North Korean soldiers prisoner on January 9. Volodymyr Zelenskyy had shown pictures of the two men on Saturday.

Russia has not commented. The Harbour Gazette could not verify the figures.
""",
    ),
    DemoArticle(
        key="march-additional",
        publisher="The Meridian Wire",
        headline="Seoul says the North sent 3,000 more soldiers; Putin sees Pyongyang among partners for a settlement",
        dateline="TAIPEI, March 28, 2025",
        byline="Wen Li-hua",
        published_at=datetime(2025, 3, 28, 17, 0, tzinfo=KST),
        url="https://meridian.example/2025/03/28/three-thousand-more",
        text="""\
North Korea appears to have sent 3,000 soldiers or more to Russia in January and February, on top of some 11,000 sent before, South Korea's Joint Chiefs of Staff said on Thursday. Of those 11,000, the military said, 4,000 have become casualties.

The Joint Chiefs said that Pyongyang keeps supplying missiles, guns and shells, among them around 220 pieces of self-propelled artillery and rocket launchers. They saw no sign that the launch of another spy satellite was near.

Washington and Seoul have spoken of up to 12,000 soldiers in all. Neither Russia nor North Korea has confirmed what the two allies say.

Vladimir Putin, visiting Murmansk, said that North Korea could be a partner in settling the war, as could the United States, China, India, Brazil and South Africa, Tass reported. He also said that Ukraine could be put under a temporary administration.

In Moscow, the deputy foreign minister Andrey Rudenko told journalists that preparations were being made for Kim Jong Un to visit Russia this year, according to Tass. Kim has been to Russia twice: to Vladivostok in 2019 and to the Vostochny spaceport in 2023.
""",
    ),
    DemoArticle(
        key="acknowledged",
        publisher="The Meridian Wire",
        headline="First Moscow, then Pyongyang: North Korean soldiers fought in Kursk",
        dateline="SEOUL, April 30, 2025",
        byline="Han Ji-woo",
        published_at=datetime(2025, 4, 30, 19, 0, tzinfo=KST),
        url="https://meridian.example/2025/04/30/acknowledged",
        text="""\
Russia acknowledged on April 26 that North Korean soldiers had fought on its side. The chief of its general staff, Valery Gerasimov, told Vladimir Putin that they had taken part in driving Ukrainian forces from the Kursk region.

North Korea followed two days later. Its Central Military Commission said, in a statement that the state agency KCNA printed, that Kim Jong Un had ordered the soldiers to Russia under the treaty of June 2024.

South Korea's National Intelligence Service told lawmakers on Wednesday that the North had suffered 4,700 casualties, 600 of them dead, the lawmaker Lee Seong-kweun said. By the service's account 15,000 soldiers were sent in two waves.
""",
    ),
    DemoArticle(
        key="sappers",
        publisher="Harbour Gazette",
        headline="Shoigu in Pyongyang: sappers and builders for Kursk",
        dateline="MOSCOW, June 17, 2025",
        byline="",
        published_at=datetime(2025, 6, 17, 21, 0, tzinfo=KST),
        url="https://harbour-gazette.example/world/2025/06/17/sappers",
        text="""\
North Korea is to send 1,000 sappers and 5,000 military builders to the Kursk region, the secretary of Russia's security council, Sergei Shoigu, said in Pyongyang on Tuesday, according to Tass.

British defence intelligence had estimated two days before that the North's casualties since October had passed 6,000.
""",
        excerpt_only=True,
    ),
    DemoArticle(
        key="two-thousand",
        publisher="Harbour Gazette",
        headline="About 2,000 North Koreans killed, intelligence service tells lawmakers",
        dateline="SEOUL, Sept. 2, 2025",
        byline="",
        published_at=datetime(2025, 9, 2, 18, 45, tzinfo=KST),
        url="https://harbour-gazette.example/world/2025/09/02/two-thousand",
        text="""\
About 2,000 North Korean soldiers are believed to have been killed in the war against Ukraine, the lawmaker Lee Seong-kweun said on Tuesday after South Korea's National Intelligence Service had briefed a committee of parliament. In April the service had spoken of at least 600.

The service said that of 6,000 builders and sappers promised, about 1,000 had arrived in Russia.
""",
    ),
    DemoArticle(
        key="bridge",
        publisher="Harbour Gazette",
        headline="How long will Northgate's bridge stay shut to lorries?",
        dateline="NORTHGATE, June 4, 2025",
        byline="Tess Okafor",
        published_at=datetime(2025, 6, 4, 9, 0, tzinfo=UTC),
        url="https://harbour-gazette.example/city/2025/06/04/bridge",
        text="""\
The Northgate bridge has been closed to lorries since May 20 because of cracks in two girders, the city council said.

The council said that the repair would cost £2.3 million. The Northgate Residents' League said that the true cost was at least £4 million, and questioned whether the bridge would open again this year, as the council had announced.

The inspection report of May 2025 counts cracks in two of the bridge's 14 girders. An official of the works department, who asked not to be named, said that cracks had been known since 2023. The council rejected that. Asked when it first heard of them, Alder & Rowe, the engineers who inspect the bridge, declined to comment; their subcontractor did not respond.
""",
    ),
    DemoArticle(
        key="bridge-correction",
        publisher="Harbour Gazette",
        headline="Council takes back its figure for the bridge",
        dateline="NORTHGATE, June 19, 2025",
        byline="Tess Okafor",
        published_at=datetime(2025, 6, 19, 16, 0, tzinfo=UTC),
        url="https://harbour-gazette.example/city/2025/06/19/bridge-cost",
        text="""\
Northgate City Council has withdrawn its estimate of £2.3 million for the repair of the bridge. The sum had left out the bearings, it said; the repair would cost between £3.6 million and £4.2 million.

The bridge opened to cars in both directions on June 18, the council said. An earlier report on our page that it had opened to lorries was wrong.
""",
    ),
)
