"""The words by which furniture is known, in the languages that the desk reads most. See furniture.py.

Each pattern meets one paragraph of at most 400 characters, and every repetition in it is bounded. A word that
may as well begin a sentence of a story ("More than", "Watch") must be followed by a colon.
"""

import re


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(phrases) + ")"


def _pattern(*phrases: str, exact_case: bool = False) -> re.Pattern[str]:
    return re.compile(_any(*phrases), re.NOFLAG if exact_case else re.IGNORECASE)


# --- other stories ------------------------------------------------------------------------------------

_RELATED = _any(
    r"(?:related|recommended|suggested|trending|popular|top|latest|other|more)"
    r" (?:stor(?:y|ies)|articles?|coverage|news|reading|links?|content|posts?|topics?|videos?|headlines)",
    r"read (?:more|next|also|this next|the full story)",
    r"(?:also|further) read(?:ing)?",
    r"see also",
    r"(?:most|must)[ -](?:read|viewed|popular|watched)(?: (?:in|on|from) [^.\n]{1,40})?",
    r"more on this(?: story| topic)?",
    r"more like this",
    r"you (?:may|might) (?:also )?(?:like|be interested in)",
    r"editor(?:['’]?s|s['’]?) (?:picks?|choice)",
    r"don['’]t miss",
    r"what to read next",
    "related",
    r"관련 ?(?:기사|뉴스)",
    r"(?:인기|많이 본) ?(?:뉴스|기사)",
    r"함께 (?:보면|읽으면) 좋은 기사",
    r"(?:[^\W\d]{2,20} )?주요 ?(?:뉴스|기사)",
    r"関連(?:記事|ニュース|リンク|トピックス?)",
    "あわせて読みたい",
    "こちらも読まれています",
    "おすすめ(?:の)?記事",
    "(?:相关|相關|推荐|推薦)(?:新闻|新聞|阅读|閱讀|报道|報導|链接|文章)",
    "延伸(?:阅读|閱讀)",
    "更多(?:新闻|新聞|报道|報導)",
    r"читайте (?:также|ещ[её])",
    r"(?:ещ[её] )?по теме",
    "материалы по теме",
    "смотрите также",
    "читайте також",
    r"[اإ]قرأ (?:أيضا|أيضاً|ايضا|المزيد)",
    r"(?:مواضيع|أخبار|مقالات) ذات صلة",
    "le[ea] también",
    "lee más",
    "te puede interesar",
    r"(?:noticias|artículos|temas) relacionad[oa]s",
    "lei[ae] (?:também|mais)",
    "veja também",
    r"(?:notícias|artigos) relacionad[oa]s",
    "leggi anche",
    "(?:à )?lire (?:aussi|également)",
    "sur le même sujet",
    "articles liés",
    "lesen sie auch",
    "mehr zum thema",
    "das könnte sie auch interessieren",
    "czytaj (?:też|także|więcej)",
    "zobacz także",
    "ilgili haberler",
    "baca juga",
    "xem thêm",
    "یہ بھی پڑھیں",
    "यह भी पढ़ें",
    "lasi arī",
)
LABEL_ALONE = _pattern(_RELATED, "more", "keywords?", "tags?", "trending")
LABEL_AND_HEADLINE = _pattern(
    rf"{_RELATED}(?: \([^()\n]{{1,30}}\))?\s?[:：|>»–—]\s?\S",
    r"(?:more|also|watch|listen|video|gallery|podcast|in pictures|explainer|trending)\s?[:：]\s?\S",
    r"more [^\W\d_][\w ]{1,30}: ?https?://",
    r"(?:leggi anche|lea también|leia também|lee también|читайте также|اقرأ أيضا|baca juga) \S",
    r"for more (?:information|stories|news)\b[^.\n]{0,80}\b(?:click|visit|go to|follow)\b",
    r"follow [^.\n]{0,60}\bcoverage\b[^.\n]{0,60}(?:https?://|\bat\b|\bhere\b)",
)

# --- who made it --------------------------------------------------------------------------------------

_WORDS = r"[^\W\d_][^\n;]{1,150}"
EDITORS_LINE = _pattern(
    r"(?:(?:additional|with|further|extra) )?(?:reporting|writing|editing|graphics) by \S",
    rf"{_WORDS} contributed (?:to this (?:report|story|article|piece)|(?:to (?:the|this) )?reporting\b)",
    r"with (?:post )?wires\.?$",
    r"with (?:files|reporting) from [^\n]{2,60}$",
    r"with (?:(?:news )?agenc(?:y|ies)|ap|afp|reuters|associated press)\.?$",
    r"our standards: ",
    (
        r"this (?:story|article|report|piece) (?:was|is) (?:originally |first )?"
        r"(?:published|produced|translated)\b"
    ),
    r"(?:copyright )?[©ⓒ]\s?\S",
    r"copyright (?:\(c\)|\d{4}|by )",
    r"[^.\n]{0,80}\ball rights reserved",
    r"[^\n]{0,60}무단 ?(?:전재|복제|배포)",
    r"(?:편집|취재|사진)\s?[=:：]\s?\S{2,20}$",
    r"(?:责任编辑|責任編輯|责编|責編|编辑|編輯|编译|記者|记者|編集)\s?[:：][^\n]{1,40}$",
    r"(?:纠错|糾錯)[】\]]",
    r"(?:редактор|перевод|подготовил[аи]?|текст|фото)\s?: ?[^\n]{2,80}$",
    r"(?:تحرير|إعداد|ترجمة|المصدر)\s?[:：]\s?[^\n]{2,80}$",
    r"(?:redacción|quelle|fonte|fuente)\s?: ?[^\n]{2,60}$",
)
_NAMED = r"(?:[^\W\d_a-z][\w.’'-]{1,20}(?: |, ))"
EDITORS_NAMES = _pattern(
    r"(?:Edited|Compiled|Translated|Fact-checked) by [A-Z]\S{0,40}(?: \S{1,40}){0,12}$",
    rf"{_NAMED}{{2,4}}(?:and {_NAMED}{{2,4}})?reported from (?:[A-Z][\w.-]{{1,20}},? ?){{1,4}}\.?$",
    r"S(?:ource|OURCE)s?\s?[:：] ?(?:[\w.’'&]{1,40}(?:, ?| |/|$)){1,5}$",
    exact_case=True,
)

# --- pictures -----------------------------------------------------------------------------------------

_AGENCY = _any(
    "AP",
    "AFP",
    "[Rr]euters",
    "REUTERS",
    "EPA(?:-EFE)?",
    "EFE",
    "Getty(?: Images)?",
    "Yonhap",
    "Xinhua",
    "Kyodo",
    "[Tt]ass",
    "TASS",
    "ANSA",
    "dpa",
    "UPI",
    "Sputnik",
    "Shutterstock",
    "iStock",
    "Alamy",
    "NurPhoto",
    "Anadolu",
    "KCNA",
    "연합뉴스",
    "뉴시스",
    "ロイター",
    "時事",
    "共同",
    "新华社",
    "新華社",
)
_CREDIT = _any(
    r"(?:[Ff]ile )?[Pp](?:hotos?|ictures?)(?: credit| courtesy)?(?: by |: ?|/)[^()\n]{2,80}",
    "[Ff]ile (?:[Pp]hoto|pic)",
    r"(?:[Ii]mage|[Pp]hoto|[Pp]icture)(?: [Cc]redit| [Cc]ourtesy)(?:: | of | by |: ?)[^()\n]{2,80}",
    r"[Cc]redit: [^()\n]{2,80}",
    rf"{_AGENCY} [Pp]hoto(?:/[^()\n]{{2,60}})?",
    rf"[^()/\n]{{2,60}}/{_AGENCY}(?:[ /][^()\n]{{2,40}})?",
    rf"{_AGENCY}/[^()\n]{{2,60}}",
    r"写真[:：=＝/／][^()（）\n]{1,40}",
    r"(?:사진|자료)\s?[=:：][^()\n]{1,40}",
    r"(?:사진|자료) ?(?:제공|출처)[^()\n]{0,40}",
    r"(?:图|圖|摄影|攝影)[:：/／][^()\n]{1,30}",
)
# In brackets at the end of a caption, however long the caption is.
CREDIT_AT_END = re.compile(rf"[\[(（［]{_CREDIT}[\])）］]\.?$")
CAPTION = _pattern(
    r"file ?(?:photo|pic|image)?\s?[:–—-] ",
    rf"{_CREDIT}$",
    r"[^.\n]{2,60}/(?:AP|AFP|Getty Images|Reuters)$",
    r"(?:in )?this (?:[a-z0-9.,-]{2,12} ){0,4}(?:photo|image|picture|photograph|screenshot)(?:,|s)? "
    r"(?:provided|released|taken|captured|made available|distributed|carried) ",
)

# --- the page speaks to its reader ----------------------------------------------------------------------

_NETWORK = (
    r"(?:facebook|twitter|x\b|instagram|telegram|youtube|whatsapp|linkedin|tiktok|threads|bluesky|viber)"
)
PROMPT = _pattern(
    (
        r"(?:sign up|subscribe|register|join)\b[^.\n]{0,120}\b(?:newsletters?|inbox|briefing|e-?mails?|alerts"
        r"|channel|updates|podcast|telegram|whatsapp|community|for free)\b"
    ),
    r"(?:sign up|subscribe) (?:to|for|here|now|today)\b",
    r"get (?:the|our|all|more|your|breaking)\b[^\n]{0,120}\b(?:newsletter|inbox|delivered|notifications)\b",
    r"(?:click|tap) here\b",
    r"(?:download|get|try) (?:the|our) [^.\n]{0,40}\bapp\b",
    rf"(?:follow|like|find|join) [^.\n]{{1,80}}\bon {_NETWORK}",
    r"follow us\b",
    r"share (?:this (?:story|article|page|post|news|video)|on|via)\b[^.\n]{0,60}$",
    r"(?:article|story) continues (?:below|after)",
    r"scroll (?:down )?(?:to|for) ",
    r"skip (?:past|ad|advert)",
    r"(?:thank you|thanks) for (?:signing up|subscribing)",
    r"(?:keep an eye on|check) your inbox",
    r"there was an error (?:processing|submitting)",
    r"by (?:signing up|subscribing|clicking)\b",
    r"(?:have|got) (?:a|any) (?:news )?(?:tip|story)\b[^.\n]{0,60}\?",
    r"(?:send|email) (?:us )?(?:your )?(?:news )?tips\b",
    r"(?:tell us|let us know) (?:what|in the comments)",
    r"listen to [^.\n]{2,60}\b(?:live at|podcast|on spotify)\b",
    (
        r"(?:you can )?(?:contact|reach|email|write to|follow) [^.\n]{2,60}"
        r"(?: at | on |: ?)(?:[\w.+-]{1,64}@|@|\+?\d)"
    ),
    r"(?:email|e-mail|contact|tel|phone|twitter)\s?: ?(?:[\w.+-]{1,64}@|@|\+?\d)",
    r"support (?:our|independent) journalism",
    r"become an? (?:member|subscriber|supporter)\b",
    # How readers report a misprint, in whatever language the rest is.
    r"[^\n]{0,200}\bctrl\s?\+\s?enter\b",
    r"already (?:an? )?(?:subscriber|member|subscribed)",
    r"(?:log|sign) in to (?:read|continue|comment)",
    r"this (?:article|content|story) is (?:only )?(?:for|available to) (?:sub|mem)",
    r"if you (?:buy|purchase)[^\n]{0,120}\b(?:commission|share of the sale)",
    r"this is an? (?:developing|breaking)(?: news)? story",
    r"(?:developing|breaking) story\b[^.\n]{0,60}$",
    r"this (?:story|article|post|report|page) (?:has been|was|will be|is being) (?:last )?updated",
    r"(?:check back|refresh this page) for ",
    r"more (?:details )?to (?:come|follow)\b[^.\n]{0,30}",
    "기사 ?제보",
    "제보는 ",
    r"[^.\n]{0,30}(?:구독하기|구독과 좋아요)",
    "카카오톡 ?[:：]",
    "このニュースをシェア",
    "会員の方",
    "有料会員",
    "この記事は(?:会員|有料)",
    "ご利用には会員登録",
    "無料・有料プラン",
    "続きを(?:読む|お読み)",
    r"[>＞]\s?(?:新規会員登録|ログイン)",
    "(?:扫码|扫一扫|掃碼)",
    "(?:欢迎)?关注[^。\n]{0,30}(?:公众号|微信|微博)",
    "點擊|点击(?:查看|进入|下载)",
    r"подпи(?:сывайтесь|шитесь|шись) на ",
    r"нашли (?:ошибку|опечатку)",
    "сообщить об ошибке",
    "следите за новостями",
    r"(?:suscríbe(?:te|ase)|síguenos|regístrate)\b",
    r"(?:siga-nos|assine|inscreva-se|siga o|siga a)\b",
    r"(?:abonnez-vous|suivez-nous|inscrivez-vous)\b",
    r"(?:abonnieren sie|folgen sie uns|melden sie sich)\b",
    r"(?:iscriviti|seguici|abbonati)\b",
    r"(?:تابعوا|تابعونا|تابعنا|اشترك|اشتركوا) ",
)
STANDALONE = _pattern(
    "comments?",
    "view comments",
    "no comments(?: yet)?",
    "leave a comment",
    "share",
    "tweet",
    "e-?mail",
    "print",
    "save",
    "advertisements?",
    "advertising",
    "sponsored(?: content)?",
    "sign up",
    "subscribe(?: now)?",
    "log ?in",
    "sign in",
    "follow us",
    "loading(?: \\w{1,20}){0,3} ?(?:…|\\.\\.\\.)",
    "end",
    "ends",
    "-30-",
    "-?ends?-",
    "#{3}",
    "끝",
    "了",
    "完",
    "광고",
    "댓글",
    "공유",
    "広告",
    "シェア",
    "广告",
    "廣告",
    "分享",
    "реклама",
    "комментарии",
    "поделиться",
    "إعلان",
    "publicidad",
    "publicidade",
    "compartir",
    "compartilhar",
    "anzeige",
    "publicité",
    "pubblicità",
    "tempo de leitura: \\d{1,3} minutos?",
    "\\d{1,3}[ -]min(?:ute)?s? read",
    "reading time: \\d{1,3} min(?:ute)?s?",
)

# --- when it was put there ------------------------------------------------------------------------------

_STAMP_LABEL = _any(
    "first published",
    "published(?: on| at)?",
    "last (?:updated|modified)(?: on| at)?",
    "updated(?: on| at)?",
    "posted(?: on)?",
    "(?:기사)?입력",
    "(?:최종)?수정",
    "등록",
    "승인",
    "公開日?",
    "更新日?",
    "配信",
    "发布时间",
    "發布時間",
    "опубликовано",
    "обновлено",
    "publicado(?: el| em)?",
    "actualizado(?: el)?",
    "atualizado(?: em)?",
    "publié le",
    "mis à jour le",
)
_STAMP_PIECE = (
    r"(?:\d{1,4}(?:st|nd|rd|th)?|[AaPp]\.?[Mm]\.?|[A-Z]{3,4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}|at|on|[T:./,\-+()\[\]|\s年月日時分년월일시분오전후])"
)
STAMP = _pattern(
    rf"(?i:{_STAMP_LABEL})\s?[:：]?\s?\[?(?=[^\n]{{0,30}}\d){_STAMP_PIECE}{{2,60}}+",
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?",
    (
        r"(?:[A-Z][\w.]{1,15} ){0,3}\d\d:\d\d(?: KST)?,? "
        r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
    ),
    exact_case=True,
)
