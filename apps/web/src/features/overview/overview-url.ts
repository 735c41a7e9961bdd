import { OVERVIEW_LINKS } from '@rectify/contract';
import type { CallReply } from '../../lib/call.ts';
import { useUrlState } from '../../lib/url-state.ts';

export type Overview = CallReply<'getOverview'>;
export type OverviewTable = Overview['units'];
export type OverviewRow = OverviewTable['rows'][number];
export type Figure = keyof typeof OVERVIEW_LINKS;

export const PLACES = ['programmeId', 'inspectionId', 'unitId'] as const;

/** What the overview is narrowed to, as it stands in the address. */
export const useOverviewUrl = () => useUrlState(PLACES);
export type OverviewUrl = ReturnType<typeof useOverviewUrl>;

/** The ledger's address for exactly the issues behind a figure. */
export const ledgerAddress = (filter: Record<string, string>, figure: Figure) =>
  `/app/issues?${new URLSearchParams({ ...filter, ...OVERVIEW_LINKS[figure] })}`;
