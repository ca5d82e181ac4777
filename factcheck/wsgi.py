import os

from django.core.wsgi import get_wsgi_application

from factcheck.lifeline import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

# A web worker must not outlive its server and hold the port.
end_with_parent()

application = get_wsgi_application()
