"""The cases of cases/*.json, each a test. cases/README.md says what stands in them."""
import pytest
from case_files import read_cases
from case_run import Caller, run_case
from server import Server, can_restart

CASES = read_cases()

# Rows of the list of what emulators get wrong that need no case: 53 and 61 rest on hearsay or on another emulator alone, 66 and 70 are
# of what there is not here.
ROWS_WITHOUT_NEED = {53, 61, 66, 70}
ROWS = set(range(1, 71))


@pytest.fixture(scope="session")
def caller_with():
    """A caller of a server in memory that has these flags: one server for each set of flags, for the whole session."""
    running = {}

    def caller(flags):
        if flags not in running:
            server = Server(flags=flags).start()
            running[flags] = server, Caller(server.endpoint)
        return running[flags][1]

    yield caller
    for server, its_caller in running.values():
        its_caller.close()
        server.stop()


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case, caller_with):
    if case.flags and not can_restart():
        pytest.skip(f"needs a server with {' '.join(case.flags)}")
    differences = run_case(case, caller_with(case.flags))
    assert not differences, "\n".join(differences)


def test_every_row_has_a_case():
    shown = {row for case in CASES for row in case.behaviours}
    missing = ROWS - ROWS_WITHOUT_NEED - shown
    assert not missing, f"rows without a case: {sorted(missing)}"
    assert shown <= ROWS, f"rows that do not exist: {sorted(shown - ROWS)}"
