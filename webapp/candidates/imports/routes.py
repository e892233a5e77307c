"""The pages of a kind of upload, and the upload that each of them works on."""

from litestar import Router
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from webapp.candidates.imports import headings, pages_upload, store_review, store_uploads
from webapp.candidates.imports import pages_corrections as pages_mend
from webapp.candidates.imports import pages_rejected as pages_refused
from webapp.candidates.imports import pages_review as pages_check
from webapp.candidates.imports.import_kind import Intake
from webapp.database.connection import Db

CANDIDATES = Intake(
    kind="candidates",
    address="/candidates/uploads",
    shown_at="/candidates",
    noun="candidate",
    columns="Needed are a surname or forenames, the date of birth (day first, or as a spreadsheet's"
    " date) and the gender, which may be blank.",
    headings=headings.CANDIDATES,
    check=store_review.check,
    save=store_review.save,
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
