"""What is wrong with a command line that Typer does not take, in the words that other errors have."""

import re

_FORMS = (
    (r"Invalid value for (?P<name>.*?): (?:Value error, )?(?P<said>.*) is not one of (?P<choices>.*)",
     "{name}: {said} is none of {choices}"),
    (r"Invalid value for (?P<name>.*?): (?:Value error, )?(?P<said>.*)", "{name}: {said}"),
    (r"Missing \w+ (?P<name>.*)\. Choose from: (?P<choices>.*)", "{name} is missing, one of {choices}"),
    (r"Missing \w+ (?P<name>.*)", "{name} is missing"),
    (r"Option (?P<name>.*) requires an argument", "{name}: its value is missing"),
    (r"Option (?P<name>.*) does not take a value", "{name} takes no value"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<said>.*)\)", "more than it takes: {said}"),
    (r"No such option: (?P<said>.*) \(Possible options: (?P<choices>.*)\)",
     "no such option: {said}; there is {choices}"),
    (r"No such option: (?P<said>.*)", "no such option: {said}"),
    (r"No such command (?P<name>.*)\. Did you mean (?P<choices>.*)\?",
     "no such command: {name}; there is {choices}"),
    (r"No such command (?P<name>.*)", "no such command: {name}"),
)  # fmt: skip
"""Messages of Typer, whole but for a point at the end, and how we say them; the first that fits."""


def say(message: str) -> str:
    """Return Typer's message as we say it; one of another form stays as it is, but begins small."""
    line = " ".join(message.split()).removesuffix(".")
    for form, words in _FORMS:
        if match := re.fullmatch(form, line):
            groups = {"name": "", "choices": "", "said": "", **match.groupdict()}
            name, choices = _long_name(groups["name"]), groups["choices"].replace("'", "")
            return words.format(name=name, choices=choices, said=groups["said"])
    return line[:1].lower() + line[1:]


def _long_name(hint: str) -> str:
    """Return the long name of an option, the metavar of an argument: a hint such as `'--format' / '-f'`."""
    names = [name.strip(" '") for name in hint.split("/")]
    return next((name for name in names if name.startswith("--")), names[0])
