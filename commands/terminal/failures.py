"""Wrong use and bad input, said in one clear line on standard error."""

from __future__ import annotations

import click

from commands.terminal.output import notice
from graph.near import hint
from graph.texts import say


def say_failure(message: str) -> None:
    """Say what went wrong, on one line."""
    notice(" ".join(message.split()))


def say_usage(error: click.UsageError, lang: str) -> None:
    """Say what is wrong with a command line, with near misses and where to find help."""
    path = error.ctx.command_path if error.ctx else "samenspel"
    help_hint = say("usage.help", lang, command=path)
    say_failure(f"{_sentence(error, lang)} {help_hint}")


def _sentence(error: click.UsageError, lang: str) -> str:
    if isinstance(error, click.NoSuchOption):
        known = [] if error.ctx is None else [
            name for param in error.ctx.command.get_params(error.ctx) for name in param.opts
            if name.startswith("--")
        ]
        return say("usage.option", lang, name=error.option_name,
                   hint=hint(error.option_name, [*known, "--home", "--lang"], lang))
    if isinstance(error, click.BadOptionUsage):
        return say("usage.value", lang, name=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say("usage.missing", lang, name=error.param.make_metavar(error.ctx or _no_context()))
    if isinstance(error, click.BadParameter) and error.param is not None:
        return say("usage.bad", lang, name=error.param.opts[0], reason=error.message)
    return say("usage.other", lang, reason=error.message)


def _no_context() -> click.Context:
    return click.Context(click.Command("samenspel"))
