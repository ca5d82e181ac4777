"""A story as it comes to the desk: pasted, uploaded or fetched, with what the editor knows of it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.intake.fetching import PageNotFetched, fetch_page
from factcheck.intake.pages import MAX_ARTICLE_BYTES, ArticleDraft, ArticleRefused, pasted_bytes, read_article
from factcheck.models import Source
from factcheck.queries.finding import find_source, likely_sources
from factcheck.rules.told import told
from factcheck.rules.vocabulary import SOURCE_KIND_LABELS, SourceKind
from factcheck.saying import said as say
from factcheck.saying import said_of

PUBLISHER_KINDS = (
    SourceKind.OUTLET,
    SourceKind.WIRE,
    SourceKind.GOVERNMENT,
    SourceKind.AGENCY,
    SourceKind.NGO,
    SourceKind.IGO,
    SourceKind.DOCUMENT,
)
NOTHING_GIVEN = _("Paste the story, choose a file or give its address: one of the three.")


@dataclass(frozen=True, slots=True)
class Published:
    """When a story was published; date_only where nobody said the hour."""

    at: datetime
    date_only: bool


class PublishedField(forms.CharField):
    """A day or a moment in ISO 8601; a moment without a zone is in the site's."""

    def to_python(self, value: Any) -> Published | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        zone = timezone.get_default_timezone()
        try:
            if len(text) == len("2025-03-28"):
                return Published(
                    datetime.combine(date.fromisoformat(text), time(), tzinfo=zone), date_only=True
                )
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise ValidationError(
                say(
                    told("“{text}” is no day or time. Write it as 2025-03-28 or 2025-03-28 14:30.", text=text)
                )
            ) from error
        return Published(moment if moment.tzinfo else moment.replace(tzinfo=zone), date_only=False)


class ArticleForm(forms.Form):
    """What is left empty is taken from the text where it can be; the rest is asked for."""

    text = forms.CharField(
        required=False,
        strip=False,
        label=_("The story"),
        help_text=_("Text or HTML, as you have it."),
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto", "class": "article-words"}),
    )
    file = forms.FileField(required=False, label=_("Or a file"), help_text=_("Text or HTML, up to 2 MB."))
    url = forms.CharField(required=False, label=_("Address"), max_length=2000)
    headline = forms.CharField(required=False, max_length=300, label=_("Headline"))
    publisher = forms.CharField(
        required=False, max_length=200, help_text=_("Any of its names, in any script."), label=_("Publisher")
    )
    publisher_kind = forms.ChoiceField(
        required=False,
        label=_("What the publisher is"),
        choices=[
            ("", _("Choose, to add it")),
            *((kind.value, _(SOURCE_KIND_LABELS[kind])) for kind in PUBLISHER_KINDS),
        ],
    )
    byline = forms.CharField(required=False, max_length=200, label=_("Byline"))
    dateline = forms.CharField(required=False, max_length=200, label=_("Dateline"))
    published_at = PublishedField(
        required=False, label=_("Published"), help_text=_("2025-03-28, or 2025-03-28 14:30")
    )
    language = forms.RegexField(
        r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        required=False,
        max_length=12,
        help_text=_("en, ko, ru, zh-Hant"),
        error_messages={"invalid": _("This is no language tag. Write en, ko, ru or zh-Hant.")},
        label=_("Language"),
    )
    excerpt_only = forms.BooleanField(
        required=False,
        label=_("Readers see only the quoted words"),
        help_text=_("Where rights forbid the full text."),
    )

    # What reading and naming left for the view.
    draft: ArticleDraft | None = None
    publisher_source: Source | None = None
    publisher_name = ""
    publisher_unknown = False
    too_large = False

    def __init__(self, *args: Any, fetch: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fetch = fetch
        self.fields["url"].help_text = (
            _("Fetched when there is neither text nor file.") if fetch else _("Where it was published.")
        )
        self.fields["publisher"].widget.attrs["data-find"] = "/desk/sources/find/?q="

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.draft = self._read(cleaned)
        if self.draft is not None:
            self._fill(self.draft)
        self._find_publisher()
        if self.draft is not None and not self.cleaned_data.get("headline") and "headline" not in self.errors:
            self.add_error("headline", _("The text names no headline. Write one."))
        return self.cleaned_data

    def shown_again(self) -> "ArticleForm":
        """The same form with what was read from the text filled in, so that only what is missing is left."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name in ("headline", "publisher", "byline", "dateline", "language", "url"):
            if not data.get(name) and self.cleaned_data.get(name):
                data[name] = self.cleaned_data[name]
        # An error takes the name out of cleaned_data; the editor has to see which name is meant.
        if not data.get("publisher"):
            data["publisher"] = self.publisher_name
        if self.draft is not None and not data.get("published_at") and self.cleaned_data.get("published_at"):
            data["published_at"] = _written(self.cleaned_data["published_at"])
        if self.draft is not None and not data.get("text"):
            data["text"] = self.draft.clean_html or self.draft.body_text
        elif len(data.get("text", "").encode(errors="replace")) > MAX_ARTICLE_BYTES:
            # Sending millions of characters back helps nobody; the form says that they are gone.
            data["text"] = ""
        again = ArticleForm(data, fetch=self.fetch)
        again._errors = self.errors  # type: ignore[attr-defined]
        again.publisher_unknown = self.publisher_unknown
        return again

    def read_draft(self) -> ArticleDraft:
        """What was read; a valid form always has it."""
        if self.draft is None:
            raise LookupError("the form has read no text")
        return self.draft

    def warnings(self) -> tuple[str, ...]:
        """What the editor should check in what was read."""
        return self.draft.warnings if self.draft else ()

    def likely_publishers(self) -> list[Source]:
        return likely_sources(self.data.get("publisher", "")) if self.publisher_unknown else []

    def _read(self, cleaned: dict[str, Any]) -> ArticleDraft | None:
        """Read the story from wherever it was given; a refusal becomes the error of that field."""
        text, file, url = cleaned.get("text", ""), cleaned.get("file"), cleaned.get("url", "")
        place = "text" if text.strip() else "file" if file else "url" if url and self.fetch else "text"
        try:
            if text.strip():
                return read_article(pasted_bytes(text), url=url)
            if isinstance(file, UploadedFile):
                return read_article(
                    file.read(), filename=file.name or "", content_type=file.content_type or "", url=url
                )
            if place == "url":
                page = fetch_page(url)
                return read_article(page.data, content_type=page.content_type, url=page.url)
        except ArticleRefused as refusal:
            self.too_large = refusal.code == "too_large"
            self.add_error(place, said_of(refusal))
        except PageNotFetched as refusal:
            self.add_error(
                "url", say(told("{refusal} You can paste the text instead.", refusal=refusal.args[0]))
            )
        else:
            if "file" not in self.errors:
                self.add_error("text", NOTHING_GIVEN)
        return None

    def _fill(self, draft: ArticleDraft) -> None:
        read = {
            "headline": draft.headline,
            "publisher": draft.publisher_name,
            "byline": draft.byline,
            "dateline": draft.dateline,
            "language": draft.language,
            "url": draft.url,
        }
        for name, value in read.items():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.cleaned_data[name] = value
        if (
            draft.published_at
            and not self.cleaned_data.get("published_at")
            and "published_at" not in self.errors
        ):
            self.cleaned_data["published_at"] = Published(draft.published_at, draft.published_date_only)

    def _find_publisher(self) -> None:
        name = self.cleaned_data.get("publisher", "")
        if not name:
            if self.draft is not None:
                self.add_error("publisher", _("The text names no publisher. Write who published it."))
            return
        self.publisher_name = name
        self.publisher_source = find_source(name)
        if self.publisher_source is None and not self.cleaned_data.get("publisher_kind"):
            self.publisher_unknown = True
            self.add_error(
                "publisher",
                say(
                    told(
                        "No source is called {name} yet. Say below what it is to add it, or choose another.",
                        name=name,
                    )
                ),
            )


def _written(published: Published) -> str:
    local = timezone.localtime(published.at) if not published.date_only else published.at
    return local.date().isoformat() if published.date_only else f"{local:%Y-%m-%d %H:%M}"
