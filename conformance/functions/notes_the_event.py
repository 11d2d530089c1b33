"""Adds each event to the file that NOTES names. With END_SERVER, a path, ends the server once with kill -9 when that is done
and before it answers."""
import json
import os
import signal


def lambda_handler(event, context):
    with open(os.environ["NOTES"], "a", encoding="utf-8") as notes:
        notes.write(json.dumps(event) + "\n")
    mark = os.environ.get("END_SERVER")
    if mark and not os.path.exists(mark):
        with open(mark, "w", encoding="utf-8"):
            pass
        os.kill(os.getppid(), signal.SIGKILL)
    return {"remaining": context.get_remaining_time_in_millis(), "request": context.aws_request_id}
