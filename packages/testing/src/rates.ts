/** Settings under which everything is counted and no limit reached: tests and loads ask more of one address than people do. */
export const BEYOND_RATES = { RATE_ACCOUNT: '10000000', RATE_ADDRESS: '10000000' } as const;
