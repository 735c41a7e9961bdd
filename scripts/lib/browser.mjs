import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runQuiet, Trouble } from './run.mjs';
import { step } from './step.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const BY_HAND =
  '浏览器测试需要 Chrome（或 Chromium）和中文字体。请安装后重试，例如 Debian/Ubuntu：' +
  'sudo apt-get install chromium fonts-noto-cjk；已装在别处时用环境变量 CHROME_PATH 指明程序位置。';

/** The path of a browser that can show Chinese, installing Debian's packages where that is possible. */
export async function ensureBrowser() {
  const missing = [...(findBrowser() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (missing.length > 0 && canInstall()) await step(`安装 ${missing.join('、')}`, () => install(missing));
  const browser = findBrowser();
  if (!browser) throw new Trouble(BY_HAND);
  if (!hasChineseFont()) console.log(`注意：没有找到中文字体，截图中的汉字会显示为方框。${BY_HAND}`);
  return browser;
}

function findBrowser() {
  const given = process.env.CHROME_PATH;
  if (given && !existsSync(given))
    throw new Trouble(`CHROME_PATH 指向的 ${given} 不存在。请改正，或去掉它以使用系统中的浏览器。`);
  if (given) return given;
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin'];
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...MAC_APPS];
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

function canInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

async function install(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runQuiet('apt-get', ['update', '-q'], {
    env,
    advice: `apt-get update 失败（以上是它的输出）。请检查网络。${BY_HAND}`,
  });
  const args = ['install', '-y', '-q', '--no-install-recommends', 'fontconfig', ...packages];
  await runQuiet('apt-get', args, { env, advice: `apt-get install 失败（以上是它的输出）。${BY_HAND}` });
}
