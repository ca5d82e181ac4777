"""The single keys of the desk by the place where they are heard, for the page that shows them all.

Each page also lists its own behind "?", read from what it shows; a test holds the two together.
"""

from factcheck.rules.told import word

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        word("Queue"),
        (
            ("j k", word("Next row, previous row")),
            ("Enter", word("Open the row")),
            ("c d u", word("Confirm, dispute, leave or mark unverified")),
            ("m", word("Evidence, note to readers, more decisions")),
            ("x X", word("Pick the row; pick all rows up to it")),
            ("b", word("The form for all that are picked")),
            ("i", word("Say that you are working on this")),
            ("o e a", word("Work page, add evidence, assign")),
            ("t", word("Comments of colleagues, and one more")),
            ("z", word("Take your last decision back")),
        ),
    ),
    (
        word("Suggestions beside a story"),
        (
            ("a x", word("Accept, reject")),
            ("e m", word("Edit, merge with another")),
            ("n s", word("Next; settle the names")),
        ),
    ),
    (
        word("Work page"),
        (
            ("c d u", word("Confirm, dispute, mark unverified")),
            ("e a w", word("Add evidence, assign, reword; copy the sentence for the writer")),
            ("i", word("Say that you are working on this")),
            ("y", word("Approve a colleague's decision")),
        ),
    ),
    (
        word("Everywhere"),
        (
            ("/", word("Search")),
            ("?", word("The keys of the page you are on")),
        ),
    ),
)
