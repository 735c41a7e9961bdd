import { Trouble } from './run.mjs';

/** Refuses a Node.js too old for the parts that the project is built from. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const isFit = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (isFit) return;
  throw new Trouble(
    `需要 Node.js 20.19 以上（或 22.12 以上），当前是 ${version}。请从 https://nodejs.org 安装较新的版本后重试。`,
  );
}
