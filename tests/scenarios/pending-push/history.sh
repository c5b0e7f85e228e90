# A branch with one commit that carries three tasks and was never pushed. State is not tracked.
lines() { seq -f "# $1 %g" "$2" "$3"; }

git init -q -b main .
git init -q --bare ../origin.git
mkdir -p src/forecast jobs pages
lines cache 1 60 >src/forecast/cache.py
lines nightly 1 40 >jobs/nightly.sh
lines page 1 30 >pages/forecast.html
commit 2026-03-01T09:00:00+01:00 'feat(pages): show the forecast of a town'
git remote add origin ../origin.git
git push -q -u origin main

git switch -q -c perf/forecast-cache
{ lines cache 1 30 && lines store 1 25 && lines cache 36 60; } >src/forecast/cache.py
{ lines nightly 1 19 && lines nightly 32 40; } >jobs/nightly.sh
{ lines page 1 8 && lines age 1 2 && lines page 9 30; } >pages/forecast.html
commit 2026-03-03T18:30:00+01:00 'perf: answer forecast pages from a cache'

plan forecast-cache
notepad forecast-cache problems.md decisions.md
