#!/usr/bin/env bash
# The main job on a small real repository, which is built in a fresh temporary folder and stays there to play with.
# Shows each command before running it, and fails when one ends in another way than the story says.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
scenario=$here/scenario
bin=$(cd "$here/../.venv/bin" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/sisyphus-demo.XXXXXX")

if [ -t 1 ]; then bold=$'\033[1m' dim=$'\033[2m' plain=$'\033[0m'; else bold='' dim='' plain=''; fi

say() { printf '\n%s# %s%s\n' "$dim" "$*" "$plain"; }

# run CODE COMMAND...: show a command as one types it, run it, and hold its exit code against CODE.
run() {
  local want=$1 got=0
  shift
  printf '\n%s$ %s%s\n' "$bold" "$(typed "$@")" "$plain"
  "$@" || got=$?
  if [ "$got" -ne 0 ]; then printf '%s# exit %s%s\n' "$dim" "$got" "$plain"; fi
  if [ "$got" -ne "$want" ]; then
    printf 'demo: exit %s, the story wants %s; the folder is %s\n' "$got" "$want" "$dir" >&2
    exit 1
  fi
}

# typed WORD...: the words as a shell line, quoted only where needed.
typed() {
  local line='' word
  for word in "$@"; do
    case $word in *[!a-zA-Z0-9_./:=@-]*) word="'$word'" ;; esac
    line+="$word "
  done
  printf '%s' "${line% }"
}

# A shell like this one, for this script and for the person who plays on. Nothing of the user's own is touched:
# git reads no configuration of theirs, and what sisyphus trusts and remembers stays in the folder.
enter() {
  {
    printf 'export PATH=%q:"$PATH"\n' "$bin"
    printf 'export XDG_STATE_HOME=%q XDG_CACHE_HOME=%q\n' "$dir/state" "$dir/cache"
    printf 'export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1\n'
    printf 'export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org\n'
    printf 'export GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org\n'
    printf 'unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX\n'
    printf 'cd %q\n' "$dir/tally"
  } > "$dir/env.sh"
  mkdir "$dir/tally"
  # shellcheck source=/dev/null
  . "$dir/env.sh"
}

# commit TIME SUBJECT: commit everything but the state folder, at a fixed time.
commit() {
  git add --all -- . ':!.sisyphus'
  GIT_AUTHOR_DATE="2026-03-02T$1Z" GIT_COMMITTER_DATE="2026-03-02T$1Z" git commit --quiet --message "$2"
}

build() {
  git init --quiet --bare --initial-branch main "$dir/origin.git"
  git init --quiet --initial-branch main .
  git remote add origin "$dir/origin.git"
  cp -R "$scenario/project/." .
  commit 08:30:00 'feat: start the tally package'
  git push --quiet --set-upstream origin main
  git switch --quiet --create feat/word-tally
  cp -R "$scenario/task-1/." .
  commit 09:10:00 'feat(words): split a text into words'
  cp -R "$scenario/task-2/." .
  commit 09:30:00 'feat(rank): rank words by frequency'
  cp -R "$scenario/task-3/." .
  commit 09:50:00 'feat(cli): print the most frequent words'
  cp -R "$scenario/state" .sisyphus
}

enter
export GIT_PAGER=cat
build

say "An agent worked through a plan in $dir/tally and says: ALL TASKS COMPLETE."
run 0 git log --oneline --decorate --graph

say 'What does sisyphus say? Every plan in one table ...'
run 0 sisyphus status
say '... and this plan in detail: all is claimed, all is committed, nothing is verified.'
run 0 sisyphus status word-tally

say 'So let the checks that stand in the plan run. --trust-all: we wrote these commands ourselves.'
run 1 sisyphus verify --trust-all
say 'The box of task 2 is ticked and its own test fails. The ranking forgot equal counts; mend it and commit.'
cp -R "$scenario/fix/." .
run 0 git diff --unified=0
commit 10:20:00 'fix(rank): put equal counts in alphabetical order'
say "Committed: $(git log -1 --format='%h %s')"
run 0 sisyphus verify --trust-all

say 'What is left is not for an agent. The report says what, why, and the command that ends it.'
run 0 sisyphus report

say 'The repository stays. To play on, enter it and do what the report asks:'
printf '\n  . %q\n  git push -u origin feat/word-tally\n  sisyphus status\n' "$dir/env.sh"
