"""PowerShell and cmd, which are not parsed: what their lines do, by pattern."""

import re

from sisyphus.model.check import WhyNot
from sisyphus.parse.commands.placeholders import names_nothing

CMDLET = re.compile(
    r"(?:Get|Set|Test|Select|New|Remove|Copy|Start|Stop|Write|Invoke|Import|Export|Out|Measure|Resolve|Compress|Expand"
    r"|ConvertFrom|ConvertTo)-[A-Z]\w+\s"
)
"""A command of PowerShell."""
_EFFECTS: tuple[tuple[str, str], ...] = (
    (r"\bgit\s+push\b", "pushes to a remote"),
    (r"\bgit\s+(?:commit|checkout|switch|reset|stash|merge|rebase|clean|tag)\b", "changes the branch"),
    (
        r"\b(?:Remove-Item|del|erase|rd|rmdir|rm|ri)\b.*(?:\s[A-Za-z]:\\|\s~|\$|\.\.|\s/|%)",
        "deletes files outside the tree",
    ),
    (r"\b(?:Invoke-Expression|iex)\b", "runs what it downloads or builds"),
    (r"\bStart-Process\b.*-Verb\s+RunAs|\brunas\b", "needs administrator rights"),
    (r"\b(?:dotnet nuget push|npm publish|docker (?:push|run|compose|rm|exec))\b", "reaches beyond the tree"),
    (
        r"\b(?:Set-ExecutionPolicy|Set-ItemProperty|New-Service|Stop-Service|reg\s+add|schtasks|setx)\b",
        "changes this machine",
    ),
    (r"\b(?:winget|choco|scoop)\s+(?:install|uninstall|upgrade)\b", "installs software on this machine"),
    (r"\bssh\s+\S+", "runs on another machine"),
)
"""Patterns and what they mean."""
_SERVERS = re.compile(
    r"\b(?:npm|pnpm|yarn|bun) (?:run )?(?:dev|start|serve|watch)\b|\bdotnet watch\b"
    r"|-Wait\b.*Get-Content|Get-Content.*-Wait\b"
)


def judge_windows(command: str, context: tuple[str, ...]) -> tuple[WhyNot | None, str | None]:
    """Return why a command is not run, and its risk."""
    text = "\n".join((*context, command))
    risk = next((words for pattern, words in _EFFECTS if re.search(pattern, text, re.IGNORECASE)), None)
    if re.search(r"<[A-Za-z][\w -]*>|\.\.\.(?:\s|$)|…", command) or names_nothing(command):
        return WhyNot.PLACEHOLDER, risk
    if risk:
        return WhyNot.SIDE_EFFECT, risk
    return (WhyNot.LONG_RUNNING if _SERVERS.search(command) else None), None
