// node validate.js SCHEMA FILE: prints what is wrong with a JSON file by a JSON schema (draft 4 or 7).
'use strict';
const fs = require('fs');
const path = require('path');
const modules = path.join(__dirname, '../../../third_party/node_modules');
const Ajv = require(path.join(modules, 'ajv'));

const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const ajv = new Ajv({allErrors: true, schemaId: 'auto'});
ajv.addMetaSchema(read(path.join(modules, 'ajv/lib/refs/json-schema-draft-04.json')));
const validate = ajv.compile(read(process.argv[2]));
if (!validate(read(process.argv[3]))) {
  for (const error of validate.errors) {
    console.log(`${error.dataPath || '/'}: ${error.message} ${JSON.stringify(error.params)}`);
  }
  process.exit(1);
}
