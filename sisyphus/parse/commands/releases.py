"""What publishes a package or a release, and what deploys."""

import re

from sisyphus.parse.commands.effects import Effect, operands
from sisyphus.parse.commands.programs import words

PUBLISHES = Effect("publishes a package or a release")
DEPLOYS = Effect("deploys")

_PUBLISH = re.compile(
    r"^(?:npm|pnpm|yarn|bun|cargo|poetry|uv|lerna|vsce|ovsx|flit|hatch|mix|wasm-pack|dart|pub"
    r"|changeset) (?:npm )?publish\b"
    r"|^twine upload|^gem push|^dotnet nuget push|^nuget push|^mvn .*\bdeploy\b|^gradlew? .*\bpublish"
    r"|^npm (?:unpublish|deprecate|dist-tag (?:add|rm))"
    r"|^goreleaser release|^semantic-release|^pod trunk push|^fastlane (?:release|beta|deliver)"
    r"|^xcrun (?:notarytool|altool)"
)
_DEPLOY = re.compile(
    r"^(?:wrangler|firebase|netlify|vercel|serverless|sls|cdk|flyctl|fly|eas|railway|sam|amplify"
    r"|gcloud .*|az .*) (?:pages )?(?:deploy|publish|submit)\b"
    r"|^vercel(?: --prod)?$|^pulumi (?:up|destroy)|^(?:terraform|tofu|terragrunt) (?:apply|destroy"
    r"|import|taint|state (?:rm|mv))"
    r"|^helm (?:install|upgrade|uninstall|delete|rollback)|^ansible-playbook\b(?!.*--(?:check|syntax-check"
    r"|list))"
    r"|^heroku (?!(?:logs|ps|config|info|apps|releases|status|--version)(?: |$))"
    r"|^az webapp up|^eas (?:build|submit|update)\b|^cap .*deploy"
    r"|^aws (?!.*\b(?:describe|list|get|ls|help|sts)\b)|^gsutil (?:cp|rm|mv|rsync)|^wrangler (?:secret"
    r"|kv|r2|delete)|^railway up|^cloudflared (?:service|tunnel (?:create|delete|route))"
)
_SCRIPT_NAME = re.compile(r"(?:^|[:_-])(?:deploy|publish|release|upload)(?:$|[:_-])")
_DRY = words("--dry-run --dryrun -n --help -h --version --list --check")


def effect_of_release(name: str, args: tuple[str, ...]) -> Effect | None:
    """Return what a command brings out, by its words or by the name of the script that it runs."""
    if not _DRY.isdisjoint(args):
        return None
    joined = " ".join((name, *args))
    if _PUBLISH.match(joined):
        return PUBLISHES
    if _DEPLOY.match(joined):
        return DEPLOYS
    if name in {"npm", "pnpm", "yarn", "bun", "make", "just", "task", "moon", "rake", "poe", "turbo"}:
        words = [w for w in operands(args) if w not in {"run", "run-script"}]
        if words and _SCRIPT_NAME.search(words[0]):
            return DEPLOYS
    return None
