"""Signing in and out, one's own password, and for administrators everybody's accounts."""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import (
    LoginView,
    LogoutView,
    PasswordChangeDoneView,
    PasswordChangeView,
)
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST

from factcheck.actions.people import (
    PersonRefused,
    change_role,
    create_person,
    deactivate_person,
    reactivate_person,
)
from factcheck.forms.accounts import NewPersonForm, RoleForm, SignInForm
from factcheck.models import User
from factcheck.permissions import Permission
from factcheck.rules.vocabulary import ROLE_LABELS
from factcheck.views.desk.access import DeskRequest, desk_view
from factcheck.views.errors import NotHere

login = LoginView.as_view(
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
            form.add_error("username", str(refusal))
        else:
            return _done(request, f"{person.username} can sign in now.")
    return _people_page(request, form, status=422)


@require_POST
@desk_view(Permission.MANAGE_ACCOUNTS)
def person_role(request: DeskRequest, pk: int) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _people_page(request, NewPersonForm(), problem="Choose one of the roles.")
    person = _get_person(pk)
    role = form.cleaned_data["role"]
    said = f"{person.username} is now {ROLE_LABELS[role].lower()}."
    return _carry_out(request, lambda: change_role(person=person, role=role, by=request.user), said)


@require_POST
@desk_view(Permission.MANAGE_ACCOUNTS)
def person_close(request: DeskRequest, pk: int) -> HttpResponse:
    person = _get_person(pk)
    said = f"The account of {person.username} is closed."
    return _carry_out(request, lambda: deactivate_person(person=person, by=request.user), said)


@require_POST
@desk_view(Permission.MANAGE_ACCOUNTS)
def person_reopen(request: DeskRequest, pk: int) -> HttpResponse:
    person = _get_person(pk)
    said = f"{person.username} can sign in again."
    return _carry_out(request, lambda: reactivate_person(person=person, by=request.user), said)


def _carry_out(request: DeskRequest, act: Callable[[], User], said: str) -> HttpResponse:
    try:
        act()
    except PersonRefused as refusal:
        return _people_page(request, NewPersonForm(), problem=str(refusal))
    return _done(request, said)


def _done(request: DeskRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("desk:people")


def _get_person(pk: int) -> User:
    person = User.objects.filter(pk=pk).first()
    if person is None:
        raise NotHere("There is no such account. Reload the list of people.")
    return person


def _people_page(
    request: DeskRequest, form: forms.Form, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "section": "people",
        "people": User.objects.order_by("-is_active", "username"),
        "roles": list(ROLE_LABELS.items()),
        "form": form,
        "problem": problem,
    }
    return render(request, "accounts/people.html", context, status=422 if problem else status)
