"""The small words of English and the common verbs: what a phrase is made of, as tables.

A tag says what a word most likely is where it stands: enough to find where a noun phrase begins and ends,
and no more. No model, no training: each list is closed or short, and an unknown word is taken for a noun.
"""

DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your whose each every some any no another "
    "several many most few all both other more less much".split()
)
SUBJECT_PRONOUNS = frozenset("he she it they we i you".split())
OBJECT_PRONOUNS = frozenset("him them us me himself herself itself themselves".split())
# Words that stand alone as a source: "some said", "officials and others said".
STANDING_ALONE = frozenset(
    "some many others most several few both all one another everyone everybody nobody someone somebody "
    "neither none this that these those".split()
)
RELATIVES = frozenset("who whom which whose where".split())
CONJUNCTIONS = frozenset("and or but nor yet neither".split())
SUBORDINATORS = frozenset(
    "because although though while whereas if when after before since until unless as than whether that "
    "so once whenever wherever what how why even".split()
)
PREPOSITIONS = frozenset(
    "of in on at to for from with by about against over under into onto through during between among "
    "without within across behind beyond near toward towards upon via per despite inside outside off "
    "amid around along alongside beside besides concerning including regarding like versus except "
    "following throughout aboard".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would can could may might shall "
    "should must isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't "
    "can't cannot couldn't shouldn't mustn't ain't 's 'd 've 'll 're".split()
)
BE_FORMS = frozenset("is are was were be been being am isn't aren't wasn't weren't 's 're".split())
MODALS = frozenset(
    "will would can could may might shall should must won't wouldn't can't cannot couldn't shouldn't 'll 'd".split()
)
NEGATIONS = frozenset(
    "not never n't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't "
    "cannot couldn't shouldn't".split()
)
ADVERBS = frozenset(
    "also later then now often never not always again still ever once twice just even soon already only yet "
    "first further meanwhile however instead both thus therefore otherwise moreover nevertheless perhaps "
    "maybe long far too too quickly rather indeed all else ago here there sometimes "
    "today yesterday tonight tomorrow earlier".split()
)
NOT_ADVERBS = frozenset(
    "family ally allies italy july assembly monopoly anomaly supply reply rally bully early only likely "
    "unlikely friendly deadly daily weekly monthly yearly elderly costly holy ugly lonely lovely orderly "
    "kelly billy molly sally emily reilly connelly donnelly fly lily jelly belly apply rely multiply comply "
    "imply jolly silly curly homily".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun".split()
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

# Verbs that tell where a clause has its verb; forms that are as often nouns are left out.
VERBS = frozenset(
    "became become becomes began begin begins came come comes gave give gives given went go goes gone got get "
    "gets gotten made make makes took take takes taken knew know knows known saw see sees seen said say says "
    "told tell tells thought think thinks found find finds felt feel feels left leave leaves kept keep keeps "
    "let lets held hold holds brought bring brings wrote write writes written stood stand stands lost lose "
    "loses paid pay pays met meet meets ran run runs sat sit sits spoke speak speaks spoken led lead leads "
    "grew grow grows grown won win wins sent send sends built build builds fell fall falls fallen rose rises "
    "risen drew draws drawn broke breaks broken spent spend spends drove drives driven bought buy buys wore "
    "wears chose choose chooses chosen threw throws thrown caught catch catches taught teach teaches fought "
    "sold sell sells struck strikes shot shook hit hits put puts set sets cut cuts shut read reads needs need "
    "wants want helps seems seem appears appear remains remain happens happen includes include continues "
    "continue follows follow allows allow adds add creates offers considers expects expect stays reaches "
    "requires raises passes receives receive serves serve dies die believe believes works lives live lived "
    "tries try asks ask uses used use turns moves plays loves love likes means mean starts ends supports "
    "opposes causes carries produces suggest suggests provide provides represents represent involves exists "
    "depends faces face wins deserves argue argues agree agrees insist insists declined "
    "called hosted faces bore bit blew drank ate flew forgot froze hid laid lent rode rang sang sank slept slid swam "
    "swept swore swung tore understood woke withdrew stuck stole dealt dug burst arose awoke overcame underwent "
    "undertook oversaw came lay kept sought shrank stung sprang wept".split()
)
# End in -ed or -ing without being verbs.
NO_VERBS = frozenset(
    "united indeed hundred red bed need speed seed breed weed feed deed wed fed sacred naked wicked kindred "
    "during morning evening bred shed shred sled king ring spring thing nothing something anything everything wedding building "
    "ceiling feeling string wing sterling beijing meeting hearing ruling briefing filing training spending "
    "being hired aged rising proceeding gathering shooting bombing killing housing funding beginning "
    "sibling darling viking pending".split()
)
