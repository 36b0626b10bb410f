"""Turns HTML into PDF for one parent process, a form at a time, for as long as the parent keeps the pipe open.

In:   one line of JSON a form:  {"html": "...", "variant": "pdf/a-2b", "seconds": 30}
Out:  one byte, P for a PDF or E for an error; eight bytes, the length of what follows, most significant first;
      then the PDF, or {"kind": ..., "message": ...} as JSON. The first answer comes unasked: R, with the version.

Nothing is fetched: an address may be a data: URL, and any other ends the form with an error. Whatever the renderer
grumbles about ends it too, so a form is printed right or not at all.
"""

import json
import logging
import os
import resource
import sys

# The pipe to the parent is ours alone: what a library prints goes to the error output instead.
ANSWERS = os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)

FONT_FAMILIES = {"Liberation Serif", "Liberation Sans", "Liberation Mono"}


class Refused(Exception):
    """The form cannot be printed as it is; `kind` is one of the parent's cases."""

    def __init__(self, kind: str, message: str):
        super().__init__(message)
        self.kind = kind


class Grumbles(logging.Handler):
    """Keeps what the renderer warns of while one form is printed."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.messages) < 20:
            self.messages.append(record.getMessage())


def answer(status: bytes, body: bytes) -> None:
    ANSWERS.write(status + len(body).to_bytes(8, "big"))
    ANSWERS.write(body)
    ANSWERS.flush()


def answer_error(kind: str, message: str) -> None:
    answer(b"E", json.dumps({"kind": kind, "message": message[:2000]}).encode())


def limit_processor_time(seconds: int) -> None:
    """The limit counts from the start of the process, so each form moves it on. It ends a worker whose parent was
    killed in the middle of an endless layout."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def check(messages: list[str], families: set[str]) -> None:
    for message in messages:
        if ".notdef" in message:
            raise Refused("missingGlyph", message)
    if messages:
        raise Refused("invalid", "; ".join(messages))
    if foreign := sorted(families - FONT_FAMILIES):
        raise Refused("foreignFont", ", ".join(foreign))


def pdf(order: dict, html_type, fetcher, grumbles: Grumbles) -> bytes:
    grumbles.messages.clear()
    limit_processor_time(int(order["seconds"]))
    document = html_type(string=order["html"], url_fetcher=fetcher).render()
    data = document.write_pdf(pdf_variant=order["variant"])
    check(grumbles.messages, {font.family for font in document.fonts.values()})
    return data


def serve() -> None:
    try:
        from weasyprint import HTML, __version__
        from weasyprint.urls import FatalURLFetchingError, URLFetcher
    except (ImportError, OSError) as error:
        return answer_error("unavailable", f"WeasyPrint does not load: {error}")
    grumbles = Grumbles()
    logger = logging.getLogger("weasyprint")
    logger.handlers = [grumbles]
    logger.propagate = False
    fetcher = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    answer(b"R", __version__.encode())
    for line in sys.stdin.buffer:
        try:
            answer(b"P", pdf(json.loads(line), HTML, fetcher, grumbles))
        except Refused as refused:
            answer_error(refused.kind, str(refused))
        except FatalURLFetchingError as error:  # a BaseException
            answer_error("forbiddenAddress", str(error))
        except MemoryError:
            # What the form took may not come back: the next one gets a fresh worker.
            return answer_error("tooLarge", "the form needs more memory than the worker may have")
        except Exception as error:
            answer_error("invalid", f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    serve()
