"""Answers each request on standard input, a line of base64, by the handler that it names."""

import base64
import os
import sys

apps = {}


def app_of(handler, secret):
    if (handler, secret) not in apps:
        os.environ["HANDLER_SECRET"] = base64.b64decode(secret).decode()
        scope = {"__name__": "handler"}
        with open(f"{handler}.py") as file:
            exec(file.read(), scope)
        apps[handler, secret] = scope["app"].test_client()
    return apps[handler, secret]


for line in sys.stdin:
    handler, secret, body, *fields = line.rstrip("\n").split("\t")
    headers = [
        (name, base64.b64decode(value).decode()) for name, value in zip(fields[::2], fields[1::2])
    ]
    try:
        client = app_of(handler, secret)
        print(client.post("/webhooks", data=base64.b64decode(body), headers=headers).status_code)
    except SystemExit as problem:
        print(problem)
