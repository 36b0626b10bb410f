"""Sample provinces for tests: one is built on each engine, and whoever needs one gets a copy."""

import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import postgres
from killing import lienthong
from server import ROOT, Server

LEFTOVERS = ROOT / "var" / "test"

# Enough for every queue to have something and lists to have further pages. The whole sample has 2,000.
DOCUMENTS = 600


class Provinces:
    """What was built lives in a folder, and on PostgreSQL in a database too, until `stack` is closed."""

    def __init__(self, folder: Path, stack: ExitStack):
        self.folder, self.stack = folder, stack
        self.models: dict[str, Server] = {}
        self.url: str | None = None

    @contextmanager
    def copy(self, engine: str, data: Path, name: str, **options):
        """A province of one's own that nobody serves yet; `name` is its log's."""
        model = self._model(engine)
        with ExitStack() as stack:
            shutil.copytree(model.data, data)
            if model.database:
                template = urlsplit(model.database).path.lstrip("/")
                options["database"] = stack.enter_context(postgres.new_database(self.url, template=template))
            server = self._server(data, name, **options)
            stack.callback(server.kill)
            yield server

    def _model(self, engine: str) -> Server:
        if engine not in self.models:
            database = None
            if engine == "postgresql":
                self.url = self.stack.enter_context(postgres.server_url())
                database = self.stack.enter_context(postgres.new_database(self.url))
            model = self._server(self.folder / engine, f"model-{engine}", database=database)
            lienthong(model, "demo", "build", "--documents", str(DOCUMENTS))
            self.models[engine] = model
        return self.models[engine]

    @staticmethod
    def _server(data: Path, name: str, **options) -> Server:
        log = LEFTOVERS / f"{name}.log"
        log.unlink(missing_ok=True)
        return Server(data=data, log=log, **options)
