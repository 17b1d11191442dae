#!/usr/bin/env node
// Writes tests/lint/iam/evaluation_corpus.jsonl: generated policies and requests, and what another
// implementation of IAM's evaluation answers. The tests replay the file; this script is needed only
// to make it anew.
//
//   cd "$(mktemp -d)" && npm install --ignore-scripts @cloud-copilot/iam-simulate@0.1.173
//   node .../oracle/iam/make_corpus.mjs "$PWD" 500 1 > .../tests/lint/iam/evaluation_corpus.jsonl
//
// Arguments: the folder that holds node_modules, the number of cases, the seed.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [, , folder, count = '500', seed = '1'] = process.argv;
const require = createRequire(join(folder, 'package.json'));
const { runSimulation } = require('@cloud-copilot/iam-simulate');

// mulberry32: the same cases from the same seed everywhere.
let state = Number(seed);
function random(n) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
}
const pick = (list) => list[random(list.length)];
const some = (list, most) => Array.from({ length: 1 + random(most) }, () => pick(list));
const oneOrMany = (list, most) => {
  const chosen = some(list, most);
  return chosen.length === 1 && random(2) ? chosen[0] : chosen;
};

const REQUESTS = [
  ['ecs:ExecuteCommand', 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod-web'],
  ['ecs:ExecuteCommand', 'arn:aws:ecs:eu-west-1:111122223333:task/prod-web/0123abcd'],
  ['ssmmessages:OpenDataChannel', '*'],
  ['ssmmessages:CreateControlChannel', '*'],
  ['s3:GetObject', 'arn:aws:s3:::logs/2026/app.log'],
  ['iam:PassRole', 'arn:aws:iam::111122223333:role/service/web-task'],
];
// Not `*:*`, which the other implementation takes for no action.
const ACTION_PATTERNS = ['*', 'ecs:*', 'ecs:Exec*', 'ECS:executecommand', 'ecs:ExecuteCommand', 'ecs:Execute?ommand', 'ecs:Describe*',
  'ssmmessages:*', 'ssmmessages:Open*', 'ssmmessages:CreateControlChannel', 'SSMMessages:opendatachannel', 's3:*', 's3:Get*', 's3:GetObject',
  's3:???Object', 'iam:*', 'iam:PassRole', 'ssm:*'];
// An ARN of fewer parts; in NotResource the other implementation takes it for one that always matches.
const SHORT = 'arn:aws:ecs:*';
const RESOURCE_PATTERNS = ['*', SHORT, 'arn:aws:ecs:*:*:*', 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod-*',
  'arn:aws:ecs:eu-west-1:*:task/prod-web/*', 'arn:aws:ecs:us-east-1:*:*', 'arn:aws:ecs:*:*:cluster/*', 'arn:aws:s3:::logs/*', 'arn:aws:s3:::logs',
  'arn:aws:s3:::*/app.log', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::*:role/web-task', 'arn:aws:iam::*:role/service/web-????',
  'arn:aws:ecs:eu-west-1:111122223333:CLUSTER/prod-web'];
const CONTEXT = {
  'aws:PrincipalTag/team': ['web', 'data', 'Web'],
  'aws:RequestedRegion': ['eu-west-1', 'us-east-1'],
  'aws:MultiFactorAuthPresent': ['true', 'false'],
  'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/web', 'arn:aws:iam::111122223333:role/ops/admin'],
  'aws:MultiFactorAuthAge': ['10', '3600'],
};
const MANY = { 'aws:TagKeys': ['team', 'env', 'cost'] };
const TESTS = [
  ['aws:PrincipalTag/team', ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
    ['web', 'data', 'w*', '?eb', '*', 'WEB']],
  ['aws:RequestedRegion', ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'], ['eu-west-1', 'us-*', 'eu-*', 'us-east-1']],
  ['aws:MultiFactorAuthPresent', ['Bool'], ['true', 'false']],
  ['aws:PrincipalArn', ['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals', 'StringLike'],
    ['arn:aws:iam::111122223333:role/web', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/ops/*', 'arn:aws:iam::444455556666:*', 'arn:aws:*:*:role/web']],
  ['aws:MultiFactorAuthAge', ['NumericLessThan', 'NumericGreaterThan', 'NumericEquals', 'NumericNotEquals', 'NumericLessThanEquals', 'NumericGreaterThanEquals'],
    ['10', '300', '3600']],
];

function condition() {
  const result = {};
  for (let i = random(2); i >= 0; i--) {
    if (random(7) === 0) {
      const key = pick([...TESTS.map(([name]) => name), 'aws:TagKeys']);
      (result.Null ??= {})[key] = pick(['true', 'false']);
    } else if (random(5) === 0) {
      const operator = pick(['ForAllValues:', 'ForAnyValue:']) + pick(['StringEquals', 'StringLike']);
      (result[operator] ??= {})['aws:TagKeys'] = oneOrMany(['team', 'env', 'cost', 't*'], 3);
    } else {
      const [key, operators, values] = pick(TESTS);
      const operator = pick(operators) + (random(4) === 0 ? 'IfExists' : '');
      (result[operator] ??= {})[random(4) ? key : key.toUpperCase()] = oneOrMany(values, 2);
    }
  }
  return result;
}

function statement(deny) {
  const made = { Effect: random(4) < deny ? 'Deny' : 'Allow' };
  made[random(6) ? 'Action' : 'NotAction'] = oneOrMany(ACTION_PATTERNS, 3);
  if (random(8)) {
    made.Resource = oneOrMany(RESOURCE_PATTERNS, 3);
  } else {
    made.NotResource = oneOrMany(RESOURCE_PATTERNS.filter((one) => one !== SHORT), 3);
  }
  if (random(2)) made.Condition = condition();
  return made;
}

function policy(deny) {
  const statements = Array.from({ length: 1 + random(3) }, () => statement(deny));
  return { Version: '2012-10-17', Statement: statements.length === 1 && random(2) ? statements[0] : statements };
}

function request() {
  const [action, resource] = pick(REQUESTS);
  const context = {};
  for (const [key, values] of Object.entries(CONTEXT)) if (random(3)) context[key] = pick(values);
  for (const [key, values] of Object.entries(MANY)) if (random(2)) context[key] = [...new Set(some(values, 3))];
  return { action, resource, context };
}

async function answer({ policies, boundary, action, resource, context }) {
  const result = await runSimulation({
    request: {
      principal: 'arn:aws:iam::111122223333:role/web',
      action,
      resource: { resource, accountId: '111122223333' },
      contextVariables: context,
    },
    identityPolicies: policies.map((one, i) => ({ name: `p${i}`, policy: one })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(boundary ? { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] } : {}),
  }, {});
  if (result.resultType !== 'single') throw new Error(JSON.stringify(result));
  return result.overallResult;
}

// Random policies mostly say no, so those are thinned out to half.
const wanted = Number(count);
const seen = { Allowed: 0, ExplicitlyDenied: 0, ImplicitlyDenied: 0 };
for (let made = 0; made < wanted;) {
  const one = {
    policies: Array.from({ length: 1 + random(2) }, () => policy(1)),
    boundary: random(4) ? null : policy(1),
    ...request(),
  };
  one.answer = await answer(one);
  const share = { Allowed: 0.4, ExplicitlyDenied: 0.25, ImplicitlyDenied: 0.35 }[one.answer];
  if (seen[one.answer] >= share * wanted) continue;
  seen[one.answer]++;
  made++;
  console.log(JSON.stringify(one));
}
console.error(seen);
