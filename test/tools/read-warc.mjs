// Reads a WARC file with warcio, and prints a line of JSON for each record.
import { createReadStream } from "node:fs";
import { createHash } from "node:crypto";
import { WARCParser } from "warcio";

for await (const record of new WARCParser(createReadStream(process.argv[2]), { parseHttp: false })) {
  const block = await record.readFully(false);
  console.log(JSON.stringify({
    type: record.warcType,
    uri: record.warcTargetURI ?? "",
    date: record.warcDate,
    length: record.warcContentLength,
    read: block.length,
    isDigest: record.warcBlockDigest === "sha256:" + createHash("sha256").update(block).digest("hex"),
    concurrentTo: record.warcConcurrentTo ?? "",
  }));
}
