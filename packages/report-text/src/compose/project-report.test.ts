import { DISCLOSURE_CODES, WITHHOLD_GROUND_CODES } from '@rectify/domain';
import type { Disclosure, WithholdGround } from '@rectify/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalText, compareAudiences, composeDraft, projectReport, unknownFigures } from '../index.ts';
import type { ComposeIssue, DraftParagraph, FigureFact, ReportContent, ReportFacts } from '../index.ts';
import { inputOf } from './testing/ledgers.ts';

interface Setting {
  disclosure: Disclosure;
  ground: WithholdGround | null;
  /** Of the texts of the issue: problem, measure, outcome. */
  texts: Disclosure[];
  category: number;
}

const canary = (kind: string, at: number) => `暗语${kind}${at}号`;

function ledger(settings: readonly Setting[]): ComposeIssue[] {
  return settings.map(({ disclosure, ground, category }, at) => ({
    id: `i${at}`,
    number: at + 1,
    title: canary('题', at),
    text: `${canary('题', at)}。${canary('文', at)}。`,
    kind: 'problem',
    categoryPath: [{ id: `c${category}`, title: `（${'一二三'[category]}）${canary('类', category)}方面` }],
    disclosure,
    ground,
    state: (['completed', 'staged', 'unfinished'] as const)[at % 3] ?? 'unfinished',
    outcomeStatement: canary('效', at),
    measures: [{ id: `m${at}`, ordinal: 1, text: canary('措', at), isDone: true, progress: null }],
  }));
}

/** A draft in which single texts were narrowed further, or left wider than their issue by mistake. */
function draftOf(settings: readonly Setting[], issues: readonly ComposeIssue[]): DraftParagraph[] {
  const narrowed = composeDraft(inputOf(issues, { nonZeroFigures: ['issues_total', 'systems_established'] })).map(
    (each) => {
      const texts = settings[Number(each.issueId?.slice(1))]?.texts;
      const disclosure = texts?.[{ issue: 0, measure: 1, outcome: 2 }[each.kind as string] ?? 3];
      return disclosure === undefined ? each : { ...each, disclosure, ground: null };
    },
  );
  const stray = {
    ...(narrowed[0] as DraftParagraph),
    id: 'stray',
    kind: 'text' as const,
    issueId: 'nobody',
    text: '暗语无主',
  };
  return [...narrowed, stray];
}

function factsOf(issues: readonly ComposeIssue[]): ReportFacts {
  const figure = (key: FigureFact['code'], share: (at: number) => number): FigureFact => ({
    key,
    code: key,
    label: key,
    text: String(issues.reduce((sum, _, at) => sum + share(at), 0)),
    unit: '项',
    items: issues.map(({ id, title }, at) => ({
      issueId: id,
      name: title,
      share: `${share(at)} 项`,
      amount: share(at),
    })),
  });
  const { unitName, regionName, programmeName, groupName, feedbackOn, contact } = inputOf([]);
  return {
    ...{ kind: 'final', title: '通报', unitName, regionName, programmeName, groupName, feedbackOn, contact },
    issues: issues.map(({ id, number, title, disclosure, ground, state }) => ({
      id,
      number,
      name: title,
      disclosure,
      ground,
      state,
    })),
    figures: [figure('issues_total', () => 1), figure('systems_established', (at) => at + 2)],
  };
}

const disclosures = fc.constantFrom(...DISCLOSURE_CODES);
const settings = fc.array(
  fc.record({
    disclosure: disclosures,
    ground: fc.option(fc.constantFrom(...WITHHOLD_GROUND_CODES), { nil: null }),
    texts: fc.array(disclosures, { minLength: 3, maxLength: 3 }),
    category: fc.nat({ max: 2 }),
  }),
  { maxLength: 9 },
);
const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
const allows = (audience: ReportContent['audience'], ...levels: (Disclosure | undefined)[]) =>
  levels.every((level) => level === 'public' || (level === 'party' && audience === 'party'));

describe('a report for one audience', { timeout: 60_000 }, () => {
  it.each(['public', 'party'] as const)(
    '%s: holds no word that goes further than it may, and its totals add up',
    (audience) => {
      fc.assert(
        fc.property(settings, (all) => {
          const issues = ledger(all);
          const content = projectReport(draftOf(all, issues), factsOf(issues), audience);
          const everything = `${JSON.stringify(content)}${canonicalText(content, null)}`;
          for (const [at, { disclosure, texts }] of all.entries()) {
            const [problem, measure, outcome] = texts;
            const isShown = allows(audience, disclosure, problem);
            expect(everything.includes(canary('文', at))).toBe(isShown);
            expect(everything.includes(canary('题', at))).toBe(isShown);
            expect(everything.includes(canary('措', at))).toBe(isShown && allows(audience, measure));
            const hasOutcome = at % 3 !== 2;
            expect(everything.includes(canary('效', at))).toBe(hasOutcome && isShown && allows(audience, outcome));
          }
          for (const category of [0, 1, 2]) {
            const inside = all.filter((each) => each.category === category);
            const isNamed = inside.some((each) => allows(audience, each.disclosure, each.texts[0]));
            expect(everything.includes(canary('类', category))).toBe(isNamed);
          }
          expect(everything).not.toContain('暗语无主');
          const { totals, hiddenIssues, figures } = content;
          expect(totals.shown + sum(hiddenIssues)).toBe(totals.total);
          expect(totals.completed + totals.staged + totals.unfinished).toBe(totals.total);
          for (const { items, hidden, text } of figures) {
            const shown = items.reduce((total, { share }) => total + Number.parseInt(share ?? '1', 10), 0);
            expect(shown + Number.parseInt(hidden ?? '0', 10)).toBe(Number(text));
          }
        }),
        { numRuns: 400 },
      );
    },
  );

  it('shows the public nothing that the party does not read, and says why', () => {
    fc.assert(
      fc.property(settings, (all) => {
        const issues = ledger(all);
        for (const row of compareAudiences(draftOf(all, issues), factsOf(issues))) {
          if (row.public !== null) expect(row.party).toBe(row.public);
          expect(row.reason === null).toBe(row.public !== null);
        }
      }),
      { numRuns: 200 },
    );
  });

  const withheld: Setting = {
    disclosure: 'withheld',
    ground: 'open_case',
    texts: ['public', 'public', 'public'],
    category: 0,
  };
  const party: Setting = { ...withheld, disclosure: 'party', ground: null, category: 1 };
  const open: Setting = {
    ...withheld,
    disclosure: 'public',
    ground: null,
    texts: ['public', 'withheld', 'party'],
    category: 1,
  };

  it('counts what is left out by its reason', () => {
    const all = [withheld, party, open];
    const issues = ledger(all).map((issue) => ({ ...issue, state: 'completed' as const }));
    const forPublic = projectReport(draftOf(all, issues), factsOf(issues), 'public');
    expect(forPublic.hiddenIssues).toEqual([
      { ground: 'open_case', count: 1 },
      { ground: 'party', count: 1 },
    ]);
    expect(forPublic.hiddenTexts).toEqual([
      { ground: 'other_sensitive', count: 1 },
      { ground: 'party', count: 1 },
    ]);
    expect(forPublic.figures.map(({ key, items, hidden }) => [key, items.map(({ name }) => name), hidden])).toEqual([
      ['issues_total', ['暗语题2号'], '2 项'],
      ['systems_established', ['暗语题2号'], '5 项'],
    ]);
    const forParty = projectReport(draftOf(all, issues), factsOf(issues), 'party');
    expect(forParty.hiddenIssues).toEqual([{ ground: 'open_case', count: 1 }]);
    expect(forParty.hiddenTexts).toEqual([{ ground: 'other_sensitive', count: 1 }]);
  });

  it('counts an issue that the draft does not speak of, and names figures that nobody knows', () => {
    const issues = ledger([open]);
    const draft = draftOf([open], issues).filter(({ kind }) => kind !== 'issue');
    const facts = factsOf(issues);
    expect(projectReport(draft, facts, 'public').hiddenIssues).toEqual([{ ground: 'unlisted', count: 1 }]);
    expect(unknownFigures(draft, { figures: [] })).toEqual(['issues_total', 'systems_established']);
    expect(unknownFigures(draft, facts)).toEqual([]);
  });

  it('drops the heading of issues that are all left out, even where other words stand below it', () => {
    const issues = ledger([withheld]);
    const draft = draftOf([withheld], issues);
    const at = draft.findIndex(({ id }) => id === 'heading:c0');
    const free = { ...(draft[at] as DraftParagraph), id: 'free', kind: 'text' as const, text: '说明文字' };
    const { paragraphs } = projectReport(draft.toSpliced(at + 1, 0, free), factsOf(issues), 'public');
    const texts = paragraphs.flatMap(({ runs }) => runs.filter((run) => typeof run === 'string'));
    expect(texts).toContain('说明文字');
    expect(texts.join('')).not.toContain(canary('类', 0));
  });

  it('tells no way of contact that stands in a paragraph which is left out', () => {
    const issues = ledger([open]);
    const contact = { phone: '0999-88886666', address: '云州市清溪路1号', postcode: '266000', email: null };
    const draft = composeDraft({ ...inputOf(issues), contact }).map((each) =>
      each.kind === 'contact' && each.text.includes('0999') ? { ...each, disclosure: 'withheld' as const } : each,
    );
    const content = projectReport(draft, { ...factsOf(issues), contact }, 'public');
    expect(JSON.stringify(content)).not.toContain('0999-88886666');
    expect(content.contact).toEqual({ ...contact, phone: null });
    const changed = { ...contact, phone: '0999-77776666' };
    expect(projectReport(draft, { ...factsOf(issues), contact: changed }, 'public').contact.phone).toBeNull();
  });

  it('holds no invisible character, whatever the ledger and the draft hold', () => {
    const issues = ledger([{ disclosure: 'public', ground: null, texts: [], category: 0 }]);
    const into = <Value>(value: Value) =>
      JSON.parse(JSON.stringify(value).replaceAll(/暗|市|党/gu, '$&\u202e\u200b')) as Value;
    const draft = draftOf([], issues);
    const facts = factsOf(issues);
    const content = projectReport(into(draft), into(facts), 'public');
    expect(content).toEqual(projectReport(draft, facts, 'public'));
    expect(JSON.stringify(content)).not.toMatch(/\p{Cf}/u);
  });

  it('resolves figures into runs that point to what they count', () => {
    const issues = ledger([open]);
    const { paragraphs, figures } = projectReport(draftOf([open], issues), factsOf(issues), 'public');
    const runs = paragraphs.flatMap((each) => each.runs).filter((run) => typeof run !== 'string');
    expect(runs).toContainEqual({ figure: 'issues_total', text: '1' });
    const anchor = figures[0]?.items[0]?.paragraphId;
    expect(paragraphs.find(({ id }) => id === anchor)).toMatchObject({ kind: 'issue', number: 1, state: '已完成整改' });
  });
});
