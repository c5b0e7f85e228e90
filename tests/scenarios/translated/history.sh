# A plan in Chinese; the commits speak both languages.
git init -q -b main .
git init -q --bare ../origin.git
git remote add origin ../origin.git
mkdir library
echo '"""图书馆"""' >library/__init__.py
commit 2026-03-01T08:00:00+08:00 'chore: 开始'
git push -q -u origin main
plan 借阅提醒
echo 'def due_tomorrow(): ...' >library/due.py
commit 2026-03-02T09:00:00+08:00 'feat(due): 找出明天到期的书'
echo 'def remind(): ...' >library/remind.py
commit 2026-03-02T15:00:00+08:00 'feat: send reminders'
