# Check it: npx whk check 3000/webhooks --provider stripe --exec 'python3 app.py'
import hashlib
import hmac
import os
import re
import time

from flask import Flask, request

SECRET = os.environ.get("WHK_SECRET", "").encode()
if not SECRET:
    raise SystemExit("WHK_SECRET is not set")

TOLERANCE_SECONDS = 300

app = Flask(__name__)
# Larger bodies are answered with 413.
app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024


@app.post("/webhooks")
def webhooks():
    # The bytes as they were sent; request.get_json() comes after the check.
    body = request.get_data()
    if not is_genuine(body, request.headers.get("Stripe-Signature", "")):
        return "", 401
    # The event is genuine. Put request.get_json() into a queue and answer at once; its id tells an
    # event that came before.
    return "", 204


def is_genuine(body: bytes, header: str) -> bool:
    parts = [part.strip().partition("=") for part in header.split(",")]
    timestamps = [value for name, _, value in parts if name == "t"]
    if not timestamps or not re.fullmatch("[0-9]{1,12}", timestamps[0]):
        return False
    # Both directions.
    if abs(time.time() - int(timestamps[0])) > TOLERANCE_SECONDS:
        return False
    message = timestamps[0].encode() + b"." + body
    expected = hmac.new(SECRET, message, hashlib.sha256).hexdigest().encode()
    # There are several while a secret is rotated. As bytes: compare_digest throws for text that is not ASCII.
    signatures = [value.encode() for name, _, value in parts if name == "v1"]
    return any(hmac.compare_digest(signature, expected) for signature in signatures)


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "3000")))
