"""Django's admin over the candidates of a centre's file, which it only reads.

    CENTRE_FILE=FILE OWN_FILE=FILE python django_admin.py migrate

makes its own tables in the other file. The list is /admin/django_admin/candidate/?q=WORDS.
"""

import os
import secrets
from pathlib import Path

import django
from django.conf import settings
from django.contrib import admin
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.urls import path


class Router:
    """Candidates come from the centre's file, everything else from Django's own."""

    def db_for_read(self, model, **hints):
        return "centre" if model is Candidate else "default"


def _database(name):
    # A connection is kept, as ours is, rather than opened for every request.
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "CONN_MAX_AGE": None}


settings.configure(
    DEBUG=False,
    SECRET_KEY=secrets.token_hex(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
        "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles", __name__,
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]},
    }],
    DATABASES={
        "default": _database(os.environ["OWN_FILE"]),
        "centre": _database(f"{Path(os.environ['CENTRE_FILE']).as_uri()}?mode=ro"),
    },
    DATABASE_ROUTERS=[f"{__name__}.Router"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    STATIC_URL="static/",
    USE_TZ=True,
)
django.setup()


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

if __name__ == "__main__":
    execute_from_command_line()
