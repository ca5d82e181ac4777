"""Comments on a claim, for the desk alone."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from factcheck.actions.comments import CommentRefused, comment_on, take_back_comment
from factcheck.forms.comments import CommentForm
from factcheck.models import Claim, Comment
from factcheck.permissions import Permission
from factcheck.rules.told import told, word
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view, get_claim, safe_next
from factcheck.views.desk.claims import place_in_queue, work_page
from factcheck.views.desk.queue import commented_response, queue_response
from factcheck.views.errors import NotHere


@require_POST
@desk_view(Permission.RECORD)
def comment(request: DeskRequest, code: str) -> HttpResponse:
    subject = get_claim(request, code)
    form = CommentForm(request.POST)
    try:
        if not form.is_valid():
            return _refused(request, subject, form, status=422)
        written, unknown = comment_on(claim=subject, by=request.user, text=form.cleaned_data["text"])
    except CommentRefused as refusal:
        form.add_error("text", said_of(refusal))
        return _refused(request, subject, form, status=422)
    nobody = (say(told("Nobody here signs in as @{name}.", name=name)) for name in unknown)
    said = " ".join([gettext("Comment added."), *nobody])
    return _done(request, subject, said, f"#comment-{written.pk}")


@require_POST
@desk_view(Permission.RECORD)
def take_back(request: DeskRequest, pk: int) -> HttpResponse:
    found = Comment.objects.select_related("claim").filter(pk=pk).first()
    if found is None:
        raise NotHere(word("There is no such comment on this desk."))
    subject = get_claim(request, found.claim.code)
    try:
        take_back_comment(comment=found, by=request.user)
    except CommentRefused as refusal:
        form = CommentForm(request.POST)
        form.add_error(None, said_of(refusal))
        return _refused(request, subject, form, status=409)
    return _done(request, subject, gettext("Comment taken back."), "#comments")


def _refused(request: DeskRequest, subject: Claim, form: CommentForm, *, status: int) -> HttpResponse:
    """The page that it was sent from, with what was typed."""
    place = place_in_queue(request)
    if place is None:
        return work_page(request, subject, failed="comment", form=form, status=status)
    return queue_response(request, place, comment_form=form, status=status)


def _done(request: DeskRequest, subject: Claim, said: str, anchor: str) -> HttpResponse:
    place = place_in_queue(request)
    if request.htmx:
        if place is None:
            return work_page(request, subject, said=said)
        return commented_response(request, place, subject, said)
    messages.success(request, f"{subject.code}: {said}")
    back = safe_next(request, reverse("desk:claim", args=[subject.code]))
    return HttpResponseRedirect(back + anchor, status=303)
