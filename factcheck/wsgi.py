import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from factcheck.lifeline import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

# A web worker must not outlive its server and hold the port.
end_with_parent()

application = get_wsgi_application()

# What is loaded by now stays to the end: looked through for garbage again and again, it took a twentieth
# of each page. And a page makes some thousands of objects before its garbage is worth a look.
get_resolver().url_patterns  # noqa: B018 - reading them imports every view
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 20, 20)
