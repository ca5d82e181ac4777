from dataclasses import dataclass

from factcheck.rules.vocabulary import Independence, RelationKind, Reliability, SourceKind


@dataclass(frozen=True)
class DemoSource:
    name: str
    kind: SourceKind
    country: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    position: str = ""


@dataclass(frozen=True)
class DemoGrade:
    source: str
    reliability: Reliability
    note: str


@dataclass(frozen=True)
class DemoRelation:
    one: str
    other: str
    kind: RelationKind
    independence: Independence
    note: str


SOURCES = (
    # States and their bodies
    DemoSource(
        "South Korea", SourceKind.GOVERNMENT, "KR",
        aliases=("대한민국", "한국", "Республика Корея", "Южная Корея", "Republic of Korea", "ROK", "Seoul", "the South"),
        position="At war with North Korea on paper since 1950; watches its army and its ties with Russia.",
    ),
    DemoSource(
        "South Korea's Joint Chiefs of Staff", SourceKind.ARMED_FORCES, "KR", "South Korea",
        aliases=("Joint Chiefs of Staff", "JCS", "the South's Joint Chiefs of Staff", "합동참모본부", "합참",
                 "Объединённый комитет начальников штабов Республики Корея", "South Korean military"),
        position="Reports on the North's army, its main adversary.",
    ),
    DemoSource(
        "National Intelligence Service", SourceKind.AGENCY, "KR", "South Korea",
        aliases=("NIS", "국가정보원", "국정원", "Национальная разведывательная служба", "South Korea's spy agency"),
        position="South Korea's intelligence service; briefs lawmakers behind closed doors and publishes little.",
    ),
    DemoSource(
        "Lee Seong-kweun", SourceKind.OFFICIAL, "KR", aliases=("이성권", "Ли Сон Квон", "Lee Seong-kwon"),
        position="Member of South Korea's parliament who relays briefings of the intelligence service.",
    ),
    DemoSource(
        "North Korea", SourceKind.GOVERNMENT, "KP",
        aliases=("조선민주주의인민공화국", "북한", "КНДР", "Северная Корея", "DPRK", "Pyongyang",
                 "Democratic People's Republic of Korea", "the North"),
        position="A party to the matter: its own soldiers are meant.",
    ),
    DemoSource(
        "North Korea's mission to the United Nations", SourceKind.AGENCY, "KP", "North Korea",
        aliases=("주유엔 조선민주주의인민공화국 상임대표부",),
    ),
    DemoSource(
        "Central Military Commission of North Korea", SourceKind.ARMED_FORCES, "KP", "North Korea",
        aliases=("조선로동당 중앙군사위원회", "Центральная военная комиссия ТПК"),
    ),
    DemoSource("KCNA", SourceKind.WIRE, "KP", "North Korea",
               aliases=("Korean Central News Agency", "조선중앙통신", "ЦТАК"),
               position="The state's own news agency: a channel, not a witness."),
    DemoSource(
        "Russia", SourceKind.GOVERNMENT, "RU", aliases=("Россия", "Российская Федерация", "러시아", "Moscow", "Москва"),
        position="A party to the matter: said to have received the soldiers.",
    ),
    DemoSource("Kremlin", SourceKind.AGENCY, "RU", "Russia",
               aliases=("Кремль", "크렘린", "Dmitry Peskov", "Дмитрий Песков")),
    DemoSource("Vladimir Putin", SourceKind.OFFICIAL, "RU", "Russia",
               aliases=("Путин", "Владимир Путин", "푸틴", "Putin")),
    DemoSource("Valery Gerasimov", SourceKind.OFFICIAL, "RU", "Russia",
               aliases=("Валерий Герасимов", "게라시모프", "Gerasimov")),
    DemoSource("Sergei Shoigu", SourceKind.OFFICIAL, "RU", "Russia", aliases=("Сергей Шойгу", "쇼이구", "Shoigu")),
    DemoSource("Andrey Rudenko", SourceKind.OFFICIAL, "RU", "Russia",
               aliases=("Андрей Руденко", "루덴코", "Rudenko", "Andrei Rudenko")),
    DemoSource("Tass", SourceKind.WIRE, "RU", "Russia", aliases=("ТАСС", "타스 통신", "TASS news agency"),
               position="Owned by the Russian state."),
    DemoSource("United States", SourceKind.GOVERNMENT, "US",
               aliases=("U.S.", "USA", "미국", "США", "Соединённые Штаты", "Washington"),
               position="Ally of South Korea, with which it shares intelligence."),
    DemoSource("Pentagon", SourceKind.ARMED_FORCES, "US", "United States",
               aliases=("U.S. Department of Defense", "미국 국방부", "Пентагон")),
    DemoSource("Ukraine", SourceKind.GOVERNMENT, "UA", aliases=("Україна", "Украина", "우크라이나", "Kyiv", "Київ"),
               position="At war with Russia; fights the soldiers in question."),
    DemoSource("Volodymyr Zelenskyy", SourceKind.OFFICIAL, "UA", "Ukraine",
               aliases=("Володимир Зеленський", "Владимир Зеленский", "젤렌스키", "Zelensky")),
    DemoSource("NATO", SourceKind.IGO, aliases=("북대서양조약기구", "НАТО", "North Atlantic Treaty Organization")),
    DemoSource("United Kingdom Ministry of Defence", SourceKind.ARMED_FORCES, "GB",
               aliases=("UK Defence Intelligence", "British defence ministry", "영국 국방부")),
    # The outlets whose copy the desk reads: both invented
    DemoSource("The Meridian Wire", SourceKind.WIRE, aliases=("Meridian",), position="Invented for this demonstration."),
    DemoSource("Harbour Gazette", SourceKind.OUTLET, position="Invented for this demonstration."),
    # Northgate, all of it invented
    DemoSource("Northgate City Council", SourceKind.GOVERNMENT, aliases=("the council", "City Hall of Northgate"),
               position="Owns the bridge and pays for its upkeep."),
    DemoSource("Alder & Rowe Engineers", SourceKind.NGO, aliases=("Alder and Rowe",),
               position="The contractor that inspects the bridge, paid by the council."),
    DemoSource("Alder & Rowe's subcontractor", SourceKind.NGO, parent="Alder & Rowe Engineers"),
    DemoSource("Northgate Residents' League", SourceKind.NGO, position="Campaigns for a new bridge."),
    DemoSource("Bridge inspection report of May 2025", SourceKind.DOCUMENT, parent="Alder & Rowe Engineers"),
    DemoSource("An official of Northgate's works department", SourceKind.ANONYMOUS, parent="Northgate City Council",
               position="Asked not to be named because the council forbids its staff to speak."),
)  # fmt: skip

GRADES = (
    DemoGrade("South Korea's Joint Chiefs of Staff", Reliability.B,
              "Its figures of deployments were borne out in April 2025; it does not publish how it counts."),
    DemoGrade("National Intelligence Service", Reliability.B,
              "First to report the deployment; its figures reach us through lawmakers only."),
    DemoGrade("Tass", Reliability.C, "Carries officials' words faithfully, leaves out what does not suit its owner."),
    DemoGrade("KCNA", Reliability.D, "Speaks for the state alone; what it prints is what the state wants known."),
    DemoGrade("Kremlin", Reliability.D, "Called the reports false half a year before Russia's general staff confirmed them."),
    DemoGrade("Alder & Rowe Engineers", Reliability.B, "Its three earlier reports agreed with what the repairs found."),
)  # fmt: skip

RELATIONS = (
    DemoRelation("South Korea", "United States", RelationKind.SHARES_INFORMATION_WITH, Independence.NOT_ESTABLISHED,
                 "They share intelligence on the North; who saw what first is not known."),
    DemoRelation("South Korea", "Ukraine", RelationKind.SHARES_INFORMATION_WITH, Independence.NOT_ESTABLISHED,
                 "South Korea sent a delegation to brief and be briefed."),
    DemoRelation("Russia", "North Korea", RelationKind.SHARES_INFORMATION_WITH, Independence.INDEPENDENT,
                 "Each spoke of its own forces' part, two days apart."),
    DemoRelation("Tass", "Vladimir Putin", RelationKind.QUOTES_HABITUALLY, Independence.NOT_INDEPENDENT,
                 "A state agency that reports the president's words."),
    DemoRelation("Alder & Rowe Engineers", "Northgate City Council", RelationKind.SHARES_INFORMATION_WITH,
                 Independence.NOT_INDEPENDENT, "The council pays for the inspections."),
)  # fmt: skip
