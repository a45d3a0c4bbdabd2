"""Makes a flow file of mitmproxy from a HAR, with mitmproxy's own library. usage: to_flows.py HAR FLOWS"""
import sys

from mitmproxy import http, io
from mitmproxy.test import tflow

from har import exchanges

with open(sys.argv[2], "wb") as file:
    writer = io.FlowWriter(file)
    for method, url, asked, body, status, answered, answer in exchanges(sys.argv[1]):
        writer.add(
            tflow.tflow(
                req=http.Request.make(method, url, body, http.Headers(asked)),
                resp=http.Response.make(status, answer, http.Headers(answered)),
            )
        )
