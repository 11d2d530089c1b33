"""Runs the tests of the AWS SDK for JavaScript (*.test.mjs, node's own test runner) on the server."""
import os
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.test.mjs")))
def test_javascript(endpoint, name):
    assert shutil.which("node"), "Node.js is not installed"
    assert (FOLDER / "node_modules").is_dir(), "the SDK is not installed: npm ci in conformance/javascript"
    # A recent SDK warns on Node 18 that its successor will want a newer one.
    environment = {**os.environ, "TABLEROCK_ENDPOINT": endpoint, "NODE_NO_WARNINGS": "1"}
    result = subprocess.run(["node", "--test", name], cwd=FOLDER, env=environment, capture_output=True, text=True, timeout=300,
                            check=False)
    assert result.returncode == 0, result.stdout + result.stderr
