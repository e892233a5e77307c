"""The pages of a kind of upload, and the upload that each of them works on."""

from litestar import Router
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from webapp.candidates import (
    heading,
    pages_check,
    pages_mend,
    pages_refused,
    pages_upload,
    store_check,
    store_uploads,
)
from webapp.candidates.intake import Intake
from webapp.db import Db

CANDIDATES = Intake(
    kind="candidates",
    address="/candidates/uploads",
    shown_at="/candidates",
    noun="candidate",
    columns="Needed are a surname or forenames, the date of birth (day first, or as a spreadsheet's"
    " date) and the gender, which may be blank.",
    headings=heading.CANDIDATES,
    check=store_check.check,
    save=store_check.save,
    creates=True,
)


def provide_upload(
    db: NamedDependency[Db], upload_id: FromPath[int], intake: NamedDependency[Intake]
) -> store_uploads.Upload:
    upload = store_uploads.one(db, upload_id)
    if upload is None or upload.kind != intake.kind:
        raise NotFoundException
    return upload


def routers(intake: Intake) -> list[Router]:
    """All pages of one kind of upload, for those who may make entries."""
    given = {"intake": Provide(lambda: intake, sync_to_thread=False)}
    of_upload = [
        *pages_upload.of_upload,
        *pages_check.of_upload,
        *pages_mend.of_upload,
        *pages_refused.of_upload,
    ]
    return [
        Router(
            intake.address,
            route_handlers=pages_upload.outside,
            dependencies=given,
            opt={"role": "entries"},
        ),
        Router(
            f"{intake.address}/{{upload_id:int}}",
            route_handlers=of_upload,
            dependencies=given | {"upload": Provide(provide_upload, sync_to_thread=False)},
            opt={"role": "entries"},
        ),
    ]
