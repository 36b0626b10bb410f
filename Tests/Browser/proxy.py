"""nginx as an operator would set it up: the site file of Deployment, with the places of a test put in."""

import os
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from server import ROOT

SITE = ROOT / "Deployment" / "nginx.conf"

MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def site(urls: list[str], certificate: Path, plain: int, secure: int) -> str:
    """The shipped file; what an operator has to change stands in it once, and all of it is changed here."""
    text = SITE.read_text()
    for shipped, ours in {
        "server 127.0.0.1:8080 ": "".join(f"server {urlsplit(url).netloc} fail_timeout=2s;\n    " for url in urls[1:])
        + f"server {urlsplit(urls[0]).netloc} ",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{secure} ssl http2;",
        "/etc/lienthong/chain.pem;": f"{certificate / 'chain.pem'};",
        "/etc/lienthong/key.pem;": f"{certificate / 'key.pem'};",
    }.items():
        assert text.count(shipped) == 1, f"{SITE.name}: {shipped}"
        text = text.replace(shipped, ours)
    return text.replace("lienthong.example", "localhost")


@contextmanager
def nginx(urls: list[str], certificate: Path, folder: Path):
    """The addresses without and with TLS of a proxy in front of these servers, for as long as it lives."""
    plain, secure = free_port(), free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "site.conf").write_text(site(urls, certificate, plain, secure))
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    command = ["/usr/sbin/nginx", "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    process = subprocess.Popen(command)
    try:
        while not _listens(secure):
            assert process.poll() is None, (folder / "error.log").read_text()
        yield f"http://localhost:{plain}", f"https://localhost:{secure}"
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
