// npm start: makes the clone ready and runs the server in this very process, so that a signal to it, even one
// that cannot be caught, reaches the server itself and leaves nothing behind on the port.
import { pathToFileURL } from 'node:url';
import { whenNpmIsGone } from './lib/parent.mjs';
import { checkAddress } from './lib/port.mjs';
import { at } from './lib/root.mjs';
import { main } from './lib/run.mjs';
import { checkNode } from './lib/versions.mjs';
import { prepare } from './prepare.mjs';

await main(async () => {
  checkNode();
  const port = Number(process.env.PORT || 3000);
  // Anything that is no port is told together with the other settings, by the server.
  const isPort = Number.isInteger(port) && port > 0 && port < 65_536;
  if (isPort) await checkAddress(process.env.HOST || '127.0.0.1', port);
  await prepare();
  const askToStop = () => process.kill(process.pid, 'SIGTERM');
  process.on('SIGHUP', askToStop);
  whenNpmIsGone(askToStop);
  process.setSourceMapsEnabled(true);
  process.chdir(at());
  await import(pathToFileURL(at('apps/api/dist/main.js')).href);
});
