"""What a test expects a call to be refused with."""
import contextlib
import re

import pytest
from botocore.exceptions import ClientError


@contextlib.contextmanager
def refused(code, message=None, exactly=None):
    """The call must fail with this exception of the service. `message` is a pattern that is searched, `exactly` the whole text.
    Gives the response of the error to look at more of it."""
    answer = {}
    with pytest.raises(ClientError) as caught:
        yield answer
    answer.update(caught.value.response)
    assert answer["Error"]["Code"] == code, answer
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400, answer
    if message is not None:
        assert re.search(message, answer["Error"]["Message"]), answer
    if exactly is not None:
        assert answer["Error"]["Message"] == exactly
