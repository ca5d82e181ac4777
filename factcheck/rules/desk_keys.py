"""The single keys of the desk by the place where they are heard, for the page that shows them all.

Each page also lists its own behind "?", read from what it shows; a test holds the two together.
"""

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Queue",
        (
            ("j k", "Next row, previous row"),
            ("Enter", "Open the row"),
            ("c d u", "Confirm, dispute, leave or mark unverified"),
            ("m", "Evidence, note to readers, more decisions"),
            ("x X", "Pick the row; pick all rows up to it"),
            ("b", "The form for all that are picked"),
            ("i", "Say that you are working on this"),
            ("o e a", "Work page, add evidence, assign"),
            ("t", "Comments of colleagues, and one more"),
            ("z", "Take your last decision back"),
        ),
    ),
    (
        "Suggestions beside a story",
        (
            ("a x", "Accept, reject"),
            ("e m", "Edit, merge with another"),
            ("n s", "Next; settle the names"),
        ),
    ),
    (
        "Work page",
        (
            ("c d u", "Confirm, dispute, mark unverified"),
            ("e a w", "Add evidence, assign, reword; copy the sentence for the writer"),
            ("i", "Say that you are working on this"),
            ("y", "Approve a colleague's decision"),
        ),
    ),
    (
        "Everywhere",
        (
            ("/", "Search"),
            ("?", "The keys of the page you are on"),
        ),
    ),
)
