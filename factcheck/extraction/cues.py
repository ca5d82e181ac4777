"""The cues: the verbs that give words to somebody, and the stance that each stands for.

One table. After a verb's name may stand the words that belong to it ("call for", "point out"); the group says what
may follow it. Attitudes (wants, supports, criticises) tell of what somebody would like or thinks of it, not that something is so:
they are read only when asked for.
"""

from dataclasses import dataclass
from enum import StrEnum

from factcheck.rules.stances import Stance


class Takes(StrEnum):
    """What follows a cue. SAID: a quotation or clause, also before it. CLAUSE: a clause or noun after it only.
    THAT: a quotation, or a clause with "that", since the verb has other uses. OBJECT: a noun. TO: an infinitive."""

    SAID = "said"
    CLAUSE = "clause"
    THAT = "that"
    OBJECT = "object"
    TO = "to"


@dataclass(frozen=True, slots=True)
class Cue:
    lemma: str
    stance: Stance
    takes: Takes
    is_attitude: bool = False
    # Somebody is told: the first noun phrase after the cue is no content.
    has_hearer: bool = False
    more_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A cue as one form of its verb. finite: "s", "past", "base" or "ing"."""

    cue: Cue
    shape: str


_A, _H, _D, _Q = Stance.AFFIRMS, Stance.AFFIRMS_HEDGED, Stance.DENIES, Stance.DOUBTS

# (stance, takes, is an attitude, names of verbs)
_TABLE: tuple[tuple[Stance, Takes, bool, str], ...] = (
    (_A, Takes.SAID, False,
     "say; tell; add; write; note; announce; declare; explain; reply; respond; answer; tweet; post; argue; insist; "
     "claim; assert; contend; observe; remark; report; confirm; acknowledge; admit; concede; stress; "
     "emphasize; emphasise; warn; caution; reiterate; repeat; recall; recount; testify; conclude; point out; joke; quip; "
     "lament; complain; boast; brag; proclaim; disclose; reveal; promise; vow; pledge; predict; "
     "allege; elaborate; clarify; counter; retort; retweet; interject; muse; "
     "opine; exclaim; underline; underscore; affirm; reaffirm; fume; scoff; summarize; summarise; "
     "confess; intone; deadpan; whisper; gush"),
    (_A, Takes.THAT, False,
     "state; continue; go on; begin; maintain; charge; mention; comment; shout; yell; chant; thunder; agree; remember; email; "
     "text; blog; plead; crow; hear; read; demonstrate; establish; "
     "realize; realise; detect; document; understand; notice; assure; remind; inform; notify; advise; decide; guarantee; "
     "signal; certify; attest; specify; relate; chime in; shoot back; fire back; hit back; figure; recommend; propose; order; decree"),
    (_H, Takes.SAID, False, "suggest; estimate; assess; speculate; hint; imply; surmise; reckon; guess; wonder"),
    (_H, Takes.CLAUSE, False, "believe; think; suspect; assume; predict; theorize; theorise; conjecture"),
    (_H, Takes.THAT, False,
     "judge; calculate; fear; expect; project; forecast; worry; anticipate; consider; suppose; presume; hope"),
    (_A, Takes.CLAUSE, False,
     "indicate; describe; cite; make clear; make it clear; confirm"),
    (_A, Takes.THAT, False, "show; find; learn; know; determine; discover; uncover; verify; recognize; recognise"),
    (_D, Takes.SAID, False, "deny"),
    (_D, Takes.CLAUSE, False,
     "dispute; refute; reject; dismiss; rebut; contradict; disavow; debunk; disagree; repudiate"),
    (_Q, Takes.CLAUSE, False, "doubt; question; cast doubt on; disbelieve; query"),
    (Stance.RETRACTED, Takes.CLAUSE, False, "retract; withdraw; recant; walk back; take back; backtrack on; disown"),
    (_A, Takes.SAID, True, "ask; inquire; demand; ask about"),
    (_A, Takes.CLAUSE, True, "show; hope; find; recommend; propose; urge; call; know"),
    (_A, Takes.OBJECT, True,
     "wish; prefer; advocate; tout; highlight; hail; praise; applaud; criticize; criticise; condemn; denounce; blast; slam; "
     "attack; mock; ridicule; accuse; blame; fault; thank; endorse; oppose; "
     "defend; decry; deride; bash; assail; rip; chide; rebuke; insult; reference; discuss; portray; "
     "depict; label; dub; brand; compare; liken; characterize; characterise; identify; quote; "
     "refer to; talk about; speak about; speak of; speak out against; call for; call on; push for; push back; point to; "
     "express; voice; outline; lay out; laud; admire; credit; cheer; regret; apologize for; complain about; "
     "warn about; warn of; worry about; side with; agree with; disagree with; object to; weigh in on; "
     "echo; recall; explain; request; ban; assure; advise; challenge; welcome; approve; love; hate; disclose"),
    (_A, Takes.TO, True,
     "hope; plan; vow; pledge; promise; refuse; seek; intend; threaten; agree; "
     "offer; aim; decline; prefer; wish; propose; claim; swear"),
)  # fmt: skip

_HEARERS = frozenset("tell assure remind inform advise notify warn promise".split())

_IRREGULAR = {
    "say": "said", "write": "wrote", "tell": "told", "think": "thought", "feel": "felt", "find": "found",
    "show": "showed", "know": "knew", "hold": "held", "mean": "meant", "make": "made", "see": "saw", "read": "read",
    "hear": "heard", "understand": "understood", "cast": "cast", "withdraw": "withdrew", "take": "took",
    "go": "went", "begin": "began", "speak": "spoke", "lay": "laid", "hit": "hit", "swear": "swore",
    "choose": "chose", "seek": "sought", "stand": "stood", "forecast": "forecast", "learn": "learned",
    "deny": "denied", "rip": "ripped", "dub": "dubbed", "slam": "slammed", "plan": "planned", "refer": "referred",
    "admit": "admitted", "quip": "quipped", "blog": "blogged", "prefer": "preferred", "rebut": "rebutted", "put": "put",
}  # fmt: skip
_PARTICIPLES = {
    "write": "written", "show": "shown", "know": "known", "see": "seen", "withdraw": "withdrawn", "take": "taken",
    "go": "gone", "begin": "begun", "speak": "spoken", "swear": "sworn", "choose": "chosen",
}  # fmt: skip


def forms() -> dict[str, list[Form]]:
    """Every form of every cue, by its first word in lower case; longer cues first."""
    found: dict[str, list[Form]] = {}
    for stance, takes, is_attitude, names in _TABLE:
        for name in dict.fromkeys(part.strip() for part in names.split(";")):
            verb, *more = name.split()
            cue = Cue(name, stance, takes, is_attitude, verb in _HEARERS and not more, tuple(more))
            for word, shape in _inflected(verb):
                found.setdefault(word, []).append(Form(cue, shape))
    for listed in found.values():
        listed.sort(key=lambda form: -len(form.cue.more_words))
    return found


def _inflected(verb: str) -> list[tuple[str, str]]:
    past = _IRREGULAR.get(verb) or _with_ed(verb)
    shapes = [(verb, "base"), (_with_s(verb), "s"), (_with_ing(verb, past), "ing")]
    if past != verb:
        shapes.append((past, "past"))
    if verb in _PARTICIPLES:
        shapes.append((_PARTICIPLES[verb], "participle"))
    return shapes


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if _ends_in_consonant_and_y(verb) else f"{verb}ed"


def _with_s(verb: str) -> str:
    if _ends_in_consonant_and_y(verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "go")) else f"{verb}s"


def _with_ing(verb: str, past: str) -> str:
    if past.endswith("ed") and len(past) == len(verb) + 3:
        return f"{past[:-2]}ing"
    doubled = {"put": "putting", "begin": "beginning", "hit": "hitting"}
    if verb in doubled:
        return doubled[verb]
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


def _ends_in_consonant_and_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in "aeiou"


FORMS = forms()
