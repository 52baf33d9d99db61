#!/usr/bin/env node
// Runs the program that npm installed for this machine, with the same arguments, streams and exit status.
"use strict";

const { spawn } = require("node:child_process");

const machine = `${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "helpdex.exe" : "helpdex";

let program;
try {
  program = require.resolve(`@helpdex/${machine}/bin/${file}`);
} catch {
  console.error(
    `error: there is no helpdex for ${machine} here. If npm ran with --omit=optional, install again without it; ` +
      "else build helpdex from its source",
  );
  process.exit(3);
}

const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
// Whoever ends this process means the program.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
const forward = (signal) => child.kill(signal);
for (const signal of signals) process.on(signal, forward);

child.on("error", (fault) => {
  console.error(`error: ${program} does not start: ${fault.message}`);
  process.exit(3);
});
child.on("exit", (status, signal) => {
  for (const each of signals) process.off(each, forward);
  if (signal) process.kill(process.pid, signal);
  else process.exit(status);
});
