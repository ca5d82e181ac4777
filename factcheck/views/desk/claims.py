"""One claim's work page, and every act on a claim: as a plain form and by HTMX, behind the same guard."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from factcheck.actions.claims import ClaimRefused, StaleVersion, assign_claim, reword_claim, set_review_day
from factcheck.actions.conflicts import ConflictRefused, rule_on_conflict
from factcheck.actions.decisions import DecisionRefused
from factcheck.actions.decisions import decide as decide_on
from factcheck.actions.evidence import EvidenceRefused, add_evidence
from factcheck.actions.proposals import propose
from factcheck.actions.publication import PublicationRefused, correct_claim, publish_claim, withdraw_claim
from factcheck.actions.undo import undo_decision
from factcheck.actions.usages import UsageRefused, record_usage
from factcheck.forms.claims import AssignForm, ReviewForm, RewordForm
from factcheck.forms.conflicts import ConflictForm
from factcheck.forms.decisions import DecisionForm, Ruling
from factcheck.forms.evidence import EvidenceForm
from factcheck.forms.publication import NoteForm, VersionForm
from factcheck.forms.undo import UndoForm
from factcheck.forms.usages import UsageForm
from factcheck.models import Claim
from factcheck.permissions import Permission, may
from factcheck.queries.choices import choices
from factcheck.queries.conflicts import Conflict, pair_of
from factcheck.queries.desk_record import desk_record
from factcheck.queries.desk_settings import needing_second_editor
from factcheck.queries.work_page import Change, WorkPage, changes_of, work_page_of
from factcheck.rules.filters import FiltersRefused
from factcheck.rules.statuses import LABELS, PUBLICATION_MAY_FOLLOW, Publication, Status
from factcheck.rules.told import told, word
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view, get_claim, safe_next
from factcheck.views.desk.deciding import deciding
from factcheck.views.desk.place import Place
from factcheck.views.desk.proposing import Proposed, proposed
from factcheck.views.desk.queue import decided_response, panel_news, queue_response, said_after
from factcheck.views.desk.talking import talk_about
from factcheck.views.desk.undoing import undoing

Refused = (DecisionRefused, ClaimRefused, EvidenceRefused, PublicationRefused, ConflictRefused, UsageRefused)


@require_safe
@desk_view(Permission.SEE_DRAFTS)
def claim(request: DeskRequest, code: str) -> HttpResponse:
    return work_page(request, get_claim(request, code))


@require_POST
@desk_view(Permission.DECIDE)
def decide(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = DecisionForm(request.POST, claim=subject)
    try:
        if not form.is_valid():
            return _decision_page(request, subject, form, status=422)
        said = _decide_or_propose(request, subject, form.ruling())
    except DecisionRefused as refusal:
        form.add_error(refusal.field, said_of(refusal))
        return _decision_page(request, subject, form, status=422)
    except StaleVersion as stale:
        return _stale_decision(request, stale)
    subject = get_claim(request, code)
    place = place_in_queue(request)
    if request.htmx and place is not None:
        return decided_response(request, place, subject, said)
    return _done(request, subject, said_after(request.user, subject, said))


def _decide_or_propose(request: DeskRequest, subject: Claim, ruling: Ruling) -> str:
    """Decide, or propose where the house asks for a second editor. What was done, in words."""
    if ruling["status"] in needing_second_editor():
        propose(claim=subject, by=request.user, **ruling)
        return say(
            told(
                "Proposed: {status}. Another editor approves.", status=word(LABELS[ruling["status"]].lower())
            )
        )
    decide_on(claim=subject, by=request.user, **ruling)
    return f"{say(LABELS[ruling['status']])}."


@require_POST
@desk_view(Permission.DECIDE)
def undo(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = UndoForm(request.POST, claim=subject)
    changes: Sequence[Change] = ()
    status = 422
    try:
        if form.is_valid():
            undo_decision(by=request.user, **form.slip())
            return _undone(request, get_claim(request, code))
    except DecisionRefused as refusal:
        form.add_error(None, said_of(refusal))
    except StaleVersion as stale:
        subject = get_claim(request, code)
        _renew(form, request.POST, subject, said_of(stale))
        changes, status = changes_of(stale.changes), 409
    place = place_in_queue(request)
    if place is None:
        return work_page(request, subject, failed="undo", form=form, changes=changes, status=status)
    return queue_response(request, place, undo_form=form, changes=changes, status=status)


def _undone(request: DeskRequest, subject: Claim) -> HttpResponse:
    status = word(LABELS[Status(subject.status)].lower())
    said = say(told("Taken back: {status} again.", status=status))
    place = place_in_queue(request)
    if request.htmx and place is not None:
        return decided_response(request, place, subject, said)
    return _done(request, subject, said_after(request.user, subject, said))


@require_POST
@desk_view(Permission.RECORD)
def use(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = UsageForm(request.POST, claim=subject)
    return _carry_out(
        request, subject, "use", form,
        lambda: record_usage(claim=subject, by=request.user, **form.cleaned_data),
        said=gettext("Use noted."),
    )  # fmt: skip


@require_POST
@desk_view(Permission.RECORD)
def reword(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = RewordForm(request.POST, claim=subject)
    return _carry_out(
        request, subject, "reword", form,
        lambda: reword_claim(claim=subject, by=request.user, **form.wording()),
        said=gettext("Reworded."),
    )  # fmt: skip


@require_POST
@desk_view(Permission.RECORD)
def evidence(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = EvidenceForm(request.POST)
    return _carry_out(
        request, subject, "evidence", form,
        lambda: add_evidence(claim=subject, draft=form.draft(), by=request.user),
        said=gettext("Evidence added."),
    )  # fmt: skip


@require_POST
@desk_view(Permission.DECIDE)
def conflict(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = ConflictForm(request.POST, claim=subject)
    return _carry_out(
        request, subject, "conflict", form,
        lambda: rule_on_conflict(claim=subject, by=request.user, **form.ruling()),
        said=gettext("Ruled on."),
    )  # fmt: skip


@require_POST
@desk_view(Permission.RECORD)
def assign(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = AssignForm(request.POST, claim=subject)
    return _carry_out(
        request, subject, "assign", form,
        lambda: assign_claim(claim=subject, by=request.user, **form.cleaned_data),
        said=gettext("Assigned."),
    )  # fmt: skip


@require_POST
@desk_view(Permission.DECIDE)
def review(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = ReviewForm(request.POST, claim=subject)
    return _carry_out(
        request, subject, "review", form,
        lambda: set_review_day(claim=subject, by=request.user, **form.cleaned_data),
        said=gettext("Day set."),
    )  # fmt: skip


@require_POST
@desk_view(Permission.PUBLISH)
def publish(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = VersionForm(request.POST, claim=subject)
    return _carry_out(
        request, subject, "publish", form,
        lambda: publish_claim(claim=subject, by=request.user, **form.cleaned_data),
        said=gettext("Published."),
    )  # fmt: skip


@require_POST
@desk_view(Permission.PUBLISH)
def correct(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = _note_form("correct", subject, request.POST)
    return _carry_out(
        request, subject, "correct", form,
        lambda: correct_claim(claim=subject, by=request.user, **form.cleaned_data),
        said=gettext("Corrected."),
    )  # fmt: skip


@require_POST
@desk_view(Permission.PUBLISH)
def withdraw(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = _note_form("withdraw", subject, request.POST)
    return _carry_out(
        request, subject, "withdraw", form,
        lambda: withdraw_claim(claim=subject, by=request.user, **form.cleaned_data),
        said=gettext("Withdrawn."),
    )  # fmt: skip


def _note_form(name: str, subject: Claim, data: QueryDict | None = None) -> NoteForm:
    # Two of them stand on one page, so each has ids of its own.
    return NoteForm(data, claim=subject, auto_id=f"{name}_%s")


def _carry_out(
    request: DeskRequest, subject: Claim, name: str, form: forms.Form, act: Callable[[], object], *, said: str
) -> HttpResponse:
    """Do it, or show the page again with all that was typed: 422, or 409 when somebody was faster."""
    if form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, said_of(refusal))
        except StaleVersion as stale:
            fresh = get_claim(request, subject.code)
            _renew(form, request.POST, fresh, said_of(stale))
            return work_page(
                request, fresh, failed=name, form=form, changes=changes_of(stale.changes), status=409
            )
        else:
            return _done(request, get_claim(request, subject.code), said)
    return work_page(request, subject, failed=name, form=form, status=422)


def _done(request: DeskRequest, subject: Claim, said: str) -> HttpResponse:
    if request.htmx:
        return work_page(request, subject, said=said)
    messages.success(request, f"{subject.code}: {said}")
    return HttpResponseRedirect(safe_next(request, reverse("desk:claim", args=[subject.code])), status=303)


def _stale_decision(request: DeskRequest, stale: StaleVersion) -> HttpResponse:
    """Keep what was typed, say what changed, carry the new version: deciding again is then done knowingly."""
    fresh = get_claim(request, stale.claim.code)
    form = DecisionForm(request.POST, claim=fresh)
    form.is_valid()
    _renew(form, request.POST, fresh, said_of(stale))
    return _decision_page(request, fresh, form, changes=changes_of(stale.changes), status=409)


def _renew(form: forms.Form, sent: QueryDict, fresh: Claim, problem: str) -> None:
    """Let a form that came too late be sent once more, against the claim as it stands now."""
    form.add_error(None, problem)
    data = sent.copy()
    data["version"] = str(fresh.version)
    form.data = data


def _decision_page(
    request: DeskRequest, subject: Claim, form: DecisionForm, *, changes: Sequence[Change] = (), status: int
) -> HttpResponse:
    """The page that the decision was sent from, or its part that HTMX replaces."""
    place = place_in_queue(request)
    if place is None:
        return work_page(request, subject, failed="decide", form=form, changes=changes, status=status)
    return queue_response(request, place, form=form, changes=changes, status=status)


def place_in_queue(request: DeskRequest) -> Place | None:
    """Where in the queue a form stood; None when it stood on the work page."""
    came_from = urlsplit(safe_next(request, ""))
    if came_from.path != reverse("desk:queue"):
        return None
    try:
        return Place.read(QueryDict(came_from.query), now=timezone.now())
    except FiltersRefused:
        return None


def work_page(
    request: DeskRequest,
    subject: Claim,
    *,
    failed: str = "",
    form: forms.Form | None = None,
    changes: Sequence[Change] = (),
    said: str = "",
    proposal: Proposed | None = None,
    status: int = 200,
) -> HttpResponse:
    """The work page. failed: which of its forms is to be shown as it was sent."""
    sent: dict[str, Any] = {failed: form} if failed else {}
    next_url = reverse("desk:claim", args=[subject.code])
    record = desk_record(subject, request.user, now=timezone.now())
    work = work_page_of(subject, record)
    offered = choices()
    context = {
        "section": "queue",
        "claim": subject,
        "work": work,
        "proposal": proposal or proposed(request.user, subject, record.proposal),
        "undo": undoing(
            request.user, subject, record.last_decision, sent.get("undo"), changes if failed == "undo" else ()
        ),
        "conflicts": _conflicts(request, subject, work, sent.get("conflict")),
        "form": form,
        "failed": failed,
        "changes": changes,
        "said": said,
        "next_url": next_url,
        "deciding": deciding(
            request.user, subject, next_url=next_url, target="work", form=sent.get("decide"),
            changes=changes if failed == "decide" else (), needing=record.needing,
        ),
        "uses": record.uses,
        "use_form": sent.get("use") or UsageForm(claim=subject),
        "evidence_form": sent.get("evidence") or EvidenceForm(),
        "assign_form": sent.get("assign") or AssignForm(claim=subject, people=offered.people),
        "review_form": (sent.get("review") or ReviewForm(claim=subject))
        if may(request.user, Permission.DECIDE)
        else None,
        "reword_form": sent.get("reword") or RewordForm(
            claim=subject, parties=record.parties, relations=record.relations, topics=offered.topics
        ),
        "may_reword": may(request.user, Permission.PUBLISH) or subject.publication == Publication.DRAFT,
        "talk": talk_about(request, record, target="work", next_url=next_url, form=sent.get("comment")),
        "is_watching": record.watched,
        "panel_news": panel_news(request, subject, seen_version=subject.version, working=record.at_work),
        **_publication_forms(request, subject, sent),
    }  # fmt: skip
    template = "desk/claim.html#work" if request.htmx else "desk/claim.html"
    return render(request, template, context, status=status)


def _conflicts(
    request: DeskRequest, subject: Claim, work: WorkPage, sent: forms.Form | None
) -> list[tuple[Conflict, ConflictForm | None]]:
    """The proposed conflicts of figures, each with its form for those who may rule on it."""
    rows: list[tuple[Conflict, ConflictForm | None]] = []
    for one in work.figures.conflicts:
        form = None
        if may(request.user, Permission.DECIDE):
            pair = pair_of(one.comparison)
            form = ConflictForm(claim=subject, pair=pair)
            if isinstance(sent, ConflictForm) and tuple(sorted(sent.pair)) == pair:
                form = sent
        rows.append((one, form))
    return rows


def _publication_forms(request: DeskRequest, subject: Claim, sent: dict[str, Any]) -> dict[str, Any]:
    """Those that may follow from where the claim stands, or that were sent and could not be done."""
    following = PUBLICATION_MAY_FOLLOW[Publication(subject.publication)]
    allowed = may(request.user, Permission.PUBLISH)

    def shown(name: str, to: Publication, fresh: VersionForm) -> VersionForm | None:
        return (sent.get(name) or fresh) if allowed and (to in following or name in sent) else None

    return {
        "may_publish": allowed,
        "publish_form": shown("publish", Publication.PUBLISHED, VersionForm(claim=subject)),
        "correct_form": shown("correct", Publication.CORRECTED, _note_form("correct", subject)),
        "withdraw_form": shown("withdraw", Publication.WITHDRAWN, _note_form("withdraw", subject)),
    }
