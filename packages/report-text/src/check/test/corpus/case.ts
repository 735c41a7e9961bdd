import type { CheckCode, LedgerFacts } from '../../types.ts';

/** A small invented text with exactly what is wrong in it; each truth names words on the line that is to be found. */
export interface CorpusCase {
  name: string;
  text: string;
  ledger?: LedgerFacts;
  /** Whether notes (提示) that are no truth are left out of the count: only errors and warnings ask anything of the reader. */
  isWithoutNotes?: boolean;
  truth: readonly (readonly [CheckCode, string])[];
}

interface Around {
  overview?: string;
  onSite?: string;
  feedback?: string;
  signed?: string;
  next?: string;
  contact?: string;
}

/** Puts issues into the usual frame of a report, so that the texts show only what they are about. */
export function report(issues: string, around: Around = {}): string {
  const {
    overview = '区水务局党组召开专题会议3次，研究巡察整改工作。',
    onSite = '2024年3月6日至4月19日',
    feedback = '5月16日',
    signed = '2024年9月20日',
    next,
    contact,
  } = around;
  return [
    '中共云州市海岳区水务局党组关于巡察整改情况的通报',
    `${onSite}，区委第二巡察组对区水务局党组开展了常规巡察，${feedback}反馈了巡察意见。现将整改情况公布如下：`,
    '一、整改工作组织情况',
    overview,
    '二、反馈问题整改落实情况',
    issues,
    ...(next === undefined ? [] : ['三、下一步工作安排', next]),
    ...(contact === undefined ? [] : [contact]),
    '中共云州市海岳区水务局党组',
    signed,
    '',
  ].join('\n');
}

/** The facts of a ledger that agrees with nothing in particular; each text changes what it is about. */
export function ledgerOf(changes: Partial<LedgerFacts>): LedgerFacts {
  return {
    feedbackOn: '2024-05-16',
    signedOn: '2024-09-20',
    issuesTotal: 2,
    issuesCompleted: 2,
    issuesStaged: 0,
    issuesUnfinished: 0,
    measuresTotal: 4,
    measuresDone: 4,
    systemsEstablished: 3,
    moneyCents: 0,
    peopleHandled: 0,
    trainingsHeld: 0,
    completionRateBasisPoints: 10_000,
    issueNumbers: [1, 2],
    hiddenNumbers: [],
    ...changes,
  };
}
