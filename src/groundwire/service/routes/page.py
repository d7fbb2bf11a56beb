"""``GET /`` and ``/web/*``: the web page, from files inside the package."""

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).parents[1] / "web"
# A browser asks again, and is told "not modified" where nothing changed: no stale page ever.
_REVALIDATE = {"Cache-Control": "no-cache"}


class _Assets(StaticFiles):
    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers.update(_REVALIDATE)
        return response


def install(app: FastAPI) -> None:
    """Serve the page and what it loads."""

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        """The page to ask on."""
        return FileResponse(FOLDER / "index.html", headers=_REVALIDATE)

    app.mount("/web", _Assets(directory=FOLDER), name="web")
