"""Signing in and out, one's own password, and for administrators everybody's accounts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import (
    LoginView,
    LogoutView,
    PasswordChangeDoneView,
    PasswordChangeView,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.actions.people import (
    PersonRefused,
    change_role,
    create_person,
    deactivate_person,
    reactivate_person,
)
from factcheck.actions.sign_ins import begin_try, succeed
from factcheck.forms.accounts import NewPersonForm, RoleForm, SignInForm
from factcheck.models import User
from factcheck.permissions import Permission
from factcheck.rules.told import told, word
from factcheck.rules.vocabulary import ROLE_LABELS
from factcheck.saying import said as say
from factcheck.saying import said_of
from factcheck.views.desk.access import DeskRequest, desk_view, safe_next
from factcheck.views.errors import NotHere
from factcheck.views.languages import DESK_LANGUAGE

LANGUAGE_KEPT = timedelta(days=365)


class SignIn(LoginView):
    """Django's own, but for a limit on guessing."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        form = cast(SignInForm, self.get_form())
        name, password = request.POST.get("username", ""), request.POST.get("password", "")
        if not name.strip() or not password:
            return self.form_invalid(form)
        tried = begin_try(name=name, address=address_of(request))
        if tried.free_at is not None:
            form.refusal = _wait_until(tried.free_at)
            response = self.form_invalid(form)
            response.status_code = 429
            return response
        if not form.is_valid():
            return self.form_invalid(form)
        succeed(tried)
        return self.form_valid(form)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. The proxy's word is taken where there has to be one, and only its own."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return request.META.get("REMOTE_ADDR", "")


def _wait_until(moment: datetime) -> str:
    clock = f"{timezone.localtime(moment) + timedelta(minutes=1):%H:%M}"
    words = gettext(
        "Too many tries with a wrong password. Wait until {clock}, then try again. If it was not you, tell an administrator of the desk."  # noqa: E501
    )
    return words.format(clock=clock)


login = SignIn.as_view(
    template_name="accounts/login.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
    # Django would put the name of the host in place of the name of the site.
    extra_context={"section": "login", "site_name": settings.SITE_NAME},
)
logout = LogoutView.as_view()
password_change = PasswordChangeView.as_view(
    template_name="accounts/password_change.html", success_url=reverse_lazy("password_change_done")
)
password_change_done = PasswordChangeDoneView.as_view(template_name="accounts/password_change_done.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language in which somebody has the desk, on this browser. Readers' pages have theirs by address."""
    answer = HttpResponseRedirect(safe_next(request, reverse("desk:queue")), status=303)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            DESK_LANGUAGE,
            chosen,
            max_age=LANGUAGE_KEPT,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_ACCOUNTS)
def people(request: DeskRequest) -> HttpResponse:
    """Who works here; POST opens an account."""
    if request.method != "POST":
        return _people_page(request, NewPersonForm())
    form = NewPersonForm(request.POST)
    if form.is_valid():
        try:
            person = create_person(by=request.user, **form.cleaned_data)
        except PersonRefused as refusal:
            form.add_error("username", said_of(refusal))
        else:
            return _done(request, say(told("{name} can sign in now.", name=person.username)))
    return _people_page(request, form, status=422)


@require_POST
@desk_view(Permission.MANAGE_ACCOUNTS)
def person_role(request: DeskRequest, pk: int) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _people_page(request, NewPersonForm(), problem=gettext("Choose one of the roles."))
    person = _get_person(pk)
    role = form.cleaned_data["role"]
    said = told("{name} is now {role}.", name=person.username, role=word(ROLE_LABELS[role].lower()))
    return _carry_out(request, lambda: change_role(person=person, role=role, by=request.user), said)


@require_POST
@desk_view(Permission.MANAGE_ACCOUNTS)
def person_close(request: DeskRequest, pk: int) -> HttpResponse:
    person = _get_person(pk)
    said = told("The account of {name} is closed.", name=person.username)
    return _carry_out(request, lambda: deactivate_person(person=person, by=request.user), said)


@require_POST
@desk_view(Permission.MANAGE_ACCOUNTS)
def person_reopen(request: DeskRequest, pk: int) -> HttpResponse:
    person = _get_person(pk)
    said = told("{name} can sign in again.", name=person.username)
    return _carry_out(request, lambda: reactivate_person(person=person, by=request.user), said)


def _carry_out(request: DeskRequest, act: Callable[[], User], said: str) -> HttpResponse:
    try:
        act()
    except PersonRefused as refusal:
        return _people_page(request, NewPersonForm(), problem=said_of(refusal))
    return _done(request, say(said))


def _done(request: DeskRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("desk:people")


def _get_person(pk: int) -> User:
    person = User.objects.filter(pk=pk).first()
    if person is None:
        raise NotHere(word("There is no such account. Reload the list of people."))
    return person


def _people_page(
    request: DeskRequest, form: forms.Form, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "section": "people",
        "people": User.objects.order_by("-is_active", "username"),
        "roles": [(role, say(label)) for role, label in ROLE_LABELS.items()],
        "form": form,
        "problem": problem,
    }
    return render(request, "accounts/people.html", context, status=422 if problem else status)
