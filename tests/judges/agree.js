// agree.js FOLDER - TEI and JSON-LD of one document say the same: ids, elements,
// the attributes that both have, and every character that is not white space.
'use strict';
const fs = require('fs');
const {join} = require('path');

const folder = process.argv[2];
// Where TEI lets an element not stand, it is one of these with a type.
const standIns = new Set(['ab', 'seg', 'q', 'quote', 'salute', 'name']);
const common = ['type', 'subtype', 'when', 'n', 'source', 'next', 'prev', 'corresp', 'who',
    'unit', 'from', 'rend', 'place', 'xml:lang'];
const entities = {lt: '<', gt: '>', amp: '&', quot: '"', apos: "'"};

const plain = (s) => s.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (all, e) =>
    e[0] !== '#' ? entities[e] || all
        : String.fromCodePoint(e[1] === 'x' ? parseInt(e.slice(2), 16) : parseInt(e.slice(1), 10)));

// The elements with an id in <text>, and its characters.
function readTei(file) {
    const all = fs.readFileSync(file, 'utf8');
    const text = all.slice(all.search(/<text[ >]/) + 1); // not <text> itself
    const nodes = new Map();
    for (const [, name, attributes] of text.matchAll(/<([A-Za-z]+)((?:\s+[\w:]+="[^"]*")*)\s*\/?>/g)) {
        const node = {name};
        for (const [, key, value] of attributes.matchAll(/([\w:]+)="([^"]*)"/g)) node[key] = plain(value);
        if (node['xml:id']) nodes.set('#' + node['xml:id'], node);
    }
    return {nodes, text: plain(('<' + text).replace(/<[^>]*>/g, '')), holes: /<g[ >]/.test(text)};
}

function readLd(file) {
    const doc = JSON.parse(fs.readFileSync(file, 'utf8'));
    const nodes = new Map();
    for (const n of [...doc.hasPart, ...doc.subjectOf[1].items])
        if (n['@id'] && !/^#x\d+$/.test(n['@id'])) nodes.set(n['@id'], n);
    return {nodes, text: doc.encoding[0].text};
}

function* differences(tei, ld) {
    for (const id of ld.nodes.keys())
        if (!tei.nodes.has(id)) yield `${id} is not in the TEI`;
    for (const [id, t] of tei.nodes) {
        const n = ld.nodes.get(id);
        if (!n) {
            yield `${id} is not in the JSON-LD`;
            continue;
        }
        const name = n.teiElement.slice(4);
        if (name !== t.name && !standIns.has(t.name)) yield `${id} is <${t.name}> in the TEI, ${name} in the JSON-LD`;
        if (name !== t.name) continue;
        for (const key of common) {
            const value = (n.teiAttributes || {})[key];
            if (t[key] !== undefined && value !== undefined && t[key] !== value)
                yield `${id}/@${key} is "${t[key]}" in the TEI, "${value}" in the JSON-LD`;
        }
    }
    const bare = (s) => s.replace(/[\s\u200B\u0085]/g, '');
    if (!tei.holes && bare(tei.text) !== bare(ld.text)) yield 'the characters differ';
}

let bad = 0, files = 0;
for (const file of fs.readdirSync(folder).filter((f) => f.endsWith('.jsonld'))) {
    const tei = join(folder, file.replace(/jsonld$/, 'xml'));
    if (!fs.existsSync(tei)) continue;
    files++;
    const found = [...differences(readTei(tei), readLd(join(folder, file)))];
    if (found.length) bad++;
    for (const what of found.slice(0, 5)) console.log(`${tei}: ${what}`);
}
console.log(bad || !files ? `FAIL judge agreement of TEI and JSON-LD: ${bad} of ${files} files differ`
                          : `ok   judge agreement of TEI and JSON-LD on ${files} files`);
process.exit(bad || !files ? 1 : 0);
