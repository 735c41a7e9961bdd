import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Deps } from '../context.ts';
import { Fault } from './errors.ts';
import { refuse } from './guarded-server.tsx';
import { networkOf } from './network.ts';
import { addressOf } from './public-request.ts';
import { createRate, type RateDeps } from './rate.ts';

/** Files of the program, many to a page and kept by every browser. */
const UNCOUNTED = '/app/assets/';

/** Counts every request of an address, and answers by itself where they are too many. */
export function addressGate(
  deps: RateDeps & Pick<Deps, 'settings'>,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { RATE_ADDRESS, TRUST_PROXY } = deps.settings;
  const demand = createRate(deps, 'address', RATE_ADDRESS);
  return (request, response) => {
    if (request.url?.startsWith(UNCOUNTED)) return false;
    try {
      demand(networkOf(addressOf(request, TRUST_PROXY)));
      return false;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      refuse(request, response, deps.settings, error);
      return true;
    }
  };
}
