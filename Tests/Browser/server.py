"""The platform as a process of its own: started, asked for its address and accounts, stopped or killed.

What the command must keep to, so that this works:

- `lienthong serve --demo --data DIR --host 127.0.0.1 --port 0 --admin-port 0 [--database URL]` chooses free ports itself;
- it prints each sample account on a line `  user  password  who it is` (two spaces before, two or more between);
- when it answers requests, and after the accounts, it prints a line `Listening on http://127.0.0.1:PORT`.
"""

import os
import re
import signal
import sqlite3
import subprocess
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FIRST_ADMINISTRATOR = re.compile(r"First administrator: (http://\S+)")
LISTENING = re.compile(r"Listening on (http://\S+)")
ACCOUNT = re.compile(r"^  (\S+)  +(\S+)  +(\S.*)$")

# The first start of a sample province builds it; a debug build on a busy machine takes its time.
PATIENCE = 900


class ServerFailure(Exception):
    """The server did not start, or did not stop as it should."""


@dataclass(frozen=True)
class Account:
    """A sample account, as the server printed it."""

    user: str
    password: str
    who: str


def binary() -> Path:
    configuration = os.environ.get("LIENTHONG_CONFIGURATION", "debug")
    path = ROOT / ".build" / configuration / "lienthong"
    if not path.exists():
        raise ServerFailure(f"{path} is not built: swift build -c {configuration} --product lienthong")
    return path


@dataclass
class Server:
    """One server process over one data folder; it can be started again after it ended."""

    data: Path
    log: Path
    database: str | None = None
    options: tuple[str, ...] = ()
    demo: bool = True
    wrapper: tuple[str, ...] = ()
    # 0: any that is free. One that a proxy knows is the same at each start.
    port: int = 0
    url: str = ""
    first_administrator: str = ""
    accounts: list[Account] = field(default_factory=list)
    process: subprocess.Popen | None = None

    def command(self) -> list[str]:
        command = [*self.wrapper, str(binary()), "serve", *(["--demo"] if self.demo else []), "--data", str(self.data)]
        command += ["--host", "127.0.0.1", "--port", str(self.port), *self.options]
        return command + (["--database", self.database] if self.database else [])

    def start(self) -> "Server":
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.accounts, self.url = [], ""
        answers = threading.Event()
        with self.log.open("ab") as errors:
            self.process = subprocess.Popen(
                self.command(), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
                start_new_session=True)
        threading.Thread(target=self._listen, args=(self.process, answers), daemon=True).start()
        if not answers.wait(PATIENCE) or not self.url:
            self.kill()
            raise ServerFailure(f"{' '.join(self.command())} did not say 'Listening on …'.\n{self.last_words()}")
        return self

    def _listen(self, process: subprocess.Popen, answers: threading.Event) -> None:
        """Reads what the server says for as long as it lives: a full pipe would stop it."""
        with self.log.open("ab") as log:
            for raw in process.stdout:
                log.write(raw)
                log.flush()
                line = raw.decode(errors="replace").rstrip()
                if found := ACCOUNT.match(line):
                    self.accounts.append(Account(*found.groups()))
                elif found := FIRST_ADMINISTRATOR.search(line):
                    self.first_administrator = found.group(1)
                elif (found := LISTENING.search(line)) and not self.url:
                    self.url = found.group(1).rstrip("/")
                    answers.set()
        answers.set()

    def account(self, user: str) -> Account:
        for account in self.accounts:
            if account.user == user:
                return account
        raise ServerFailure(f"no sample account '{user}'; there are: {', '.join(a.user for a in self.accounts) or 'none'}")

    def last_words(self, lines: int = 40) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def let_step_ups_lapse(self) -> None:
        """As if everybody had entered the password more than ten minutes ago."""
        self.execute("UPDATE session SET stepped_up_at = stepped_up_at - 601000000")

    def execute(self, statement: str) -> None:
        """Changes what is stored behind the server's back, for a test to which time must have passed."""
        if self.database:
            subprocess.run(["psql", "--no-psqlrc", "--quiet", "--command", statement, self.database], check=True)
            return
        with closing(sqlite3.connect(self.data / "lienthong.sqlite", timeout=30)) as database, database:
            database.execute(statement)

    def stop(self) -> None:
        """As an operator stops it: it must finish what it began and end well."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                status = self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise ServerFailure(f"the server did not end within 30 s of SIGTERM.\n{self.last_words()}") from None
            if status != 0:
                raise ServerFailure(f"the server ended with status {status}.\n{self.last_words()}")

    def kill(self) -> None:
        """As a power cut stops it, with every child it has."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
