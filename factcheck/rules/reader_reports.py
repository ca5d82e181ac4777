"""How much a reader may write about an error, and how often: enough for people, too little for a flood."""

from datetime import timedelta

TEXT_MAX = 2_000
CONTACT_MAX = 200
NOTE_MAX = 500

WINDOW = timedelta(hours=1)
# From one address, behind which a school or a newsroom may sit, and from everywhere.
MOST_FROM_ONE_ADDRESS = 5
MOST_IN_ALL = 300
# So long it is known from which address, as a keyed hash, a report came.
ADDRESS_KEPT_FOR = timedelta(days=1)
