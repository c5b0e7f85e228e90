"""Scripts of PHP frameworks: `php artisan test` is a command, and what it may do is known by its words."""

import pytest

from sisyphus.model.check import Check, WhyNot
from sisyphus.parse.plan import parse_plan


def checks(command: str) -> tuple[Check, ...]:
    text = f"## Tasks\n\n- [ ] 1. Pump\n\n  **Acceptance Criteria**:\n  - [ ] `{command}` passes\n"
    return parse_plan(text.encode(), "p.md").checks


@pytest.mark.parametrize(
    "command",
    [
        "php artisan test",
        "php artisan migrate:status",
        "php artisan migrate --pretend",
        "php artisan tinker --execute='echo 1;'",
        "php artisan tinker --execute='echo User::where(\"id\", 1)->count();'",
        "php yii migrate/history",
        "php spark routes",
        "php bin/console doctrine:migrations:status",
    ],
)
def test_what_only_looks_runs(command: str) -> None:
    (check,) = checks(command)

    assert (check.command, check.runnable, check.programs) == (command, True, ("php",))


@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("php artisan migrate:fresh --seed", WhyNot.SIDE_EFFECT),
        ("./artisan db:seed", WhyNot.SIDE_EFFECT),
        ("php yii migrate", WhyNot.SIDE_EFFECT),
        ("php bin/console doctrine:migrations:migrate", WhyNot.SIDE_EFFECT),
        ("bin/console doctrine:schema:update --force", WhyNot.SIDE_EFFECT),
        ("php artisan serve", WhyNot.LONG_RUNNING),
        ("php artisan queue:work", WhyNot.LONG_RUNNING),
        ("php bin/console messenger:consume async", WhyNot.LONG_RUNNING),
        ("php artisan tinker", WhyNot.INTERACTIVE),
        ("php artisan tinker --execute='system(\"rm -rf ~\");'", WhyNot.SIDE_EFFECT),
        ("php artisan tinker --execute 'User::truncate();'", WhyNot.SIDE_EFFECT),
        ("php artisan tinker --execute=\"DB::table('users')->delete();\"", WhyNot.SIDE_EFFECT),
        ("php artisan tinker --execute='User::factory()->count(3)->create();'", WhyNot.SIDE_EFFECT),
        ("php artisan --env=local tinker", WhyNot.INTERACTIVE),
        ("php artisan --env=testing --force migrate", WhyNot.SIDE_EFFECT),
    ],
)
def test_what_changes_or_waits_does_not(command: str, why: WhyNot) -> None:
    assert [c.why_not for c in checks(command)] == [why]


@pytest.mark.parametrize(
    "php",
    [
        *("/usr/bin/php", "php8.3", "/opt/php/bin/php8.3", "php -d memory_limit=-1", "php -n -dx=1"),
        *("uv run php", "npx php", "bundle exec php", "timeout 5 php", "env A=1 php", "bash -c 'php"),
    ],
)
@pytest.mark.parametrize("script", ["artisan", "./artisan", "/srv/app/artisan"])
def test_however_php_is_started_its_script_is_seen(php: str, script: str) -> None:
    """Also in a block, where any text is a command."""
    command = f"{php} {script} migrate:fresh" + "'" * php.count("'")
    block = f"## Tasks\n\n- [ ] 1. Pump\n\n  **Verification**:\n  ```bash\n  {command}\n  ```\n"

    assert [c.why_not for c in parse_plan(block.encode(), "p.md").checks] == [WhyNot.SIDE_EFFECT]


@pytest.mark.parametrize("name", ["php artisan", "php 8.2", "artisan"])
def test_a_name_is_no_command(name: str) -> None:
    assert not checks(name)
