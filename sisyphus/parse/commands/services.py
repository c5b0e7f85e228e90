"""Container engines, clusters and databases: which of their commands change something."""

import re
from itertools import dropwhile

from sisyphus.parse.commands.effects import Effect, Row
from sisyphus.parse.commands.programs import words

CONTAINERS = Effect("changes containers or images")
CLUSTER = Effect("changes a cluster")
DATABASE = Effect("writes to a database")

_ENGINES = words("docker podman nerdctl docker-compose")
_ENGINE_READS = words(
    """ps images inspect logs version info top stats port diff history search events ls --version --help"""
)
_GROUPS = words("""image container network volume context buildx manifest system plugin config node""")
_COMPOSE_READS = words("config ps logs version images top port ls events convert")


def _engine(name: str, args: tuple[str, ...]) -> Effect | None:
    if name == "docker-compose":
        return _compose(args)
    if name not in _ENGINES:
        return None
    words = [w for w in args if not w.startswith("-") or w in {"--version", "--help"}]
    if not words or "--help" in args:
        return None
    if words[0] == "compose":
        return _compose(args[args.index("compose") + 1 :])
    verb = words[1] if words[0] in _GROUPS and len(words) > 1 else words[0]
    return None if verb in _ENGINE_READS or (words[0] == "system" and verb == "df") else CONTAINERS


def _compose(args: tuple[str, ...]) -> Effect | None:
    skip = False
    for word in args:
        if skip:
            skip = False
        elif word in {
            "-f",
            "--file",
            "-p",
            "--project-name",
            "--env-file",
            "--profile",
            "--project-directory",
        }:
            skip = True
        elif not word.startswith("-"):
            return None if word in _COMPOSE_READS else CONTAINERS
    return None


_CLUSTERS = words("kubectl oc kind minikube k3d")
_CLUSTER_READS = words(
    """get describe logs version explain top api-resources api-versions diff cluster-info auth wait config
    events kustomize port-forward proxy status list ls profile ip template lint show search history env
    verify pull dependency repo"""
)


def _cluster(name: str, args: tuple[str, ...]) -> Effect | None:
    if name not in _CLUSTERS:
        return None
    words = [w for w in args if not w.startswith("-")]
    if not words or any(w.startswith("--dry-run") for w in args):
        return None
    verb = words[0] if words[0] != "rollout" else words[1] if len(words) > 1 else "status"
    return None if verb in _CLUSTER_READS else CLUSTER


_SQL_WRITES = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|DROP|CREATE|ALTER|TRUNCATE|GRANT|REVOKE|REPLACE\s+INTO|VACUUM|COPY\s+\S+\s+FROM|MERGE\s+INTO)\b",
    re.IGNORECASE,
)
_MONGO_WRITES = re.compile(
    r"\.(?:insert|update|delete|remove|drop|create|rename|replace|bulkWrite)\w*\(", re.IGNORECASE
)
_REDIS_WRITES = re.compile(
    r"\b(?:set|del|flushall|flushdb|hset|lpush|rpush|sadd|zadd|expire|incr|unlink|rename|append)\b",
    re.IGNORECASE,
)


_SQL_CLIENTS = words("psql mysql mariadb sqlite3 sqlite duckdb clickhouse clickhouse-client")
_DATABASE_TOOLS = words("createdb dropdb pg_restore createuser dropuser initdb")
DATABASE_CLIENTS = _SQL_CLIENTS | words("mongosh mongo redis-cli")


def _client(name: str, args: tuple[str, ...]) -> Effect | None:
    joined = " ".join(args)
    if name in _SQL_CLIENTS:
        scripted = {"-f", "--file"} & set(args) or any(a.startswith("--file=") for a in args)
        return DATABASE if scripted or _SQL_WRITES.search(joined) else None
    if name in {"mongosh", "mongo"}:
        return DATABASE if _MONGO_WRITES.search(joined) else None
    if name == "redis-cli":
        return DATABASE if _REDIS_WRITES.search(joined) else None
    return DATABASE if name in _DATABASE_TOOLS else None


_MIGRATION = re.compile(
    r"^prisma (?:migrate (?:dev|deploy|reset|resolve)|db (?:push|seed|execute))"
    r"|^alembic (?:\S+ (?:-\S+ \S+ )*)?(?:upgrade|downgrade|stamp)"
    r"|^(?:rails|rake) db:(?!version|migrate:status)"
    r"|^(?:python\d* )?\S*manage\.py (?:migrate(?!.*--(?:check|plan))|flush|loaddata|createsuperuser"
    r"|sqlflush|reset_db)|^flyway (?:migrate|clean|baseline|repair)"
    r"|^flask db (?:upgrade|downgrade|stamp)"
    r"|^liquibase (?:update|rollback|dropAll)|^knex (?:migrate:(?!status|list)|seed:run)"
    r"|^sequelize(?:-cli)? db:|^typeorm (?:migration:(?:run|revert)|schema:(?:sync|drop))"
    r"|^drizzle-kit (?:push|migrate|drop)|^sqlx (?:migrate run|migrate revert|database (?:create|drop"
    r"|reset|setup))|^diesel (?:migration (?:run|revert|redo)|database|setup)"
    r"|^goose .*\b(?:up|down|reset|redo)\b|^dbmate (?:up|migrate|drop|rollback|create)"
    r"|^supabase (?:db (?:push|reset)|migration up)|^wrangler d1 (?:migrations apply|execute|create"
    r"|delete)"
    r"|^dotnet ef database (?:update|drop)|^mix ecto\.(?:migrate|rollback|drop|create|reset|setup)"
    r"|^artisan (?:migrate(?!:status|.*--pretend)|db:(?!show|table|monitor))"
    r"|^artisan tinker .*(?:::|->)(?:\w*[Cc]reate|insert|update|upsert|delete|destroy|truncate|save"
    r"|forceDelete|increment|decrement|sync|attach|detach|statement|unprepared)\w*\s*\("
    r"|^(?:yii|craft) migrate(?!/(?:history|new))|^(?:spark|think) (?:migrate(?!:status)|db:)"
    r"|^console doctrine:(?:migrations:(?:migrate|execute)|schema:(?:update|drop|create)(?!.*--dump-sql)"
    r"|database:(?:create|drop)|fixtures:load)"
    r"|^(?:npm|pnpm|yarn|bun|make|just|task|moon)(?: run)? (?:[\w-]+:)?(?:db[:_-]|migrate|migration"
    r"|seed)(?!\S*(?:status|check|generate|lint|test))"
)


def _migration(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what a tool for databases does; its own options may stand before the verb."""
    joined = " ".join((name, *dropwhile(_is_option, args)))
    if {"--dry-run", "--check", "--help", "--plan", "--sql"} & set(args) or not _MIGRATION.match(joined):
        return None
    reads = (
        re.search(r"\b(?:SELECT|PRAGMA|EXPLAIN|SHOW)\b", joined, re.IGNORECASE)
        and not _SQL_WRITES.search(joined)
        and "execute" in joined
    )
    return None if reads else DATABASE


def _is_option(word: str) -> bool:
    return word.startswith("-")


CLOUD = Effect("changes something in a cloud")
MACHINES = Effect("starts or changes virtual machines")
_CLOUD_WRITES = words(
    """create delete destroy update set add remove rm apply put write patch start stop restart reboot scale
    attach detach restore import invoke enable disable reset rotate revoke assign promote rollback
    resize purge"""
)
_CLOUDS = words(
    """gcloud az doctl fly flyctl vercel netlify firebase supabase railway vault consul nomad hcloud oci
    ibmcloud scw linode-cli render stripe eksctl"""
)
_MACHINES: dict[str, frozenset[str]] = {
    "vagrant": words("status global-status validate version port ssh-config"),
    "multipass": words("list info version find get"),
    "limactl": words("list info validate"),
    "virsh": words("list dominfo domstate dumpxml"),
    "lxc": words("list info config version"),
    "colima": words("status list version"),
}
"""Programs that run virtual machines, and what only reads of theirs."""


def _cloud(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what an operand with a verb says; `kv put` and `secrets:set` hold one as well."""
    if name not in _CLOUDS or {"--help", "-h", "--dry-run", "--what-if"} & set(args):
        return None
    verbs = {part for word in args if not word.startswith("-") for part in (word, *word.split(":"))}
    return CLOUD if verbs & _CLOUD_WRITES else None


def _machine(name: str, args: tuple[str, ...]) -> Effect | None:
    verb = next((word for word in args if not word.startswith("-")), "")
    return MACHINES if name in _MACHINES and verb and verb not in _MACHINES[name] else None


SERVICE_RULES = (
    Row(_engine, _ENGINES),
    Row(_cluster, _CLUSTERS),
    Row(_cloud, _CLOUDS),
    Row(_machine, frozenset(_MACHINES)),
    Row(_client, DATABASE_CLIENTS | _DATABASE_TOOLS),
    Row(_migration),
)
