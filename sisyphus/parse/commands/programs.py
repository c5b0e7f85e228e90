"""Programs that plans start: the words that make a piece of text look like a command."""

import re


def words(*groups: str) -> frozenset[str]:
    """Return the words of texts as a set."""
    return frozenset(" ".join(groups).split())


PROGRAMS = words(
    # Languages, their package managers and runners
    """python python3 py pip pip3 pipx pipenv poetry uv uvx pdm hatch rye conda mamba micromamba virtualenv
    tox nox pytest py.test coverage mypy pyright basedpyright ruff black isort flake8 pylint bandit
    pre-commit django-admin node npm npx pnpm pnpx yarn bun bunx deno corepack tsc tsx ts-node jest
    vitest mocha ava playwright cypress eslint prettier biome oxlint stylelint svelte-check vue-tsc
    vite webpack rollup esbuild tsup turbo nx lerna next nuxt astro nest ng expo eas react-native
    storybook wrangler vercel netlify serve nodemon changeset tauri electron cargo rustc rustup
    rustfmt clippy-driver wasm-pack cross maturin bacon trunk go gofmt goimports golangci-lint
    staticcheck gotestsum govulncheck goreleaser air buf protoc java javac jar mvn mvnw gradle
    gradlew ant kotlinc kotlin ktlint detekt scala sbt lein clojure mill bazel bazelisk ruby gem
    bundle bundler rake rails rspec rubocop irb jekyll php composer phpunit artisan phpstan pest
    psalm dotnet nuget msbuild csc swift swiftc swiftlint xcodebuild xcrun xcodegen pod fastlane
    flutter dart fvm julia Rscript R ghc cabal stack elixir mix iex erl rebar3 gleam zig nim crystal
    ocaml dune opam lua luajit luacheck stylua busted perl prove raku tclsh racket sbcl guile octave""",
    # Building and running tasks
    """make gmake cmake ctest ninja meson gcc g++ cc clang clang++ clang-format clang-tidy ld nm objdump
    readelf valgrind gdb lldb just task mage moon pants please earthly scons autoconf configure nix
    nix-build nix-shell nixos-rebuild home-manager devbox mise asdf act pyenv nvm rbenv sdkmanager
    emulator""",
    # Shell and text tools
    """bash sh zsh fish dash ksh pwsh powershell env timeout time nohup xargs parallel watch nice stdbuf
    script expect ls cat head tail wc grep egrep fgrep rg ag ack find fd sed awk gawk cut sort uniq
    tr tee diff cmp comm patch stat file touch mkdir rmdir rm cp mv ln chmod chown basename dirname
    readlink realpath mktemp tree du df which whereis type command test echo printf true false sleep
    date seq yes expr bc jq yq xmllint xxd od hexdump strings md5sum sha1sum sha256sum sha512sum
    shasum openssl gpg base64 iconv column paste join split fold rev nl shuf tac tar gzip gunzip zip
    unzip zipinfo 7z xz zstd rsync scp sftp ssh ssh-keygen sudo doas su id whoami uname hostname ps
    pgrep pkill kill killall lsof fuser ss netstat ip ifconfig ping nc ncat telnet dig nslookup host
    curl wget http https xh httpie websocat grpcurl ab wrk hey k6 systemctl service journalctl
    crontab launchctl shellcheck shfmt bats markdownlint markdownlint-cli2 mdl vale lychee yamllint
    jsonlint ajv hadolint actionlint tmux screen open xdg-open osascript defaults codesign spctl
    notarytool plutil pandoc xelatex pdflatex convert magick ffmpeg ffprobe identify exiftool
    pdftotext soffice libreoffice gh glab hub git git-lfs svn hg jj""",
    # Services
    """docker docker-compose podman nerdctl buildah skopeo kubectl helm kustomize kind minikube k3d k9s
    terraform tofu terragrunt tflint packer vault consul nomad ansible ansible-playbook ansible-lint
    pulumi cdk sam serverless sls aws gcloud gsutil az doctl flyctl fly heroku railway supabase
    firebase psql pg_dump pg_restore pg_isready createdb dropdb mysql mysqldump mariadb sqlite3
    sqlite redis-cli redis-server mongosh mongo mongod clickhouse duckdb alembic prisma drizzle-kit
    knex sequelize typeorm flyway liquibase sqlx diesel goose dbmate nginx caddy apachectl uvicorn
    gunicorn hypercorn daphne flask fastapi celery streamlit jupyter mkdocs sphinx-build hugo
    http-server adb aapt gradle nvim vim vi nano emacs code cursor less more man top htop opencode
    claude codex semgrep trivy snyk gitleaks sonar-scanner lighthouse lhci pa11y axe graphify
    promtool node_exporter sw_vers apt apt-get dpkg yum dnf pacman apk brew port
    choco winget scoop snap flatpak clang-cl cl.exe link.exe dumpbin wine cloudflared rtk """,
)
"""Names that open a command wherever one may stand."""

ENGLISH = words(
    """make test find go time watch file which type open date cut sort split join head tail cat patch task
    just script expect service host serve next fly act air cross trunk mix stack swift dart fold
    paste true false yes id command kill more less man top code cursor please pants kind sam hub
    node rake ping column convert identify moon conda ant pod nest env http https strings stat
    screen parallel touch sleep nice echo rev mill pest buf consul nomad vault packer railway
    configure hey hatch black coverage turbo expo storybook claude codex bacon R prove jar at mage
    crystal diff""",
)
"""Programs whose names also open English sentences: they need more than their first word."""

RUNS_BARE = words(
    """pytest make tox nox mypy pyright basedpyright tsc jest vitest eslint phpunit rspec rubocop rake
    prove gradle ninja ctest golangci-lint staticcheck flake8 pylint biome svelte-check vue-tsc
    cargo-test actionlint shellcheck mvn just sw_vers hatch gofmt pre-commit hadolint yamllint
    markdownlint swiftlint luacheck clippy trivy gitleaks detekt""",
)
"""Programs that do their work without an argument."""

ANSWERS_BARE = words("ls date id whoami uname hostname ps df")
"""Small ones that answer without an argument; so do the shell's own words."""

SUBCOMMANDS = {
    "go": words("""build test run vet fmt mod generate install list tool env version work get doc clean"""),
    "docker": words(
        """build run compose exec ps images image inspect logs pull push rm rmi stop start buildx
        version info volume network container manifest tag login system context cp"""
    ),
    "git": words(
        """status update-index log diff show branch rev-parse rev-list ls-files ls-remote ls-tree grep blame
        check-ignore cat-file add commit push pull fetch merge rebase checkout switch
        restore reset stash tag clean worktree config remote cherry-pick revert apply
        describe submodule init clone shortlog diff-tree diff-index merge-base hash-object
        for-each-ref symbolic-ref check-attr count-objects fsck name-rev reflog whatchanged
        rm mv -C -c --no-pager --version"""
    ),
    "cargo": words(
        """build test check clippy fmt run doc bench install publish add update tree metadata clean
        nextest audit deny machete tauri watch llvm-cov tarpaulin insta expand +stable
        +nightly package search --version xtask leptos miri udeps outdated hack make"""
    ),
    "npm": words(
        """run create test ci install i start build exec audit pack publish ls list view version outdated
        prune link init run-script config cache -w --prefix --version --workspace whoami why
        dedupe rebuild t"""
    ),
    "terraform": words(
        """init plan apply validate fmt destroy output state import show version workspace providers"""
    ),
}
"""For programs with a closed list of first arguments, that list."""

BUILTINS = words(
    """. : [ [[ alias bg bind break builtin cd command continue declare dirs disown echo enable eval exec
    exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf
    pushd pwd read readarray readonly return set shift shopt source test times trap true type
    typeset ulimit umask unalias unset wait""",
)
"""What bash does itself."""

SHELLS = words("bash sh zsh dash ksh fish")
WRAPPERS = words("env time nohup nice command exec xargs builtin stdbuf setsid ionice caffeinate")
"""Programs that start the program named behind them; every system has them, so a check does not name them."""
NAMED_WRAPPERS = words("timeout gtimeout sudo doas rtk dotenv direnv")
"""Likewise, but these may be missing."""

PROMPT = re.compile(r"^(?:\$|\u276f|\u279c|%|PS [^>\n]{0,80}>|C:\\[^>\n]{0,80}>)[ \t]+(?=\S)")
PROMPTING = frozenset("$\u276f\u279c%PC")
"""First characters of a prompt."""


def without_prompt(text: str) -> str:
    """Return text without blanks around it and without the prompt at its start."""
    text = text.strip()
    return PROMPT.sub("", text) if text[:1] in PROMPTING else text


TASK_RUNNERS = words("make gmake just task mage moon rake nx turbo mise pants please bazel")
"""Programs whose first argument is a name of the project's own."""
NEEDS_OPERAND = words(
    """rm mv cp nm mkdir ln chmod chown grep rg sed awk find cat cut sort head tail wc xargs curl wget tar
    unzip diff jq tee kill touch opt objdump basename dirname rmdir egrep fgrep ag xxd"""
)
"""Programs that a command gives more than options."""
VERBS = words(
    """test find watch open cut sort split join patch script expect host serve act type head tail file
    date column kill task service identify convert prove stack strings parallel nest ant R at cross
    trunk fold paste true false cat code less more"""
)
"""Programs whose names are verbs or nouns, so that one word behind them says nothing."""
INTERPRETERS = words(
    "python python3 node ruby perl bash sh zsh php lua deno Rscript julia pwsh powershell tsx ts-node"
)
"""Programs that are given a file or an option."""
BARE_SCRIPTS = words("artisan yii spark think craft")
"""Scripts of PHP frameworks at the top of a project, whose names have no ending: `php artisan test`."""
GIVEN = re.compile(rf"[./$<\"'-]|(?:{'|'.join(sorted(BARE_SCRIPTS))})$")
"""What the first word holds that an interpreter is given."""
CODE_WORDS = words(
    """read declare mapfile typeset let mod pub use import const class void return as new type fn def var
    public private static int string bool from struct enum impl async await else elif try except catch
    throw raise with not and or in is errors error warning path name id length feat fix test macro using"""
)
"""Words that open a line of code or of prose, and no command."""
FOLDERS = words(
    """tests test src app lib backend frontend packages scripts core api run bench list typecheck related
    dev"""
)
"""Words that are folders or scripts behind a program, rather than prose about it."""
RUNNABLE = words(".sh .bash .zsh .fish .py .rb .pl .ps1 .bat .cmd .exe .php")
"""Endings of files that are run."""
BARE_RUNNABLE = words(".sh .bash .ps1 .bat")
"""Those of them that are run without an argument."""
NAMED_SO = {
    "docker": words("compose build run exec inspect push pull tag cp rm rmi stop"),
    "claude": frozenset({"code"}),
    "php": BARE_SCRIPTS,
}
"""Second words with which a program is named, and not used."""
