import { spawn } from 'node:child_process';
import { root } from './root.mjs';

const running = new Set();

/** A failure that was foreseen: its message says in Chinese what to do; `details` is what the command printed. */
export class Trouble extends Error {
  constructor(message, details = '') {
    super(message);
    this.details = details;
  }
}

/** Runs a command quietly and returns what it printed; throws Trouble with all of it when it fails. */
export async function runQuiet(command, args, { env = {}, cwd = root, advice = '', onStart = () => {} } = {}) {
  const pieces = [];
  const child = start(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  onStart(child);
  child.stdout.on('data', (piece) => pieces.push(piece));
  child.stderr.on('data', (piece) => pieces.push(piece));
  const code = await ended(child);
  const output = Buffer.concat(pieces).toString('utf8');
  if (code !== 0) throw new Trouble(advice, output);
  return output;
}

/** Runs a command whose output the user sees as it comes; returns its exit code. */
export async function runVisible(command, args, { env = {}, cwd = root } = {}) {
  return ended(start(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' }));
}

/** Starts a child that is ended together with this process. */
export function start(command, args, options) {
  const child = spawn(command, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

function ended(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code, signal) => resolve(signal ? 128 : code));
  });
}

/** Passes the wish to stop on to every child and leaves after them; returns a function that takes this back. */
export function stopChildrenOnSignal() {
  const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  const handlers = Object.entries(exitCodes).map(([signal, code]) => {
    const handler = () => leaveAfterChildren(signal, code);
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => handlers.forEach((undo) => undo());
}

function leaveAfterChildren(signal, code) {
  // Ctrl-C in a terminal reaches the children by itself; a second one would make test runners skip tidying up.
  const haveHeard = signal === 'SIGINT' && process.stdin.isTTY;
  if (!haveHeard) for (const child of running) child.kill(signal);
  setInterval(() => {
    if (running.size === 0) process.exit(code);
  }, 50);
}

/** Runs the main function of a command; a foreseen trouble is told without a stack. */
export async function main(work) {
  try {
    const code = await work();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    if (error instanceof Trouble || error?.name === 'DatabaseFault') {
      if (error.details) console.error(`\n${error.details.trim()}`);
      console.error(`\n${error.message}`);
    } else console.error(error);
    process.exit(1);
  }
}
