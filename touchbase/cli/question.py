"""`question`: what to ask somebody next, and what they answered."""

import click

from touchbase.agenda.bank import BY_ID, Question
from touchbase.agenda.questions import THEIR_OUTCOME, asked_text, next_question
from touchbase.cli.command import command as make_command
from touchbase.cli.command import pass_context
from touchbase.cli.context import Context
from touchbase.cli.ids import STAKEHOLDER
from touchbase.cli.memos import keep, new, person_of, plain
from touchbase.domain.memo import Memo
from touchbase.domain.stakeholder import Stakeholder
from touchbase.domain.text import did_you_mean
from touchbase.errors import UsageError
from touchbase.reports.questions import questions_json, questions_table


@make_command(
    "question",
    "touchbase question ana-ruiz                             # the next one, and what she answered so far",
    "touchbase question ana-ruiz --asked friction",
    "touchbase question ana-ruiz --asked friction --answer 'our releases fall on her closing days'",
    "touchbase question ana-ruiz --asked opinion --answer 'start with one team' --suggestion   # to be told back",
)
@click.argument("id", type=STAKEHOLDER)
@click.option("--asked", metavar="QUESTION", help="You asked this one; it rests for half a year.")
@click.option("--answer", default="", help="What they said; for you alone.")
@click.option("--suggestion", is_flag=True, help="Their answer is a suggestion too: tell them what becomes of it.")
@pass_context
def command(context: Context, id: str, asked: str | None, answer: str, suggestion: bool) -> None:
    """The next question for somebody: one that suits, and that you have not asked them for long."""
    person = person_of(context, id)
    if suggestion and not answer:
        raise UsageError("A suggestion has words.", "Add --answer 'their words'.")
    if asked:
        file_answer(context, id, asked, answer, suggestion=suggestion)
    elif answer:
        raise UsageError("An answer belongs to a question.", "Add --asked QUESTION.")
    else:
        _suggest(context, person)


def _known(id: str) -> Question:
    if id == THEIR_OUTCOME.id:
        raise UsageError("What they would like stands in your list.", "touchbase outcome ID --theirs '...' --asked")
    if id not in BY_ID:
        raise UsageError(f"There is no question {id!r}. {did_you_mean(id, BY_ID)}".rstrip(), "See docs/practices.md.")
    return BY_ID[id]


def file_answer(context: Context, id: str, asked: str, answer: str = "", *, suggestion: bool = False) -> Memo:
    """That this question was asked and what they said; as a `suggestion` it waits for what becomes of it."""
    person, question = person_of(context, id), _known(asked)
    text = plain("answer", answer) if answer else question.text
    state = "answered" if answer else "asked"
    memo = new(context, "question", person.id, text, state=state, details={"question": question.id})
    beside = (new(context, "suggestion", person.id, answer),) if suggestion else ()
    return keep(context, f"Asked {person.name}: {question.text}", memo, *beside)


def _suggest(context: Context, person: Stakeholder) -> None:
    memos = context.memory.memos("question", stakeholder=person.id)
    following = next_question(person, memos, context.today, context.owner.zone)
    if context.as_json:
        context.screen.json(questions_json(following, memos))
        return
    context.screen.say(_words(person, following))
    if memos:
        context.screen.say("")
        context.screen.show(
            questions_table([(asked_text(memo), memo) for memo in memos], context.owner.zone, context.today)
        )


def _words(person: Stakeholder, following: Question | None) -> str:
    if following is None:
        return f"You have asked {person.name} everything there is, for now: let them talk."
    if following is THEIR_OUTCOME:
        return f"{following.text} (then: touchbase outcome {person.id} --theirs '...' --asked)"
    return f"{following.text} (then: touchbase question {person.id} --asked {following.id} --answer '...')"
