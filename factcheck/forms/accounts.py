from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from factcheck.models import User
from factcheck.rules.vocabulary import ROLE_LABELS, Role


class SignInForm(AuthenticationForm):
    error_messages = {
        # One sentence for both, so that nobody can find out which names exist.
        "invalid_login": _("This name and password do not belong together. Capitals count in the password."),
        "inactive": _("This account has been closed. Ask an administrator of the desk."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = _("Name")
        self.refusal = ""

    def clean(self) -> dict[str, object]:
        """Look at the password, unless the view has said why not."""
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        return super().clean()


class RoleField(forms.TypedChoiceField):
    def __init__(self, **kwargs: object) -> None:
        choices = [(role.value, _(label)) for role, label in ROLE_LABELS.items()]
        super().__init__(choices=choices, coerce=Role, **kwargs)  # type: ignore[arg-type]


class RoleForm(forms.Form):
    role = RoleField(label=_("Role"))


class NewPersonForm(forms.Form):
    username = forms.CharField(
        max_length=150,
        label=_("Name to sign in with"),
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    byline = forms.CharField(
        required=False,
        max_length=120,
        help_text=_("The name that readers see beside a decision. Empty: the name to sign in with."),
        label=_("Byline"),
    )
    email = forms.EmailField(required=False, label=_("Email"), help_text=_("For the desk only."))
    role = RoleField(initial=Role.REPORTER, label=_("Role"))
    password = forms.CharField(
        strip=False,
        label=_("First password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. Hand it over in person; they can change it after signing in."),
    )

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("password") and given.get("username"):
            person = User(username=given["username"], email=given.get("email", ""))
            try:
                password_validation.validate_password(given["password"], person)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return given
