import { readFileSync } from 'node:fs';

const INTERVAL_MS = 500;

/** Calls back once when the npm that started this process is gone: killed outright, it can pass no signal on. */
export function whenNpmIsGone(callback) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = findNpm(process.ppid);
  if (npm <= 1) return;
  const timer = setInterval(() => {
    if (isAlive(npm)) return;
    clearInterval(timer);
    callback();
  }, INTERVAL_MS);
  timer.unref();
}

/** Between npm and us there may be a shell. */
function findNpm(parent) {
  try {
    const command = readFileSync(`/proc/${parent}/cmdline`, 'utf8').split('\0');
    if (!/(^|\/)(sh|dash|bash|ash|zsh)$/.test(command[0])) return parent;
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${parent}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return parent;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !/^State:\s*Z/m.test(readStatus(pid));
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readStatus(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
