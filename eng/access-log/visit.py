"""Makes the requests of a plan (JSON: [[verb, path, headers], ...]) with urllib, from one source address, at a steady pace."""

import http.client
import json
import sys
import time
import urllib.error
import urllib.request

base, source, plan, pause = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])


class FromSource(urllib.request.HTTPHandler):
    def http_open(self, request):
        return self.do_open(lambda host, **rest: http.client.HTTPConnection(host, source_address=(source, 0), **rest), request)


opener = urllib.request.build_opener(FromSource)
for verb, path, headers in json.load(open(plan, encoding="utf-8")):
    body = b"quantity=1" if verb == "POST" else None
    try:
        with opener.open(urllib.request.Request(base + path, body, headers, method=verb), timeout=10) as answer:
            answer.read()
    except urllib.error.HTTPError:
        pass  # a 304, 404 or 405 is what some requests are there to cause
    time.sleep(pause)
