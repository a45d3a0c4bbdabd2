"""Prints a HAR of about so many values: python3 many.py 10000 > many.har"""
import json
import sys

FIELDS = 46
HOSTS = ['telemetry.alpha.example', 'collect.beta.example', 'events.gamma.example', 'v1.delta.example']


def entry(i):
    body = {'name': f'Event{i % 7}', 'time': '2026-11-25T02:00:00Z', 'session': f'{i:032x}',
            'host': 'werkplek-0042' if i % 10 == 0 else 'another', 'fields': {f'field{k:02}': f'value {k} of {i}' for k in range(FIELDS)}}
    text = json.dumps(body)
    return {'startedDateTime': f'2026-11-25T{2 + i // 3600 % 20:02}:{i // 60 % 60:02}:{i % 60:02}.000Z', 'time': 1,
            'request': {'method': 'POST', 'url': f'https://{HOSTS[i % 4]}/collect?i={i}', 'httpVersion': 'HTTP/1.1', 'cookies': [], 'queryString': [],
                        'headers': [{'name': 'Content-Type', 'value': 'application/json'}], 'headersSize': -1, 'bodySize': len(text),
                        'postData': {'mimeType': 'application/json', 'text': text}},
            'response': {'status': 200, 'statusText': 'OK', 'httpVersion': 'HTTP/1.1', 'cookies': [], 'headers': [],
                         'content': {'size': 0, 'mimeType': 'text/plain'}, 'redirectURL': '', 'headersSize': -1, 'bodySize': 0},
            'cache': {}, 'timings': {'send': 0, 'wait': 0, 'receive': 0}}


count = max(1, int(sys.argv[1]) // (FIELDS + 8))
print('{"log":{"version":"1.2","creator":{"name":"many.py","version":"1"},"entries":[')
for i in range(count):
    print(json.dumps(entry(i)) + (',' if i < count - 1 else ''))
print(']}}')
