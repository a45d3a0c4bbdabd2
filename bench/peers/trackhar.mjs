// Runs TrackHAR over a HAR. With a second file (number<TAB>value a line) it also looks for those values.
// usage: node trackhar.mjs HAR [VALUES]; prints, for each value that was found, a line of JSON {entry, value}
import { readFileSync } from 'node:fs';
import { process as read } from 'trackhar';

const [har, values] = process.argv.slice(2);
const wanted = values ? readFileSync(values, 'utf8').trimEnd().split('\n').map((line) => line.split('\t')[1]) : [];
const found = await read(JSON.parse(readFileSync(har, 'utf8')), values ? { indicatorValues: { otherIdentifiers: wanted } } : undefined);
const lines = [];
found.forEach((results, i) => (results ?? []).forEach((r) => lines.push(JSON.stringify({ entry: i + 1, value: String(r.value) }))));
console.log(lines.join('\n'));
