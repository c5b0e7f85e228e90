"""What one call does to files, seen from the folder that it runs in."""

from collections.abc import Sequence

from sisyphus.parse.commands.effects import Effect
from sisyphus.parse.commands.file_changes import changes_of
from sisyphus.parse.commands.file_effects import effect_on_files
from sisyphus.parse.commands.file_programs import Act, Change
from sisyphus.parse.commands.folders import Folder
from sisyphus.parse.commands.found_files import FINDERS, REMOVERS, effect_of_find, effect_of_piped_names
from sisyphus.parse.commands.shell_facts import Write
from sisyphus.parse.commands.wrappers import Started


def effect_on_files_of(call: Started, earlier: Sequence[Started], folder: Folder) -> Effect | None:
    """Return what a call does to files; `earlier` are the calls before it. Folders that it makes are kept."""
    name = call.name.rpartition("/")[2]
    if name in FINDERS:
        found = effect_of_find(name, call.args, lambda path: folder.place(path, call.shell))
        if found:
            return found
    changes = changes_of(name, call.args)
    if "xargs" in call.wrappers and name in REMOVERS and all(c.path.startswith("{}") for c in changes):
        return effect_of_piped_names(earlier)
    placed = [change._replace(path=folder.place(change.path, call.shell)) for change in changes]
    folder.made.update(change.path for change in placed if change.act is Act.MAKES)
    return effect_on_files(placed, folder.made)


def effect_of_redirections(writes: Sequence[Write], folder: Folder) -> Effect | None:
    """Return what redirections write where the shell stands now."""
    return effect_on_files(Change(Act.WRITES, folder.place(write.path, write.shell)) for write in writes)
