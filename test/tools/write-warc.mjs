// Writes a WARC file with warcio, the answer before the request, as archives of the web are.
import { createWriteStream } from "node:fs";
import { WARCRecord, WARCSerializer } from "warcio";

const [path, compress] = process.argv.slice(2);
const gzip = compress === "gzip";
const encode = (text) => [new TextEncoder().encode(text)];
const common = { date: "2026-01-02T03:04:05Z", warcVersion: "WARC/1.1" };
const out = createWriteStream(path);
const write = async (record) => out.write(await WARCSerializer.serialize(record, { gzip }));

await write(await WARCRecord.createWARCInfo({ filename: "w.warc", ...common }, { software: "warcio.js" }));
for (let i = 1; i <= 3; i++) {
  const url = `https://host.example:8443/p/${i}?q=${i}`;
  const response = await WARCRecord.create(
    { url, type: "response", httpHeaders: { "Content-Type": "text/plain" }, statusline: "HTTP/1.1 200 OK", ...common }, encode("x".repeat(i * 1000)));
  await write(response);
  await write(await WARCRecord.create(
    { url, type: "request", warcHeaders: { "WARC-Concurrent-To": response.warcHeaders.headers.get("WARC-Record-ID") },
      httpHeaders: { "Accept": "*/*", "X-Number": String(i) }, statusline: `POST /p/${i}?q=${i} HTTP/1.1`, ...common },
    encode(`{"number":${i}}`)));
}
out.end();
