import type { RuleProfile } from '@rectify/domain';
import type { Cast, Plot } from '../plot.ts';

/** Shorter and with fewer levels than a round: it was about windows and counters. */
export const CAMPAIGN_PROFILE: RuleProfile = {
  planDays: 10,
  planDayKind: 'natural',
  rectificationMonths: 2,
  planLevels: ['unit_leader'],
  closureLevels: ['unit_leader', 'office'],
  yellowDays: 14,
  orangeDays: 5,
  reportCadence: 'weekly',
  reportWeekday: 5,
};

export const CAMPAIGN_CAST: Cast = {
  liaison: 'liaison-zj',
  leader: 'leader-zj',
  group: ['group3'],
  sections: {
    ck: { leader: '副局长 龚玉成', department: '政务窗口科', owners: ['任可心', '马千里'] },
    fc: { leader: '副局长 龚玉成', department: '房产管理科', owners: ['胡半夏', '葛云飞'] },
    gc: { leader: '总工程师 汤文渊', department: '建设工程科', owners: ['彭大江', '葛云飞'] },
  },
  planLevels: CAMPAIGN_PROFILE.planLevels,
  closureLevels: CAMPAIGN_PROFILE.closureLevels,
  feedback: -200,
  planned: -194,
  due: -139,
};

const closed = (asked: number): Plot => ({ closure: [{ asked, pass: 2 }] });

export const CAMPAIGN_PLOTS: Readonly<Record<number, Plot>> = {
  ...{ 1: closed(-171), 2: closed(-164), 4: closed(-164), 5: closed(-171) },
  3: {
    closure: [
      {
        asked: -164,
        pass: 0,
        returned: '联合勘验规程请附施行日期和覆盖项目名单。',
        amended: '已补充规程印发件和17个项目名单。',
      },
      { asked: -150, pass: 2 },
    ],
  },
  6: closed(-157),
  7: {
    ...closed(-150),
    nature: 'long_term',
    staged: { goal: '连续四次筛查没有熟人优先排号', review: 40 },
  },
  8: {
    ...closed(-147),
    nature: 'long_term',
    staged: { goal: '连续三个季度抽查无重复列支', review: -3 },
  },
};
