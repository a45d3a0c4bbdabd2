"""Makes packets of a HAR: HTTP/1.1 without TLS over TCP, IPv4 and Ethernet, in pcapng. usage: to_pcapng.py HAR PCAPNG"""
import struct
import sys
from urllib.parse import urlsplit

from har import exchanges

SEGMENT = 1400
SYN, FIN, ACK, PUSH = 2, 1, 16, 8
CLIENT, SERVER = bytes([192, 0, 2, 10]), bytes([198, 51, 100, 20])
ETHERNET = bytes([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0])


class Packets:
    def __init__(self, file):
        self.file = file
        self.time = 1767603600_000000
        self.block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
        self.block(1, struct.pack("<HHI", 1, 0, 0))

    def block(self, kind, body):
        body += bytes(-len(body) % 4)
        length = struct.pack("<I", len(body) + 12)
        self.file.write(struct.pack("<I", kind) + length + body + length)

    def packet(self, source, target, ports, numbers, flags, data=b""):
        self.time += 40
        ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 40 + len(data), 0, 0x4000, 64, 6, 0, source, target)
        ip = ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:]
        tcp = struct.pack("!HHIIBBHHH", *ports, *numbers, 0x50, flags, 65535, 0, 0)
        frame = ETHERNET + ip + tcp + data
        head = struct.pack("<IIIII", 0, self.time >> 32, self.time & 0xFFFFFFFF, len(frame), len(frame))
        self.block(6, head + frame)


def checksum(head):
    total = sum(struct.unpack(f"!{len(head) // 2}H", head))
    total = (total & 0xFFFF) + (total >> 16)
    return ~(total + (total >> 16)) & 0xFFFF


class Connection:
    """One connection for one request: opened, used and closed."""

    def __init__(self, packets, port):
        self.packets, self.port, self.next = packets, port, {CLIENT: 1, SERVER: 1}

    def say(self, source, flags, data=b""):
        target = SERVER if source == CLIENT else CLIENT
        ports = (self.port, 80) if source == CLIENT else (80, self.port)
        self.packets.packet(source, target, ports, (self.next[source], self.next[target]), flags, data)
        self.next[source] += len(data) + (1 if flags & (SYN | FIN) else 0)

    def send(self, source, message):
        for start in range(0, len(message), SEGMENT):
            self.say(source, ACK | PUSH, message[start : start + SEGMENT])

    def exchange(self, request, response):
        self.say(CLIENT, SYN)
        self.say(SERVER, SYN | ACK)
        self.say(CLIENT, ACK)
        self.send(CLIENT, request)
        self.send(SERVER, response)
        self.say(CLIENT, FIN | ACK)
        self.say(SERVER, FIN | ACK)
        self.say(CLIENT, ACK)


def message(first_line, pairs, body):
    lines = [first_line, *(n + b": " + v for n, v in pairs), b"content-length: %d" % len(body), b"", b""]
    return b"\r\n".join(lines) + body


def main(source, target):
    with open(target, "wb") as file:
        packets = Packets(file)
        for number, (method, url, asked, body, status, answered, answer) in enumerate(exchanges(source)):
            parts = urlsplit(url)
            path = parts.path + ("?" + parts.query if parts.query else "")
            request = message(f"{method} {path} HTTP/1.1".encode(), [(b"host", parts.netloc.encode()), *asked], body)
            response = message(f"HTTP/1.1 {200 if status == 101 else status} OK".encode(), answered, answer)
            Connection(packets, 10_000 + number % 50_000).exchange(request, response)


main(sys.argv[1], sys.argv[2])
