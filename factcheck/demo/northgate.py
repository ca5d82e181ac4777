"""A small city story, all invented, for what the other record does not show."""

from factcheck.demo.record import Decides, Event, Evidence, NewClaim, Publishes, Says
from factcheck.rules.figures import Basis
from factcheck.rules.stances import Stance
from factcheck.rules.statuses import Publication, Status
from factcheck.rules.vocabulary import Bearing, EvidenceKind, HopMode

COUNCIL = "Northgate City Council"
LEAGUE = "Northgate Residents' League"
REPORT = "Bridge inspection report of May 2025"

NORTHGATE: list[Event] = [
    NewClaim("2025-06-04T09:30:00Z", "closed", "The Northgate bridge has been closed to lorries since May 20, 2025.", "NG",
             ("2025-05-20", ""), "Northgate", (COUNCIL,)),
    Says("2025-06-04T09:31:00Z", "closed", (COUNCIL,), "bridge", Stance.AFFIRMS, "said",
         "The Northgate bridge has been closed to lorries since May 20"),
    Publishes("2025-06-04T09:33:00Z", "closed", by="mina"),
    Decides("2025-06-04T09:35:00Z", "closed", Status.CONFIRMED, "The owner of the bridge says so, and our reporter saw the barriers.", by="mina"),
    NewClaim("2025-06-04T09:40:00Z", "girders", "Two of the bridge's 14 girders are cracked.", "NG", ("2025-05-01", "2025-05-31"), "Northgate", (COUNCIL,)),
    Says("2025-06-04T09:41:00Z", "girders", (REPORT,), "bridge", Stance.AFFIRMS, "counts",
         "counts cracks in two of the bridge's 14 girders", figure="two", measure="other", basis=Basis.STOCK,
         population="girders of the Northgate bridge", as_of="2025-05-31", mode=HopMode.DOCUMENT),
    Evidence("2025-06-04T09:42:00Z", "girders", "Inspection report, May 2025, table 3", EvidenceKind.PRIMARY_DOCUMENT),
    Publishes("2025-06-04T09:44:00Z", "girders", by="mina"),
    Decides("2025-06-04T09:45:00Z", "girders", Status.CONFIRMED, "The report counts them one by one, with pictures.", by="mina"),
    NewClaim("2025-06-04T09:50:00Z", "cost", "Repairing the Northgate bridge will cost £2.3 million.", "NG", None, "Northgate", (COUNCIL,)),
    Says("2025-06-04T09:51:00Z", "cost", (COUNCIL,), "bridge", Stance.AFFIRMS, "said",
         "the repair would cost £2.3 million", figure="2.3 million", measure="money", basis=Basis.STOCK,
         population="pounds, repair of the bridge", as_of="2025-06-04"),
    Says("2025-06-04T09:52:00Z", "cost", (LEAGUE,), "bridge", Stance.DISPUTES_FIGURE, "said that the true cost was",
         "the true cost was at least £4 million", figure="at least 4 million", measure="money", basis=Basis.STOCK,
         population="pounds, repair of the bridge", as_of="2025-06-04"),
    Publishes("2025-06-04T09:55:00Z", "cost"),
    Decides("2025-06-04T10:00:00Z", "cost", Status.DISPUTED, "The residents' league gives at least £4 million for the same repair."),
    NewClaim("2025-06-04T10:05:00Z", "reopens", "The Northgate bridge will open to lorries again in 2025.", "NG", ("2025-06-04", "2025-12-31"), "Northgate", (COUNCIL,)),
    Says("2025-06-04T10:06:00Z", "reopens", (COUNCIL,), "bridge", Stance.AFFIRMS, "had announced",
         "the bridge would open again this year, as the council had announced"),
    Says("2025-06-04T10:07:00Z", "reopens", (LEAGUE,), "bridge", Stance.DOUBTS, "questioned",
         "questioned whether the bridge would open again this year"),
    Publishes("2025-06-04T10:08:00Z", "reopens"),
    NewClaim("2025-06-04T10:10:00Z", "known", "The city's works department has known of cracks in the bridge since 2023.", "NG",
             ("2023-01-01", "2023-12-31"), "Northgate", (COUNCIL,)),
    Says("2025-06-04T10:11:00Z", "known", ("An official of Northgate's works department",), "bridge", Stance.AFFIRMS, "said",
         "cracks had been known since 2023", mode=HopMode.ANONYMOUS, credibility=3),
    Says("2025-06-04T10:12:00Z", "known", (COUNCIL,), "bridge", Stance.DENIES, "rejected", "The council rejected that"),
    Says("2025-06-04T10:13:00Z", "known", ("Alder & Rowe Engineers",), "bridge", Stance.DECLINED_TO_COMMENT,
         "declined to comment", "Alder & Rowe, the engineers who inspect the bridge, declined to comment"),
    Says("2025-06-04T10:14:00Z", "known", ("Alder & Rowe's subcontractor",), "bridge", Stance.NO_RESPONSE,
         "did not respond", "their subcontractor did not respond"),
    Publishes("2025-06-04T10:15:00Z", "known"),
    Decides("2025-06-04T10:20:00Z", "known", Status.DISPUTED, "One unnamed official says so and the council rejects it."),
    NewClaim("2025-06-18T15:00:00Z", "lorries", "The Northgate bridge opened to lorries on June 18, 2025.", "NG", ("2025-06-18", "2025-06-18"), "Northgate"),
    Says("2025-06-19T16:10:00Z", "lorries", (COUNCIL,), "bridge-correction", Stance.DISPUTES_FIGURE, "said",
         "The bridge opened to cars in both directions on June 18, the council said"),
    Publishes("2025-06-19T16:12:00Z", "lorries"),
    Decides("2025-06-19T16:15:00Z", "lorries", Status.RETRACTED, "The reporter misread the council's notice: it speaks of cars.",
            "We said that the bridge had opened to lorries. It has opened to cars only.", by="cho"),
    Says("2025-06-19T16:20:00Z", "cost", (COUNCIL,), "bridge-correction", Stance.RETRACTED, "has withdrawn",
         "Northgate City Council has withdrawn its estimate of £2.3 million"),
    NewClaim("2025-06-19T16:25:00Z", "cost-again", "Repairing the Northgate bridge will cost between £3.6 million and £4.2 million.", "NG", None,
             "Northgate", (COUNCIL,), "cost"),
    Says("2025-06-19T16:26:00Z", "cost-again", (COUNCIL,), "bridge-correction", Stance.AFFIRMS, "said",
         "the repair would cost between £3.6 million and £4.2 million", figure="between 3.6 million and 4.2 million",
         measure="money", basis=Basis.STOCK, population="pounds, repair of the bridge", as_of="2025-06-19"),
    Publishes("2025-06-19T16:28:00Z", "cost-again"),
    NewClaim("2025-06-19T16:40:00Z", "rumour", "A lorry fell through the Northgate bridge in May 2025.", "NG", ("2025-05-01", "2025-05-31"), "Northgate"),
    Evidence("2025-06-19T16:41:00Z", "rumour", "Police log of May 2025", EvidenceKind.PRIMARY_DOCUMENT, bearing=Bearing.REFUTES,
             note="No accident on the bridge in that month."),
    Publishes("2025-06-19T16:42:00Z", "rumour"),
    Decides("2025-06-19T16:44:00Z", "rumour", Status.DISPUTED, "The police log has no accident on the bridge in that month."),
    Publishes("2025-06-20T09:00:00Z", "rumour", Publication.WITHDRAWN, "Nobody whom we can name has said this. We should not have listed it."),
]  # fmt: skip
