// jsonld.js SCHEMA FILE... - asks ajv whether each file follows the schema, and
// jsonld.js, in safe mode and without a network, to expand and flatten it, to
// make RDF of it and to compact it back with nothing lost.
'use strict';
const fs = require('fs');
const {join} = require('path');
const modules = process.env.NODE_PATH;
const jsonld = require(join(modules, 'jsonld'));
const Ajv = require(join(modules, 'ajv/dist/2020'));

const [schema, ...files] = process.argv.slice(2);
const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
});
const accepts = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
const options = {
    safe: true,
    documentLoader: (url) => { throw new Error('wants to load ' + url); },
};

// The properties and types of an expanded document, counted.
function names(x, seen = new Map()) {
    const add = (name) => seen.set(name, (seen.get(name) || 0) + 1);
    if (Array.isArray(x)) {
        x.forEach((y) => names(y, seen));
    } else if (x && typeof x === 'object' && x['@type'] !== '@json') {
        for (const key of Object.keys(x)) {
            if (key === '@type') [].concat(x[key]).forEach(add);
            else if (!key.startsWith('@')) add(key);
            names(x[key], seen);
        }
    }
    return seen;
}

// Each must be in a namespace that the context declares.
function check_names(seen, context) {
    const spaces = Object.values(context)
        .filter((v) => typeof v === 'string' && /[#/]$/.test(v));
    for (const name of seen.keys())
        if (!spaces.some((s) => name.startsWith(s)))
            throw new Error('of no vocabulary: ' + name);
}

async function judge(file) {
    const doc = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (!accepts(doc)) throw new Error('ajv: ' + ajv.errorsText(accepts.errors));
    const expanded = await jsonld.expand(doc, options);
    const seen = names(expanded);
    check_names(seen, doc['@context']);
    await jsonld.flatten(expanded, null, options);
    const quads = await jsonld.toRDF(doc, options);
    if (quads.length < seen.size) throw new Error('too few statements');
    const back = await jsonld.compact(expanded, doc['@context'], options);
    const again = names(await jsonld.expand(back, options));
    for (const [name, n] of seen)
        if (again.get(name) !== n) throw new Error('compacting loses ' + name);
}

(async () => {
    let bad = 0;
    for (const file of files) {
        try {
            await judge(file);
        } catch (e) {
            console.log(`${file}: ${e.message} ${JSON.stringify(e.details || '').slice(0, 300)}`);
            bad++;
        }
    }
    console.log(bad ? `FAIL judge jsonld.js and ajv: ${bad} of ${files.length} files`
                    : `ok   judge jsonld.js and ajv on ${files.length} files`);
    process.exit(bad ? 1 : 0);
})();
