"""What an editor says of an uploaded table: which header means which column, and what to do with it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from factcheck.intake.claim_csv import COLUMNS, Preview
from factcheck.intake.table_imports import MOST_BYTES
from factcheck.models import Topic


class UploadForm(forms.Form):
    file = forms.FileField(
        label="A table",
        help_text=(
            f"CSV, up to {MOST_BYTES // 2**20} MB. Nothing is imported before you have seen how it is read."
        ),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {MOST_BYTES // 2**20} MB. Cut it into several."
            )
        return file


class ReadingForm(forms.Form):
    """How a table is to be read. One choice of a column for each of its headers."""

    topic = forms.ModelChoiceField(
        Topic.objects.none(), required=False, to_field_name="slug",
        empty_label="None: each row names its own",
        label="Topic of rows that name none",
    )  # fmt: skip
    publisher = forms.CharField(
        required=False, max_length=200, label="Publisher of rows that name none",
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    encoding = forms.CharField(
        required=False,
        max_length=40,
        label="Encoding",
        help_text="Only where it is not UTF-8: cp1252, euc-kr …",
    )
    from_spreadsheet = forms.BooleanField(
        required=False,
        label="Saved for a spreadsheet: take off the apostrophe before what looks like a formula",
    )
    keep_good = forms.BooleanField(required=False, label="Take the good rows, and list the others")

    def __init__(self, seen: Preview, asked: dict[str, Any], data: QueryDict | None = None) -> None:
        super().__init__(data, initial=asked)
        self.fields["topic"].queryset = Topic.objects.open().order_by("slug")  # type: ignore[attr-defined]
        self.seen = seen
        for place, (header, column) in enumerate(zip(seen.headers, seen.columns, strict=True)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                choices=[("", "not read"), *((name, name) for name in COLUMNS)],
                required=False, initial=column, label=header or "(no name)",
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
        mapping = {
            header.strip().strip("\ufeff").casefold(): given[f"column_{place}"]
            for place, header in enumerate(self.seen.headers)
        }
        return {
            "mapping": mapping,
            "topic": given["topic"].slug if given["topic"] else "",
            "publisher": given["publisher"],
            "encoding": given["encoding"],
            "from_spreadsheet": given["from_spreadsheet"],
            "keep_good": given["keep_good"],
            "dry_run": dry_run,
        }
