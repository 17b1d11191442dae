// node workflow_commands.js FILE: writes the workflow commands for a JSON list of annotations as
// GitHub's own toolkit writes them. Each is {level, message, properties}.
'use strict';
const fs = require('fs');
const path = require('path');
const core = path.join(__dirname, '../../../third_party/node_modules/@actions/core');
const annotations = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const write = require(core);
for (const {level, message, properties} of annotations) write[level](message, properties);
