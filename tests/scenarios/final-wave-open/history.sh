# All tasks done and pushed, the final wave open, in the newer state folder.
STATE=.omo
git init -q -b main .
git init -q --bare ../origin.git
git remote add origin ../origin.git
mkdir tides
echo '"""Tides."""' >tides/__init__.py
commit 2026-03-01T08:00:00Z 'chore: start'
plan tide-table
echo 'ROWS = 31' >tides/layout.py
commit 2026-03-01T10:00:00Z 'feat(layout): lay out a month on one page'
echo 'print("page")' >tides/__main__.py
commit 2026-03-01T12:00:00Z 'feat(cli): print a month (#14)'
git push -q -u origin main
