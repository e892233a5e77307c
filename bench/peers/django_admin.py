"""Django's admin over the candidates of a centre's file, which it only reads.

Everybody is signed in, so that it looks up no session. CENTRE_FILE names the file; the list is
/admin/django_admin/candidate/?q=WORDS.
"""

import os
import secrets

import django
from django.conf import settings
from django.contrib import admin
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    # A connection is kept, as ours is, rather than opened for every request.
    DATABASES={"default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["CENTRE_FILE"],
        "CONN_MAX_AGE": None,
    }},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        *(f"django.contrib.{app}" for app in ("admin", "auth", "contenttypes", "messages")),
        "django.contrib.staticfiles",
        __name__,
    ],
    MIDDLEWARE=[f"{__name__}.sign_in"],
    ROOT_URLCONF=__name__,
    SECRET_KEY=secrets.token_hex(),
    STATIC_URL="static/",
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
        ]},
    }],
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402


def sign_in(get_response):
    administrator = User(pk=1, username="bench", is_staff=True, is_superuser=True)

    def respond(request):
        request.user = administrator
        return get_response(request)

    return respond


class Candidate(models.Model):
    candidate_id = models.IntegerField(primary_key=True)
    surname = models.TextField()
    forenames = models.TextField()
    born_on = models.TextField()
    candidate_number = models.TextField(null=True)
    uci = models.TextField(null=True)
    added_on = models.TextField()
    archived_at = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = "candidates"


@admin.register(Candidate)
class CandidateAdmin(admin.ModelAdmin):
    list_display = ("surname", "forenames", "born_on", "candidate_number", "uci", "added_on")
    search_fields = ("surname", "forenames", "uci", "candidate_number")
    ordering = ("surname",)
    list_per_page = 50
    # Nor does our search count everybody beside those it finds.
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).filter(archived_at=None)


urlpatterns = [path("admin/", admin.site.urls)]
application = get_wsgi_application()
