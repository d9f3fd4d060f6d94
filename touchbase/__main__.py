"""python -m touchbase, and the one boundary where failures become a line and an exit code."""

import gc
import os
import sys
from collections.abc import Sequence

import click

from touchbase.cli.context import Context
from touchbase.cli.main import touchbase
from touchbase.cli.stopping import Terminated, stoppable
from touchbase.cli.table_text import clean
from touchbase.errors import BadInput, Exit, TouchbaseError

# Objects between two: with the usual 700 a seventh of a long `status` goes into looking for rubbish.
FEW_COLLECTIONS = 100_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (sys.argv by default) and return its exit code."""
    context, often = Context(), gc.get_threshold()
    gc.set_threshold(FEW_COLLECTIONS, *often[1:])
    try:
        with stoppable():
            code = _outcome(sys.argv[1:] if argv is None else list(argv), context)
            context.close()
            sys.stdout.flush()
        return code
    except OSError as error:  # stdout closed or full while the last lines went out
        return _cannot_print(error)
    except (KeyboardInterrupt, Terminated) as stop:  # told to stop when all was done
        return Exit.TERMINATED if isinstance(stop, Terminated) else Exit.INTERRUPTED
    finally:
        context.close()
        gc.set_threshold(*often)
        if argv is None:  # the process ends: to look once more through all it holds costs an eighth of `status`
            gc.freeze()


def _outcome(argv: list[str], context: Context) -> int:
    try:
        return _invoke(argv, context)
    except click.ClickException as error:
        return _wrong_usage(error)
    except (click.Abort, KeyboardInterrupt, EOFError):
        _tell("stopped. What was finished is kept; run the same command again to go on.")
        return Exit.INTERRUPTED
    except Terminated:
        return Exit.TERMINATED
    except TouchbaseError as error:
        return _failed(error, context)
    except Exception as error:  # the boundary: a bug is a line and a report, never a traceback on a person
        return _crashed(error, context)


def _invoke(argv: list[str], context: Context) -> int:
    completion = os.environ.get("_TOUCHBASE_COMPLETE")
    if completion:
        from click.shell_completion import shell_complete

        return shell_complete(touchbase, {"obj": context}, "touchbase", "_TOUCHBASE_COMPLETE", completion)
    try:
        with touchbase.make_context("touchbase", argv, obj=context) as ctx:
            return int(touchbase.invoke(ctx) or Exit.OK)
    except click.exceptions.Exit as done:  # how -h and --version end
        return done.exit_code


def _wrong_usage(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        _to_stderr(f"{error.format_message()}\n")
        return error.exit_code
    usage = isinstance(error, click.UsageError) and error.ctx is not None
    cure = f" See `{error.ctx.command_path} -h`." if usage and error.ctx else ""  # type: ignore[attr-defined]
    _tell(error.format_message() + cure)
    return error.exit_code


def _failed(error: TouchbaseError, context: Context) -> int:
    if isinstance(error, BadInput) and error.problems:
        _to_stderr("".join(f"{clean(str(problem))}\n" for problem in error.problems))
    _tell(str(error))
    _trace(context)
    return error.exit_code


def _crashed(error: Exception, context: Context) -> int:
    if isinstance(error, OSError) and _is_stdout(error):
        return _cannot_print(error)
    from touchbase.cli.crash import write_report

    report = write_report(error, context)
    _tell(f"something broke that should not have ({type(error).__name__}). Please send the report {report}")
    _trace(context)
    return Exit.SOME_FAILED


def _trace(context: Context) -> None:
    if context.debug:
        import traceback

        from touchbase.domain.text import redacted

        _to_stderr(redacted(traceback.format_exc()))


def _is_stdout(error: OSError) -> bool:
    """Our files raise with their name; a stream that is closed or full has none."""
    return error.filename is None


def _cannot_print(error: OSError) -> int:
    """Let the interpreter's own last flush go nowhere, or it would print a traceback after us."""
    _swallow(sys.stdout.fileno())
    if not isinstance(error, BrokenPipeError):
        _tell(f"the output could not be written: {error.strerror}.")
    return Exit.IO


def _swallow(descriptor: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _tell(line: str) -> None:
    from touchbase.domain.text import redacted

    _to_stderr(f"touchbase: {clean(redacted(line))}\n")


def _to_stderr(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _swallow(sys.stderr.fileno())


if __name__ == "__main__":
    sys.exit(main())
