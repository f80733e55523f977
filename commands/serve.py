"""samenspel serve: the explorer on this machine."""

from __future__ import annotations

from commands.terminal.command import declare, option
from commands.terminal.serving import serve
from commands.terminal.session import Session


@declare("serve", option("--port", metavar="N"), option("--no-browser", flag=True),
         example="samenspel serve --port 8600")
def command(session: Session, port: str | None, no_browser: bool) -> int:
    """Serve until Ctrl-C."""
    return serve(session, port, browser=not no_browser)
