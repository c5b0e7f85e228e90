# A folder without git: what is committed is unknown, and a notepad says what is open.
plan letters
notepad letters problems.md
