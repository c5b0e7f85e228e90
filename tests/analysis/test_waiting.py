"""Words that say that somebody else has to act, and words that only look like it."""

import pytest

from sisyphus.analysis.blocker_rules.waiting import WAITING, waits_for
from sisyphus.analysis.blocker_rules.waiting_languages import SPOKEN
from sisyphus.model.judgement import Event, Owner

WAITS = {
    Event.PUSH: [
        "Works (requires push to verify)",
        "Green after the push",
        "Pushed to origin",
        "BLOCKED - needs the owner to push",
        "The user must push the branch",
        "Push to origin (needs credentials)",
        "Run `git push` and watch",
        "流水线通过（需要推送）",
        "推送后检查",
        "푸시 후 확인",
        "プッシュが必要",
        "Requiere push para verificar",
        "Requer push",
        "Проверить после push",
        "Nach dem Push prüfen",
        "Push to `origin/main` successful",
    ],
    Event.CI: [
        "GitHub Actions CI passes (requires push to verify)",
        "CI is green",
        "CI green on main",
        "All CI checks pass",
        "CI/CD pipeline succeeds",
        "GitHub Actions workflow runs successfully",
        "Linux CI `make check` still PASSES",
        "`uv lock --check` passes in CI.",
        "CI 通过",
        "CI 통과",
        "CI が通る",
        "CI passa sem erros",
        "GitHub Actions CI 绿色通过（Python 3.11）",
        "`.github/workflows/tests.yml` passes CI",
        "`.github/workflows/ci.yml` passes on main with all jobs green",
        "CI ist grün",
    ],
    Event.MERGE: ["PR is merged", "Pull request approved", "Branch merged into main", "合并到主分支", "main에 병합"],
    Event.DEPLOYMENT: [
        "Worker deployed to production",
        "Deploys to Vercel successfully",
        "Package published on npm",
        "Verified in production",
        "部署到生产环境",
        "배포 완료",
        "Desplegado en producción",
        "Deploys successfully to Vercel",
        "Production deploy successful",
        "`vercel deploy` successful",
    ],
    Event.APPROVAL: [
        "User approves",
        "User explicit okay received",
        "**User Okay Gate**",
        "User acceptance testing",
        "Requires user approval",
        "Awaiting sign-off",
        "**用户确认**",
        "사용자 승인",
        "ユーザーの承認",
        "Aprobación del usuario",
        "Aprovação do usuário",
        "Подтверждение пользователя",
        'User gives explicit "okay"',
        'User has issued explicit "okay" after reviewing',
        "User explicitly approves the final deliverable.",
        'User explicit "okay" given',
        "等待用户批准",
        "3. 等待审批",
        "사용자 승인 대기",
        "承認待ち",
        "3. Pendiente de aprobación",
        "Aguardando aprovação",
        "Wartet auf Freigabe durch den Benutzer",
        "Freigabe durch den Kunden",
        "Ожидает подтверждения",
        "En attente de validation",
    ],
    Event.CREDENTIAL: [
        "Push to origin (needs credentials)",
        "Blocked by missing API keys",
        "Smoke test — requires AWS credentials",
        "需要凭据",
        "자격 증명 필요",
        "Deploys (requires env vars)",
        "部署（需要用户提供 API 密钥）",
        "缺少凭证",
        "API 키 필요",
        "認証情報がない",
        "2. Requiere credenciales de AWS del usuario",
        "Bloqueado: faltan las credenciales",
        "Requer credenciais da AWS",
        "Benötigt Zugangsdaten für den Server",
        "Die Zugangsdaten fehlen",
        "Нужны учётные данные для деплоя",
        "Заблокировано: нет учётных данных",
        "En attente d'identifiants",
    ],
    Event.PERSON: [
        "Execute manual tests (requires user action)",
        "All 4 cases pass (awaiting user execution)",
        "Deploys (BLOCKED: requires user env vars)",
        "Environment variables added (USER ACTION REQUIRED)",
        "Runs on a real device",
        "Requires manual verification",
        "需要人工检查",
        "수동 확인 필요",
        "Requiere acción del usuario",
    ],
}  # fmt: skip

WORK = [
    "Set up the GitHub Actions workflow",
    "Add CI caching",
    "Tests pass",
    "All tests pass",
    "Configure CI to run the tests",
    "Enforce locked CI after gate is green",
    "CI workflow file created and tests pass",
    "Requires push notification permission",
    "Navigate after pushState",
    "No `git push` in scripts",
    "实现推送后端",
    "需要推送通知权限",
    "Merged into main.py",
    "Merge to main menu",
    "No console.log in production code",
    "Guard the dev key in production",
    "Verified in production build",
    "Deployed to a local container",
    "Add a user confirmation dialog",
    "User reviews page renders",
    "User confirms deletion in the modal",
    "User acceptance criteria written down",
    "用户确认对话框",
    "需要用户名和密码",
    "Endpoint requires authentication",
    "All admin routes require login",
    "Page loads without authentication",
    "Missing API key returns 401",
    "Form requires user input",
    "User must be logged in",
    "Recipe card shows its title",
    "登录表单需要密码",
    "订单列表显示待审核状态",
    "内容需要审核",
    "El formulario requiere credenciales",
    "Das Formular benötigt Zugangsdaten",
    "Форма требует учётные данные",
    "승인 대기 목록 표시",
    "承認待ち一覧を表示",
    "Muestra pedidos pendientes de aprobación",
    "Deploys successfully to a local container",
    "Add a function that passes ci_mode on",
    "Write the deploy script",
    "Decide on the circuit breaker",
    "",
]


@pytest.mark.parametrize(
    ("event", "text"), [(event, text) for event, texts in WAITS.items() for text in texts]
)
def test_waits_for(event: Event, text: str) -> None:
    assert event in {wait.event for wait in waits_for(text)}


@pytest.mark.parametrize("text", WORK)
def test_an_agent_can_do_it(text: str) -> None:
    assert waits_for(text) == ()


def test_every_event_has_one_row_and_examples() -> None:
    assert [event for event, *_ in WAITING] == list(Event)
    assert {event for event, _ in SPOKEN} == set(Event)
    assert set(WAITS) == set(Event)


def test_nothing_waits_for_an_agent() -> None:
    assert {owner for _, owner, *_ in WAITING} == {Owner.USER, Owner.EXTERNAL}


def test_push_and_ci_are_both_told() -> None:
    waits = waits_for("GitHub Actions CI passes (requires push to verify)")
    assert [(w.event, w.owner) for w in waits] == [(Event.PUSH, Owner.USER), (Event.CI, Owner.EXTERNAL)]


@pytest.mark.parametrize(
    "piece",
    [
        "ci ci ",
        "faltan a ",
        "需要用户",
        "bloqueo: ",
        "1.1.",
        "user has ",
        "requires ",
        "ci `a",
        "ci (",
        "(needs a-b ",
        "deploy to x ",
    ],
)
def test_long_lines_end(piece: str) -> None:
    waits_for(piece * 20_000)
