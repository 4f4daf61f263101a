// ajv.js SCHEMA FILE... - judges the files with ajv, as ajv-cli does.
const fs = require('fs')
const Ajv = require('ajv/dist/2020')
const [schema, ...files] = process.argv.slice(2)
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false })
const judge = ajv.compile(JSON.parse(fs.readFileSync(schema)))
const bad = files.filter(f => !judge(JSON.parse(fs.readFileSync(f))))
console.log(`${files.length} files, ${bad.length} invalid`)
process.exit(bad.length ? 1 : 0)
