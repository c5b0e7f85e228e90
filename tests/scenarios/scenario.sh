# What every history.sh may call. $SCENARIO is its folder; the current folder is where the work lies.
STATE=.sisyphus

commit() { # DATE MESSAGE: commit everything
  git add -A
  GIT_AUTHOR_DATE=$1 GIT_COMMITTER_DATE=$1 git commit -q -m "$2"
}

plan() { # NAME: put a plan into the state folder
  mkdir -p "$STATE/plans"
  if [ -f "$SCENARIO/$1.md" ]; then cp "$SCENARIO/$1.md" "$STATE/plans/$1.md"; else cp "$SCENARIO/plan.md" "$STATE/plans/$1.md"; fi
}

notepad() { # PLAN FILE...: put notepads beside it
  mkdir -p "$STATE/notepads/$1"
  for file in "${@:2}"; do cp "$SCENARIO/$file" "$STATE/notepads/$1/$file"; done
}

tick() { # PLAN ID: tick the box of a task
  sed -i.bak "s/^- \[ \] $2\. /- [x] $2. /" "$STATE/plans/$1.md"
  rm "$STATE/plans/$1.md.bak"
}
