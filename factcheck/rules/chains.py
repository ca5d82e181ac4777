"""The way on which a statement reached the desk: originator first, the article's publisher last."""

from collections.abc import Hashable, Sequence

from factcheck.rules.told import Told, joined, told, word

LONGEST = 8


class ChainRefused(Exception):
    """The steps do not make a chain."""


def check_chain(steps: Sequence[Hashable], publisher: Hashable, names: Sequence[str] = ()) -> None:
    """Raise ChainRefused unless the steps run to the publisher, each source once, at most eight in all.

    names: what to call the steps in a refusal, in the same order.
    """
    if not steps:
        raise ChainRefused(word("Say who says it: the chain begins with the source."))
    if len(steps) > LONGEST:
        raise ChainRefused(
            told(
                "The chain has {number} steps; {longest} is the most. Leave out who only passed it on.",
                number=len(steps),
                longest=LONGEST,
            )
        )
    for place, step in enumerate(steps):
        if step in steps[:place]:
            who = f" ({names[place]})" if names else ""
            raise ChainRefused(
                told(
                    "The chain names a source twice{who}, as step {what} and step {what2}. Name each "
                    "source once, in the order in which the words passed from one to the next.",
                    who=who,
                    what=steps.index(step) + 1,
                    what2=place + 1,
                )
            )
    if steps[-1] != publisher:
        raise ChainRefused(word("The chain ends with the publisher of the article."))


def as_steps(names: Sequence[str]) -> str:
    """The chain as the CSV writes it: `Vladimir Putin <- Tass <- The Meridian Wire`."""
    return " <- ".join(names)


def as_sentence(names: Sequence[str]) -> Told:
    """The chain in words: "Vladimir Putin, as reported by Tass, in The Meridian Wire"."""
    if len(names) == 1:
        return told("{name} itself", name=names[0])
    originator, *relays, publisher = names
    passed_on = [told("as reported by {name}", name=relay) for relay in relays]
    return joined([originator, *passed_on, told("in {publisher}", publisher=publisher)], ", ")
