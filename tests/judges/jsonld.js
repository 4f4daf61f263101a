// jsonld.js SCHEMA FILE... - expands and flattens each file, makes RDF of it
// and compacts it, in safe mode and without a network; then asks ajv.
'use strict';
const fs = require('fs');
const {join} = require('path');
const modules = process.env.NODE_PATH;
const jsonld = require(join(modules, 'jsonld'));
const Ajv = require(join(modules, 'ajv/dist/2020'));

const [schema, ...files] = process.argv.slice(2);
const ajv = new Ajv({strict: false, allErrors: false});
const accepts = ajv.compile(JSON.parse(fs.readFileSync(schema, 'utf8')));
const options = {
    safe: true,
    documentLoader: (url) => { throw new Error('wants to load ' + url); },
};

async function judge(file) {
    const doc = JSON.parse(fs.readFileSync(file, 'utf8'));
    const expanded = await jsonld.expand(doc, options);
    await jsonld.flatten(expanded, null, options);
    const quads = await jsonld.toRDF(doc, options);
    await jsonld.compact(expanded, doc['@context'], options);
    if (quads.length === 0) throw new Error('no statements');
    if (!accepts(doc)) throw new Error('ajv: ' + ajv.errorsText(accepts.errors));
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
