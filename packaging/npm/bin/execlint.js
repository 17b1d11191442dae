#!/usr/bin/env node
// Starts the program for this platform, with the same arguments, input, output and exit status.
"use strict";

const { spawnSync } = require("node:child_process");
const { existsSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const programs = join(__dirname, "..", "programs");
const platform = `${process.platform}-${process.arch}`;
const program = join(programs, platform, "execlint");

if (!existsSync(program)) {
  const others = readdirSync(programs).join(", ");
  console.error(`execlint: this npm package has no program for ${platform}, only for ${others}`);
  process.exit(2);
}
const result = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (result.error) {
  console.error(`execlint: ${program} could not be started: ${result.error.message}`);
  process.exit(2);
}
if (result.signal) process.kill(process.pid, result.signal);
process.exitCode = result.status;
