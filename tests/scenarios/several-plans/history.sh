# Three plans of one boulder.json: one finished, one under way, one not begun. State is tracked; a file is dirty.
git init -q -b main .
mkdir -p shop/pages
echo 'start = 1' >shop/app.py
plan site-colours
plan login-form
plan search-box
commit 2026-03-01T09:00:00Z 'chore: start the shop and plan it'

echo 'blue = "#0033aa"' >shop/colours.py
tick site-colours 1
commit 2026-03-01T11:00:00Z 'feat(shop): take all colours from one file'

echo 'class LoginForm: ...' >shop/pages/login.py
tick login-form 1
commit 2026-03-02T10:00:00Z 'feat(login): add the form'

echo 'class Session: ...' >shop/session.py
tick login-form 2
notepad login-form issues.md
cp "$SCENARIO/boulder.json" .sisyphus/boulder.json
