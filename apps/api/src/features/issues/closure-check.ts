import { canReadField, closureCheck } from '@rectify/domain';
import type { Operation } from '../../http/route.ts';
import { Fault } from '../../http/errors.ts';
import { readIssueCase } from './load.ts';

/** 销号质检: what a reviewer should look at; it advises, people decide. */
export const getClosureCheck: Operation<'getClosureCheck'> = async (ctx, { params }) => {
  const { row, facts } = await readIssueCase(ctx.db, ctx.actor, params.id);
  if (!canReadField(ctx.actor, 'closureCheck'))
    throw new Fault('forbidden', '销号质检供审核人参考，您的角色不参与审核。');
  const shas = row.evidence.map((file) => file.sha256);
  const others = await ctx.db.evidence.findMany({
    where: { sha256: { in: shas }, issueId: { not: row.id } },
    select: { sha256: true, issue: { select: { number: true, title: true } } },
    take: 200,
  });
  const findings = closureCheck({
    feedbackOn: facts.feedbackOn,
    outcomeStatement: row.outcomeStatement,
    measures: row.measures.map((measure) => ({
      text: measure.text,
      progress: measure.progress.map((entry) => entry.text),
    })),
    evidence: row.evidence.map((file) => ({
      fileName: file.fileName,
      datedOn: file.datedOn,
      sha256: file.sha256,
      otherIssueNumbers: others
        .filter((other) => other.sha256 === file.sha256)
        .map(({ issue }) => (issue.number === null ? issue.title.slice(0, 12) : String(issue.number))),
    })),
  });
  return { findings: findings.map((finding) => ({ ...finding, quote: finding.quote ?? null })) };
};
