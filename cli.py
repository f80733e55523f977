"""The terminal's front door: the `samenspel` command. Every file in `commands/` is one command."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

import click

import commands
import graph
from commands.terminal.command import Group
from commands.terminal.failures import say_failure, say_usage
from commands.terminal.output import line, notice
from commands.terminal.session import Session, split_globals
from graph.errors import SamenspelError
from graph.texts import LANGUAGES, say

DONE, NOTHING_FOUND, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


class Front(Group):
    """The `samenspel` command: finds its commands by the names of the files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(m.name for m in iter_modules(commands.__path__) if not m.ispkg)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the file of one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"commands.{cmd_name}").command
        return command


def _version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        line(f"samenspel {graph.__version__}")
        ctx.exit()


front = Front(
    "samenspel",
    params=[click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False,
                         callback=_version)],
)


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code: 0 done, 1 nothing found, 2 wrong use."""
    lang = LANGUAGES[0]
    try:
        rest, settings = split_globals(argv)
        session = Session.start(settings)
        lang = session.lang
        with front.make_context("samenspel", rest, obj=session) as ctx:
            return int(front.invoke(ctx) or DONE)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        line(error.ctx.get_help() if error.ctx else "")
        return DONE
    except click.UsageError as error:
        say_usage(error, lang)
    except SamenspelError as error:
        say_failure(error.message(lang))
    except sqlite3.Error as error:
        say_failure(say("error.database", lang, reason=error))
    except BrokenPipeError:
        raise
    except OSError as error:
        say_failure(say("error.file", lang, file=error.filename, reason=error.strerror or error))
    return WRONG_USE


def main() -> int:
    """Run the command line of this process; Ctrl-C and a closed pipe end it without noise."""
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (KeyboardInterrupt, click.Abort):
        notice("")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
