"""Requests and answers of a HAR as bytes, for the converters beside this file."""
import base64
import json


def exchanges(path):
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)["log"]["entries"]
    for entry in entries:
        request, response = entry["request"], entry["response"]
        yield (
            request["method"],
            request["url"],
            fields(request),
            content(request.get("postData", {})),
            response["status"],
            fields(response),
            content(response["content"]),
        )


def fields(message):
    """Without HTTP/2's pseudo fields, and without lengths, which are those of the content as it is kept."""
    pairs = [(h["name"], h["value"]) for h in message["headers"]]
    return [(n.encode(), v.encode()) for n, v in pairs if not n.startswith(":") and n.lower() != "content-length"]


def content(part):
    text = part.get("text", "")
    return base64.b64decode(text) if part.get("encoding") == "base64" else text.encode()
