"""What an editor says of an uploaded table: which header means which column, and what to do with it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from factcheck.intake.claim_csv import COLUMNS, Preview
from factcheck.intake.table_imports import MOST_BYTES
from factcheck.models import Topic
from factcheck.rules.told import told
from factcheck.saying import said as say


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("A table"),
        help_text=format_lazy(
            _("CSV, up to {size} MB. Nothing is imported before you have seen how it is read."),
            size=MOST_BYTES // 2**20,
        ),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                say(told("The file is larger than {size} MB. Cut it into several.", size=MOST_BYTES // 2**20))
            )
        return file


def _encoding_field() -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=40,
        label=_("Encoding"),
        help_text=_("Only where it is not UTF-8: cp1252, euc-kr …"),
    )


class EncodingForm(forms.Form):
    """In which encoding to look again at a table that could not be read."""

    encoding = _encoding_field()


class ReadingForm(forms.Form):
    """How a table is to be read. One choice of a column for each of its headers."""

    topic = forms.ModelChoiceField(
        Topic.objects.none(), required=False, to_field_name="slug",
        empty_label=_("None: each row names its own"),
        label=_("Topic of rows that name none"),
    )  # fmt: skip
    publisher = forms.CharField(
        required=False, max_length=200, label=_("Publisher of rows that name none"),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    encoding = _encoding_field()
    from_spreadsheet = forms.BooleanField(
        required=False,
        label=_("Saved for a spreadsheet: take off the apostrophe before what looks like a formula"),
    )
    keep_good = forms.BooleanField(required=False, label=_("Take the good rows, and list the others"))

    def __init__(self, seen: Preview, asked: dict[str, Any], data: QueryDict | None = None) -> None:
        super().__init__(data, initial=asked)
        self.fields["topic"].queryset = Topic.objects.open().order_by("slug")  # type: ignore[attr-defined]
        self.seen = seen
        for place, (header, column) in enumerate(zip(seen.headers, seen.columns, strict=True)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                choices=[("", _("not read")), *((name, name) for name in COLUMNS)],
                required=False, initial=column, label=header or _("(no name)"),
            )  # fmt: skip

    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each header's choice, with what its first cells hold."""
        return [
            (
                self[f"column_{place}"],
                [row[place] for row in self.seen.rows if place < len(row) and row[place]][:3],
            )
            for place in range(len(self.seen.headers))
        ]

    def asked(self, *, dry_run: bool) -> dict[str, Any]:
        """The Options of an import, as they are kept."""
        given = self.cleaned_data
        mapping = {name: given[f"column_{place}"] for place, name in enumerate(self.seen.names)}
        return {
            "mapping": mapping,
            "topic": given["topic"].slug if given["topic"] else "",
            "publisher": given["publisher"],
            "encoding": given["encoding"],
            "from_spreadsheet": given["from_spreadsheet"],
            "keep_good": given["keep_good"],
            "dry_run": dry_run,
        }
