"""Runs a Lambda function of a Python file: reads events on standard input, a line each, and answers each with a line.

Arguments: file, handler, function name, region, account, seconds that a call may take.
"""
import importlib.util
import io
import json
import logging
import os
import sys
import time
import traceback
import uuid


class LambdaContext:
    def __init__(self, name, region, account, seconds):
        self.function_name = name
        self.function_version = "$LATEST"
        self.invoked_function_arn = f"arn:aws:lambda:{region}:{account}:function:{name}"
        self.memory_limit_in_mb = "128"
        self.aws_request_id = str(uuid.uuid4())
        self.log_group_name = f"/aws/lambda/{name}"
        self.log_stream_name = f"{time.strftime('%Y/%m/%d', time.gmtime())}/[$LATEST]{os.getpid():032x}"
        self.identity = None
        self.client_context = None
        self._deadline = time.monotonic() + seconds

    def get_remaining_time_in_millis(self):
        return max(0, int((self._deadline - time.monotonic()) * 1000))


class Function:
    """A handler, loaded again when its file has changed or could not be loaded."""

    def __init__(self, path, handler):
        self._path = path
        self._handler = handler.rsplit(".", 1)[-1]
        self._stamp = None
        self._call = None

    def __call__(self, event, context):
        status = os.stat(self._path)
        stamp = (status.st_mtime_ns, status.st_size)
        if self._call is None or stamp != self._stamp:
            self._call = self._load()
            self._stamp = stamp
        return self._call(event, context)

    def _load(self):
        self._call = None
        name = os.path.splitext(os.path.basename(self._path))[0]
        specification = importlib.util.spec_from_file_location(name, self._path)
        module = importlib.util.module_from_spec(specification)
        sys.modules[name] = module
        specification.loader.exec_module(module)
        return getattr(module, self._handler)


def error_of(error):
    """The answer that Lambda's runtime gives for an exception; its traceback, without our frames, goes to the log."""
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == "<string>":
        frames = frames.tb_next
    traceback.print_exception(type(error), error, frames, file=sys.stderr)
    return json.dumps({"errorMessage": str(error), "errorType": type(error).__name__,
                       "stackTrace": traceback.format_tb(frames)})


def main(path, handler, name, region, account, seconds):
    events = io.TextIOWrapper(os.fdopen(os.dup(0), "rb"), encoding="utf-8", newline="\n")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # what the function prints is for the log
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", 0), encoding="utf-8", errors="replace", write_through=True)
    logging.basicConfig(stream=sys.stderr, format="[%(levelname)s]\t%(asctime)s\t%(message)s")
    sys.path.insert(0, os.path.dirname(path))
    sys.argv = [path]
    function = Function(path, handler)
    for line in events:
        try:
            answer = json.dumps(function(json.loads(line), LambdaContext(name, region, account, float(seconds))))
        except Exception as error:  # pylint: disable=broad-except
            answer = error_of(error)
        sys.stdout.flush()
        sys.stderr.flush()
        answers.write(answer + "\n")
        answers.flush()


main(*sys.argv[1:])
