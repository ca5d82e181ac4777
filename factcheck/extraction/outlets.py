"""Who passes words on: news agencies and outlets, by name or by the look of the name."""

_BY_NAME = frozenset(
    "reuters ap afp tass ria interfax yonhap kcna xinhua anadolu upi dpa efe ansa kyodo jiji irna isna fars tasnim "
    "mehr spa wam bernama antara pti ani bbc cnn nbc abc cbs pbs npr msnbc fox cnbc c-span espn cbc sky itv rt sputnik "
    "bloomberg politico axios vox buzzfeed vice propublica breitbart slate salon newsweek forbes fortune time "
    "guardian telegraph independent economist al-jazeera aljazeera nhk kbs mbc sbs ytn ukrinform unian belta kommersant "
    "meduza haaretz xinhua cctv rappler dw rfa rfe/rl voa huffpost".split()
)
_PHRASES = frozenset(
    "associated press|al jazeera|al arabiya|ria novosti|agence france-presse|press trust of india|radio free asia|voice of america"
    "|deutsche welle|der spiegel|le monde|el pais|der standard|new york times|washington post|nk news|daily nk|global times"
    "|people's daily|rodong sinmun|fox news|sky news|daily beast|daily caller|the hill|the intercept|the atlantic|the times"
    "|the new yorker|the post|the journal|the sun|usa today".split("|")
)
_LAST_WORDS = frozenset(
    "news times post journal herald tribune gazette chronicle daily telegraph guardian radio tv television newspaper "
    "newspapers media magazine broadcaster network press outlet outlets website weekly observer examiner inquirer "
    "globe ilbo shimbun zeitung".split()
)
_AGENCY = (
    "news agency",
    "news agencies",
    "state media",
    "local media",
    "news service",
    "state television",
    "state tv",
)


def is_outlet(name: str) -> bool:
    """Whether the name is that of a newspaper, agency or broadcaster."""
    low = name.lower().replace("’", "'")
    plain = low.removeprefix("the ")
    if low in _PHRASES or plain in _PHRASES or plain in _BY_NAME:
        return True
    if any(phrase in low for phrase in _AGENCY):
        return True
    parts = plain.split()
    return bool(parts) and (parts[-1] in _LAST_WORDS or (parts[-1] in _BY_NAME and len(parts) > 1))
