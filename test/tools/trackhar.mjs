// Makes requests for the adapters of TrackHAR and reads them with TrackHAR itself: what Klikspaan is compared with.
// usage: node trackhar.mjs adapters           prints the adapters as JSON, in the form that 'knowledge import-trackhar' reads
//        node trackhar.mjs synthetic HAR OUT  writes a HAR of invented requests, and what TrackHAR finds in each
//        node trackhar.mjs read HAR OUT       writes what TrackHAR finds in a HAR
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { adapters, adapterForRequest, process as read, unhar } from 'trackhar';

const list = (x) => (Array.isArray(x) ? x : [x]);
const name = (a) => `${a.tracker.slug}/${a.slug}`;
const text = (x) => (x instanceof RegExp ? x.toString() : x);

const exported = () =>
    adapters.map((a) => ({
        tracker: a.tracker.slug, name: a.tracker.name, slug: a.slug, aname: a.name, urls: a.endpointUrls.map(text), match: a.match ? a.match.toString() : null,
        steps: a.decodingSteps,
        props: Object.fromEntries(Object.entries(a.containedDataPaths).map(([p, v]) => [p, list(v).map((d) => ({ c: d.context, p: d.path, r: d.reasoning, n: text(d.notIf), o: text(d.onlyIf) }))])),
    }));

// A text that an expression matches: enough of the syntax for those of the adapters.
function sample(pattern) {
    const source = pattern.source.replace(/^\^/, '').replace(/\$$/, '');
    let at = 0;
    const atom = () => {
        const c = source[at++];
        if (c === '(') {
            const first = sequence();
            while (source[at] === '|') { at++; sequence(); }
            at++;
            return first;
        }
        if (c === '[') {
            const first = source[at] === '\\' ? source[at + 1] : source[at];
            at = source.indexOf(']', at) + 1;
            return first === 'd' ? '7' : first;
        }
        if (c === '\\') { const e = source[at++]; return e === 'd' ? '7' : e === 'w' ? 'w' : e; }
        return c === '.' ? 'x' : c;
    };
    const sequence = () => {
        let out = '';
        while (at < source.length && source[at] !== '|' && source[at] !== ')') {
            const one = atom();
            const count = /^\{(\d+)(,\d*)?\}/.exec(source.slice(at));
            if (count) { at += count[0].length; out += one.repeat(+count[1]); }
            else if ('+*?'.includes(source[at] ?? ' ')) { at++; out += one; }
            else out += one;
        }
        return out;
    };
    return sequence();
}

function tokens(path) {
    const found = [];
    let rest = path.replace(/^\$\.?(?!\[|$)/, '').replace(/^\$/, '');
    while (rest) {
        let m;
        if ((m = /^\[\?\((.*?)\)\](?=$|\.|\[)/.exec(rest))) found.push({ filter: m[1].split('&&').map((c) => c.trim()) });
        else if ((m = /^\[["'](.*?)["']\]/.exec(rest))) found.push({ key: m[1] });
        else if ((m = /^\.\./.exec(rest))) m = [''.padEnd(1)];
        else if ((m = /^\.?\*/.exec(rest))) found.push({ any: true });
        else m = /^\.?([^.[]+)/.exec(rest), found.push({ key: m[1] });
        rest = rest.slice(m[0].length);
    }
    return found;
}

const isObject = (x) => typeof x === 'object' && x !== null;
const child = (o, k, wanted) => (isObject(o[k]) ? o[k] : (o[k] = wanted()));

// Puts values where a path leads: at two elements wherever it leads to many. 'make' gives a value of its own for each place.
function put(at, path, make, above = []) {
    const [token, ...rest] = path;
    const next = rest[0];
    const container = () => (next && (next.any || (next.filter && !next.filter.some((f) => f.startsWith('@property')))) ? [] : {});
    const set = (o, k) => {
        if (!next) { if (!isObject(o[k])) o[k] = make(); }
        else put(child(o, k, container), rest, make, [...above, o]);
    };
    if (token.key !== undefined) return set(at, token.key);
    if (token.any) return [0, 1].forEach((i) => set(at, i));
    const property = token.filter.find((f) => f.startsWith('@property'));
    if (property) {
        const quoted = /["'](.*)["']/.exec(property);
        const like = /\/(.*)\/([a-z]*)/.exec(property);
        const key = property.includes('startsWith') ? quoted[1] + '1' : quoted && !like ? quoted[1] : sample(new RegExp(like[1]));
        const value = token.filter.find((f) => /^!?@\.match/.test(f));
        at[key] = make(value && value[0] !== '!' ? sample(new RegExp(/\/(.*)\//.exec(value)[1])) : '');
        return;
    }
    const prefix = /^@\.startsWith\('(.*)'\)$/.exec(token.filter[0]);
    if (prefix) return void at.push(make(prefix[1]));
    let place = at;
    for (const condition of token.filter) {
        const parent = /^@parent\.(\w+) ===? '(.*)'$/.exec(condition);
        if (parent) {
            // The list whose owner has that member: another owner where this one has another.
            const owners = above[above.length - 2];
            const owner = owners.find((o) => o[parent[1]] === parent[2]) ?? owners.find((o) => !(parent[1] in o)) ?? owners[owners.push({}) - 1];
            owner[parent[1]] = parent[2];
            place = child(owner, path.owned, () => []);
        }
    }
    const element = { };
    for (const condition of token.filter) {
        const equal = /^@(?:\.(\w+)|\[(\d+)\]) ===? (?:'(.*)'|(\d+))$/.exec(condition);
        if (equal) element[equal[1] ?? equal[2]] = equal[3] ?? +equal[4];
    }
    place.push(element);
    if (rest.length === 1 && element[next.key] !== undefined) return;
    set(place, place.length - 1);
}

// Message of protobuf in which texts are fields of bytes, numbers varints, and lists repeat.
function message(o) {
    const varint = (n) => { const out = []; let rest = BigInt(n); do { out.push(Number(rest & 127n) | (rest > 127n ? 128 : 0)); rest >>= 7n; } while (rest > 0n); return Buffer.from(out); };
    return Buffer.concat(Object.entries(o).flatMap(([k, v]) => list(v).map((one) => {
        if (typeof one === 'number') return Buffer.concat([varint(+k << 3), varint(one)]);
        const bytes = isObject(one) ? message(one) : Buffer.from(String(one), 'latin1');
        return Buffer.concat([varint((+k << 3) | 2), varint(bytes.length), bytes]);
    })));
}

const form = (o, prefix = '') => Object.entries(o).flatMap(([k, v]) => {
    const key = prefix ? `${prefix}[${k}]` : k;
    return isObject(v) ? [form(v, key)] : [`${encodeURIComponent(key)}=${encodeURIComponent(v)}`];
}).join('&');

const inverse = {
    parseQueryString: (v, step) => (/^res\./.test(step.input ?? '') && !/pd|data$/i.test(step.input) ? 'https://page.example/a?' : '') + form(v),
    parseJson: (v) => JSON.stringify(v),
    decodeBase64: (v) => Buffer.from(v, 'latin1').toString('base64'),
    decodeUrl: (v) => encodeURIComponent(v),
    decodeProtobuf: (v) => message(v).toString('latin1'),
    decodeJwt: (v) => `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(v)).toString('base64url')}.c2ln`,
    ensureArray: (v) => v,
    gunzip: (v) => gzipSync(Buffer.from(v, 'latin1')).toString('latin1'),
    split: (v, step) => v.join(step.options.separator),
};

const at = (o, path) => path.split('.').reduce((x, k) => x?.[k], o);
const remove = (o, path) => { const keys = path.split('.'); const last = keys.pop(); const owner = keys.reduce((x, k) => x?.[k], o); if (owner) delete owner[last]; };
const assign = (o, path, value) => { const keys = path.split('.'); const last = keys.pop(); keys.reduce((x, k) => child(x, k, () => ({})), o)[last] = value; };
// Each of several values to its own element.
const spread = (o, path, values) => path.includes('*') ? values.forEach((v, i) => assign(o, path.replace('*', i), v)) : assign(o, path, values);

// The variables before the first step, from what there must be after the last.
function undo(steps, vars) {
    for (const step of [...steps].reverse()) {
        const result = at(vars, step.output);
        if (result === undefined) continue;
        const from = step.mapInput ?? step.input;
        if (step.output !== from) remove(vars, step.output);
        if (step.function === 'getProperty') {
            const path = tokens(step.options.path);
            if (step.mapInput) list(result).forEach((v, i) => { child(child(vars, from, () => []), i, () => ({}))[path[0].key] = v; });
            else if (path.length === 0) typeof result === 'object' ? Object.assign(child(vars, from, () => ({})), result) : assign(vars, from, result);
            else {
                const owner = at(vars, from) ?? (assign(vars, from, {}), at(vars, from));
                const filter = path.findIndex((t) => t.filter);
                if (filter < 0) put(owner, path, () => result);
                else if (path[filter].filter[0].startsWith('@parent')) list(result).forEach((v, i) => owned(owner, path, filter, v, i));
                else numbered(owner, path, filter, list(result));
            }
        } else if (step.mapInput) spread(vars, from, list(result).map((v) => inverse[step.function](v, step)));
        else assign(vars, from, inverse[step.function](result, step));
    }
    return vars;
}

// $.LISTS.*.LIST[?(@parent.NAME === 'VALUE')].FIELD
function owned(root, path, filter, value, i) {
    const [, key, wanted] = /^@parent\.(\w+) ===? '(.*)'$/.exec(path[filter].filter[0]);
    const owners = child(root, path[0].key, () => []);
    const owner = owners.find((o) => o[key] === wanted) ?? owners.find((o) => !(key in o)) ?? owners[owners.push({}) - 1];
    owner[key] = wanted;
    child(child(owner, path[filter - 1].key, () => []), i, () => ({}))[path[filter + 1].key] = value;
}

// $.LIST[?(@[FIELD] === NUMBER)].LIST.*.FIELD, or without the inner list
function numbered(root, path, filter, values) {
    const [, key, number] = /^@\[(\d+)\] === (\d+)$/.exec(path[filter].filter[0]);
    // What stands there alone is asked for in a request of its own.
    if (!Array.isArray(root[path[0].key])) root[path[0].key] = [];
    const owners = root[path[0].key];
    const inner = path[filter + 1].key;
    const last = path[path.length - 1].key;
    if (path[filter + 2].any) owners.push({ [key]: +number, [inner]: values.map((v) => ({ [last]: v })) });
    else values.forEach((v) => owners.push({ [key]: +number, [inner]: { [last]: v } }));
}

let counter = 0;
function valueFor(data) {
    return (start = '') => {
        const n = (++counter).toString(36);
        if (data.onlyIf instanceof RegExp && data.onlyIf.source !== '\\/') return sample(data.onlyIf).replace(/[a-z0-9]$/, (c) => c + n);
        return `${start}v-${n}-${data.path.includes('/') || data.onlyIf ? 'a/b' : 'value'}`;
    };
}

function request(adapter, url, wanted) {
    const vars = { header: {}, cookie: {}, res: {} };
    for (const [, data] of wanted) {
        const path = tokens(data.path);
        if (path.length > 0) put(child(vars.res, data.context, () => (path[0].any ? [] : {})), path, valueFor(data));
    }
    undo(adapter.decodingSteps, vars);
    const match = adapter.match?.toString() ?? '';
    if (match.includes('format=json&')) vars.body = `format=json&${vars.body ?? ''}`;
    if (match.includes('!!r.content')) vars.body ??= 'a=b';
    if (match.includes('startsWith(\'{"') && !match.includes('!r.content')) vars.body ??= '{"a":1}';
    if (match.includes('path.includes("?")')) vars.query ??= 'a=b';
    const cookies = Object.entries(vars.cookie ?? {}).map(([k, v]) => ({ name: k, value: String(v) }));
    const headers = Object.entries(vars.header ?? {}).map(([k, v]) => ({ name: k, value: String(v) }));
    if (cookies.length) headers.push({ name: 'Cookie', value: cookies.map((c) => `${c.name}=${c.value}`).join('; ') });
    return {
        startedDateTime: '2026-01-02T03:04:05Z',
        request: {
            method: vars.body !== undefined || match.includes('POST') ? 'POST' : 'GET', url: url + (vars.query ? `?${vars.query}` : ''), httpVersion: 'HTTP/1.1', headers, cookies, queryString: [], headersSize: -1, bodySize: -1,
            ...(vars.body !== undefined ? { postData: { mimeType: 'application/octet-stream', text: vars.body } } : {}),
        },
        response: { status: 200, headers: [], cookies: [], content: { size: 0, mimeType: '' } },
        comment: `synthetic: ${name(adapter)}`,
    };
}

const har = (entries) => ({ log: { version: '1.2', creator: { name: 'trackhar.mjs', version: '1' }, comment: 'synthetic: invented requests, one or more for each adapter', entries } });
const results = async (h) => (await read(h)).map((r) => r?.map(({ adapter, property, context, path, value }) => ({ adapter, property, context, path, value })) ?? null);

// A request with all that an adapter looks for; then others for what could not stand in the same one.
async function synthetic() {
    const entries = [];
    const missed = [];
    for (const adapter of adapters) {
        const all = Object.entries(adapter.containedDataPaths).flatMap(([p, d]) => list(d).map((one) => [p, one]));
        const urls = adapter.endpointUrls.map((u) => (u instanceof RegExp ? sample(u) : u));
        let wanted = all;
        for (let round = 0; round < 8 && (wanted.length > 0 || round === 0); round++) {
            const made = (round === 0 ? urls : urls.slice(0, 1)).map((u) => request(adapter, u, wanted));
            const found = await results(har(made));
            const first = unhar(har(made)).map((r) => adapterForRequest(r)).findIndex((a) => a === adapter);
            entries.push(...made);
            if (first < 0) { missed.push({ adapter: name(adapter), path: 'no request reaches it' }); break; }
            const seen = new Set(found.flatMap((r) => (r ?? []).filter((v) => v.adapter === name(adapter))).map((f) => `${f.property} ${f.context} ${f.path}`));
            const left = wanted.filter(([p, d]) => !seen.has(`${p} ${d.context} ${d.path}`));
            if (left.length === wanted.length || round === 7) { missed.push(...left.map(([p, d]) => ({ adapter: name(adapter), property: p, context: d.context, path: d.path }))); break; }
            wanted = left;
        }
    }
    return [har(entries), missed];
}

const [mode, file, out] = process.argv.slice(2);
if (mode === 'adapters') console.log(JSON.stringify(exported(), null, 1));
else if (mode === 'read') writeFileSync(out, JSON.stringify({ results: await results(JSON.parse(readFileSync(file, 'utf8'))), missed: [] }));
else {
    const [made, missed] = await synthetic();
    writeFileSync(file, JSON.stringify(made, null, 1));
    writeFileSync(out, JSON.stringify({ results: await results(made), missed }));
}
