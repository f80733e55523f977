"""A command with its help in the language of the session, from `graph/texts`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from commands.terminal.session import GLOBALS, Session
from graph.errors import InputError
from graph.near import near_misses
from graph.texts import catalogue, say


class OneOf(click.ParamType[str]):
    """A value from a closed list; a wrong one is answered with the list and near misses."""

    name = "choice"

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the choices as they stand in the help."""
        return "|".join(self.choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return `value` if it is one of the choices; raises InputError."""
        if value in self.choices:
            return str(value)
        raise InputError(
            "choice", name=param.opts[0] if param else "", value=value,
            expected=", ".join(self.choices), near=near_misses(str(value), self.choices),
        )


class Number(click.ParamType[int]):
    """A whole number of 1 or more."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return `value` as a number; raises InputError."""
        if isinstance(value, int) or (str(value).isdigit() and int(value) > 0):
            return int(value)
        raise InputError("limit", name=param.opts[0] if param else "", value=value)


class Command(click.Command):
    """A command whose help is text `command.<name>` and whose options are `option.<name>`."""

    def __init__(self, name: str, *, example: str = "", **settings: Any) -> None:
        super().__init__(name, **settings)
        self.example = example

    def get_help(self, ctx: click.Context) -> str:
        """Return the help: what it does, how to call it, its options and an example."""
        lang = _lang(ctx)
        key = ctx.command_path.partition(" ")[2].replace(" ", "_") or self.name
        usage = " ".join((ctx.command_path, *self.collect_usage_pieces(ctx)))
        parts = [
            say("help.usage", lang, usage=usage), _help(key, lang).strip(),
            _section("help.options", self.option_lines(ctx), lang),
        ]
        if self.example:
            parts.append(_section("help.example", [(self.example, "")], lang))
        return "\n\n".join(parts)

    def option_lines(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Return each option with its explanation."""
        lang = _lang(ctx)
        own = [
            (_signature(param, ctx), getattr(param, "help", None)
             or say(f"option.{param.name}", lang))
            for param in self.get_params(ctx) if isinstance(param, click.Option)
            and "--help" not in param.opts
        ]
        shared = [(say(f"option.{name}_signature", lang), say(f"option.{name}", lang))
                  for name in GLOBALS]
        return [*own, *shared, ("--help", say("option.help", lang))]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line: arguments first, as people type them."""
        pieces = [p.make_metavar(ctx) for p in self.get_params(ctx)
                  if isinstance(p, click.Argument)]
        return [*pieces, say("help.some_options", _lang(ctx))]


class Group(Command, click.Group):
    """A command with commands below it."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help with a line for each command."""
        prefix = f"{self.name}_" if ctx.parent else ""
        lines = [
            (name, _help(prefix + name, _lang(ctx)).split("\n")[0])
            for name in self.list_commands(ctx)
        ]
        return f"{super().get_help(ctx)}\n\n{_section('help.commands', lines, _lang(ctx))}"

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        return [say("help.some_command", _lang(ctx))]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for; raises InputError with near misses."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            known = self.list_commands(ctx)
            raise InputError("command", name=args[0], expected=", ".join(known),
                             near=near_misses(args[0], known))
        return super().resolve_command(ctx, args)


def declare(
    name: str, *params: click.Parameter, example: str, formats: tuple[str, ...] = (),
    kind: type[Command] = Command, group: click.Group | None = None,
) -> Callable[[Callable[..., int]], Command]:
    """Make a function of (session, **options), which returns the exit code, into a command."""
    more = [option("--format", OneOf(*formats), formats[0])] if formats else []

    def wrap(function: Callable[..., int]) -> Command:
        callback = click.pass_obj(function)
        made = kind(name, params=[*params, *more], callback=callback, example=example)
        if group is not None:
            group.add_command(made)
        return made

    return wrap


def option(name: str, kind: click.ParamType[Any] | None = None, default: Any = None, *,
           flag: bool = False, metavar: str | None = None) -> click.Option:
    """Return an option; its explanation is text `option.<name>`."""
    if flag:
        return click.Option([name], is_flag=True)
    return click.Option([name], type=kind or click.STRING, default=default, metavar=metavar)


def argument(name: str, *, many: bool = False, required: bool = True) -> click.Argument:
    """Return an argument, shown in capitals."""
    return click.Argument([name.lower()], nargs=-1 if many else 1, required=required,
                          metavar=f"{name}…" if many else name)


def audience() -> click.Option:
    """Return the option for whose graph is read."""
    from graph.statement import AUDIENCES

    return option("--audience", OneOf(*AUDIENCES), AUDIENCES[0])


def _lang(ctx: click.Context) -> str:
    session = ctx.find_root().obj
    return session.lang if isinstance(session, Session) else "nl"


def _help(name: str | None, lang: str) -> str:
    return catalogue(lang).get(f"command.{name}", "")


def _signature(param: click.Option, ctx: click.Context) -> str:
    names = "/".join(param.opts)
    return names if param.is_flag else f"{names} {param.make_metavar(ctx)}"


def _section(key: str, lines: list[tuple[str, str]], lang: str) -> str:
    width = max((len(left) for left, _ in lines), default=0)
    body = [f"  {left.ljust(width)}  {right}".rstrip() for left, right in lines]
    return "\n".join((say(key, lang), *body))
