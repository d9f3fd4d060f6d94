"""The question bank: plain questions by whom they suit, what the relationship needs, and whether they touch on home."""

from typing import NamedTuple

REPORTS = ("direct_report", "mentee")
LATERAL = ("peer", "internal_support", "boss", "mentor")
OUTSIDE = ("customer", "community_partner", "public", "network")


class Question(NamedTuple):
    """`suits` are categories and `needs` intents, () for any. `slot` names what an answer tells about the person.

    A `home` question is silent for those who keep work and home apart; a `gentle` one suits a strained tie.
    """

    id: str
    text: str
    suits: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    slot: str = ""
    home: bool = False
    gentle: bool = False


SLOTS = ("role", "enjoys", "successes", "challenges")

QUESTIONS = (
    Question("role", "What does your work really consist of these days?", slot="role"),
    Question("enjoys", "Which part of your work do you enjoy most?", slot="enjoys"),
    Question("successes", "What went well lately that you are proud of?", slot="successes"),
    Question("challenges", "What is the hardest thing on your desk right now?", slot="challenges", gentle=True),
    Question("help", "What could I do for you in the next weeks?", gentle=True),
    Question("closer", "What would help the two of us work more closely?", suits=REPORTS),
    Question("better", "What should I do differently so that your work goes better?", suits=REPORTS, gentle=True),
    Question("sooner", "What do you wait for that I could make happen sooner?", suits=REPORTS),
    Question("grow", "What would you like to be able to do a year from now?", suits=REPORTS),
    Question("unsaid", "What does nobody tell me that I should know?", suits=REPORTS),
    Question("lead", "What would you take over tomorrow if I let you?", suits=REPORTS, needs=("build", "renew")),
    Question("together", "How could our two teams work together even better?", suits=LATERAL),
    Question("friction", "Where do we get into each other's way without meaning to?", suits=LATERAL, gentle=True),
    Question("plans", "What are you planning that my team should know of early?", suits=LATERAL),
    Question("people", "Who in your team should know somebody in mine?", suits=LATERAL),
    Question("expect", "What do you expect of me that we have never said aloud?", suits=("boss", "mentor")),
    Question("pressure", "What are you being asked for from above, and how can I help with it?", suits=("boss",)),
    Question("advice", "What would you look at first in my place?", suits=("mentor", "boss", "network")),
    Question("service", "What could we do better as an organisation?", suits=OUTSIDE, gentle=True),
    Question("future", "What changes in your field should we be ready for?", suits=OUTSIDE),
    Question("joint", "How could we work together even more effectively?", suits=OUTSIDE),
    Question("worth", "What do you get from us that you would miss most?", suits=OUTSIDE),
    Question("open-doors", "Whom should we know in your organisation?", suits=OUTSIDE, needs=("build",)),
    Question("opinion", "What is your opinion on something I am about to decide?"),
    Question("learned", "What did you learn lately that surprised you?"),
    Question("change", "What has changed for you since we last spoke?"),
    Question("stop", "What should we stop doing?", needs=("maintain", "build")),
    Question("energy", "What gives you energy at the moment, and what takes it?", needs=("renew", "maintain")),
    Question("fresh", "If we met for the first time today, what would we start with?", needs=("renew",)),
    Question("their-view", "How did the last weeks look from where you stand?", needs=("heal",), gentle=True),
    Question("repair", "What would have to happen for this to feel good again?", needs=("heal",), gentle=True),
    Question("missed", "Is there something I overlooked that mattered to you?", needs=("heal",), gentle=True),
    Question("first", "How do you like to work with people: calls, mails, corridors?", needs=("build",)),
    Question("trust", "What does somebody have to do so that you can rely on them?", needs=("build",)),
    Question("weekend", "How is life outside work?", home=True),
    Question("looking", "What are you looking forward to, here or at home?", home=True),
    Question("hobby", "What do you do when nobody wants anything from you?", home=True),
)
BY_ID = {question.id: question for question in QUESTIONS}
