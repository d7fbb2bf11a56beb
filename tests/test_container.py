"""The container's description, read as text: no engine is needed to hold it to its promises."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
Instruction = tuple[str, str]


def instructions() -> list[Instruction]:
    """(keyword, arguments) of the Dockerfile, comments dropped and continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in joined.splitlines() if line]


def stages() -> list[list[Instruction]]:
    """The instructions of each stage, its FROM first."""
    found: list[list[Instruction]] = []
    for instruction in instructions():
        if instruction[0] == "FROM":
            found.append([])
        found[-1].append(instruction)
    return found


def of(stage: list[Instruction], keyword: str) -> list[str]:
    return [arguments for word, arguments in stage if word == keyword]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The one service of docker-compose.yml."""
    document = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    services: dict[str, dict[str, Any]] = document["services"]
    assert list(services) == ["groundwire"]
    return services["groundwire"]


def test_every_base_is_pinned_by_its_version() -> None:
    """Both stages start from one Python base image, named with its full version."""
    bases = {base.split()[0] for stage in stages() for base in of(stage, "FROM")}
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-bookworm", bases.pop())


def test_the_image_is_built_in_stages() -> None:
    """The last stage takes its files from the one that installed them, and installs nothing."""
    build, final = stages()
    assert len(build) > 1
    assert of(final, "RUN") == []
    assert all(copy.startswith("--from=build ") for copy in of(final, "COPY"))


def test_nothing_is_added_from_elsewhere() -> None:
    """ADD, which fetches and unpacks, is not used; installing is left to pip and its hashes."""
    commands = " ".join(arguments for word, arguments in instructions() if word == "RUN")
    assert not any(word == "ADD" for word, _ in instructions())
    assert not re.search(r"\b(curl|wget|git|apt-get|https?:)", commands)


def test_the_last_user_is_a_number_and_not_root() -> None:
    """The service runs as a numeric user, so that an orchestrator can see that it is not root."""
    user = of(stages()[-1], "USER")[-1]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)


def test_health_is_checked_without_another_program() -> None:
    """The health check is Python's own, on the route that answers under load."""
    (check,) = of(stages()[-1], "HEALTHCHECK")
    command = json.loads(check[check.index("[") :])
    assert command[0] == "python"
    assert "/health" in command[-1]
    compile(command[-1], "HEALTHCHECK", "exec")


def test_no_layer_holds_a_secret() -> None:
    """No variable or argument of the image is named like a secret; pip's configuration is
    mounted for one step and lies in no layer."""
    names = " ".join(a for word, a in instructions() if word in ("ENV", "ARG", "LABEL")).upper()
    assert not re.search(r"TOKEN|SECRET|PASSWORD|CREDENTIAL|API_?KEY", names)
    installs = [run for run in of(stages()[0], "RUN") if "requirements/install" in run]
    assert len(installs) == 1
    assert "--mount=type=secret,id=pip" in installs[0]


def test_the_command_is_an_exec_form_that_serves() -> None:
    """The service is the process that gets the signals, not a shell around it."""
    final = stages()[-1]
    command = json.loads(of(final, "ENTRYPOINT")[0]) + json.loads(of(final, "CMD")[0])
    assert command == ["groundwire", "serve", "--host", "0.0.0.0", "--insecure"]  # noqa: S104
    assert of(final, "EXPOSE") == ["8080"]


def test_the_trial_without_an_engine_runs_that_command() -> None:
    """tests/run/read-only starts what the image starts, as the user that the image names."""
    final = stages()[-1]
    script = (ROOT / "tests" / "run" / "read-only").read_text(encoding="utf-8")
    command = json.loads(of(final, "ENTRYPOINT")[0]) + json.loads(of(final, "CMD")[0])
    assert " ".join(command) in script
    assert f"user={of(final, 'USER')[-1].partition(':')[0]}\n" in script


def test_the_image_carries_labels() -> None:
    """Title, description and licence are in the image, by their standard names."""
    labels = " ".join(of(stages()[-1], "LABEL"))
    for name in ("title", "description", "licenses"):
        assert f"org.opencontainers.image.{name}=" in labels


def test_the_builder_is_sent_only_what_it_copies() -> None:
    """Everything is kept out of the build but the paths that the Dockerfile copies."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    sent = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = {
        source.rstrip("/")
        for copy in of(stages()[0], "COPY")
        for source in copy.split()[:-1]
        if not source.startswith("--")
    }
    assert copied == sent
    assert all((ROOT / path).exists() for path in copied)


def test_compose_takes_every_privilege_away(compose: dict[str, Any]) -> None:
    """Read-only root, no capabilities, no new ones, a numeric user, memory for /tmp."""
    assert compose["read_only"] is True
    assert compose["cap_drop"] == ["ALL"]
    assert compose["security_opt"] == ["no-new-privileges:true"]
    assert compose["user"] == of(stages()[-1], "USER")[-1]
    assert [mount.partition(":")[0] for mount in compose["tmpfs"]] == ["/tmp"]  # noqa: S108
    assert not {"privileged", "cap_add", "devices", "network_mode", "pid", "ipc"} & set(compose)


def test_compose_publishes_to_this_machine_only(compose: dict[str, Any]) -> None:
    """The port is bound to loopback: in its own network the service listens to everyone."""
    assert compose["ports"] == ["127.0.0.1:8080:8080"]


def test_what_is_written_are_volumes(compose: dict[str, Any]) -> None:
    """The index, and the corpus that posted articles are kept in, are named volumes of the user."""
    (places,) = of(stages()[-1], "VOLUME")
    assert compose["volumes"] == [f"{Path(place).name}:{place}" for place in places.split()]
    owned = [copy for copy in of(stages()[-1], "COPY") if "--chown=10001:10001" in copy]
    assert places.split() == [copy.split()[-1] for copy in owned]
    assert f"GROUNDWIRE_INDEX={places.split()[0]}" in " ".join(of(stages()[-1], "ENV"))


def test_compose_bounds_what_it_uses(compose: dict[str, Any]) -> None:
    """Memory and processes have a limit."""
    assert compose["mem_limit"]
    assert compose["pids_limit"]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, for a mount namespace of its own")
def test_it_serves_read_only_without_privileges_or_network() -> None:
    """As user 10001, without capabilities, on a read-only disk and with loopback only, the
    command of the image answers a question and stops when it is told to."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-mnpif", "true"]).returncode:
        pytest.skip("unshare is missing, or this machine allows no namespaces")
    ran = subprocess.run(
        [ROOT / "tests" / "run" / "read-only", sys.prefix],
        env={"PATH": os.environ["PATH"], "GROUNDWIRE_ENCODER": "hashing"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout)
    assert seen["user"] == 10001
    assert seen["groups"] == []
    assert int(seen["capabilities"], 16) == 0
    assert seen["interfaces"] == ["lo"]
    # Whether words alone suffice for an answer is not this test's business.
    assert seen["status"] in ("answered", "abstained")
    assert seen["articles"] > 0
