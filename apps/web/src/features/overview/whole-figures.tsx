import { ISSUE_STATUSES, LIGHTS } from '@rectify/domain';
import { formatNumber } from '../../lib/format.ts';
import { Bar, FigureLink, Share } from './figure-link.tsx';
import type { Figure, Overview } from './overview-url.ts';

export const STATE_LABELS = {
  draft: ISSUE_STATUSES.draft,
  issued: ISSUE_STATUSES.issued,
  planning: ISSUE_STATUSES.planning,
  rectifying: ISSUE_STATUSES.rectifying,
  closing: ISSUE_STATUSES.closing,
  completed: ISSUE_STATUSES.closed,
  staged: '阶段性完成',
} as const satisfies Partial<Record<Figure, string>>;

export const LIGHT_LABELS = {
  red: `${LIGHTS.red} · 逾期`,
  orange: `${LIGHTS.orange} · 临近`,
  yellow: `${LIGHTS.yellow} · 将到期`,
  green: `${LIGHTS.green} · 正常`,
} as const satisfies Partial<Record<Figure, string>>;

interface WholeProps {
  figures: Overview['whole'];
  filter: Record<string, string>;
}

interface LinesProps extends WholeProps {
  title: string;
  labels: Partial<Record<Figure, string>>;
  whole: number;
}

function Lines({ title, labels, whole, figures, filter }: LinesProps) {
  return (
    <section className="overview-block" aria-label={title}>
      <h2>{title}</h2>
      <dl>
        {(Object.entries(labels) as [Figure, string][]).map(([figure, label]) => (
          <div key={figure} className={`figure-line figure-${figure}`}>
            <dt>{label}</dt>
            <dd>
              <FigureLink figure={figure} figures={figures} filter={filter} />
            </dd>
            <Bar part={figures[figure]} whole={whole} />
          </div>
        ))}
      </dl>
    </section>
  );
}

/** How the whole stands: by state, by light, and how much is done. */
export function WholeFigures({ figures, filter }: WholeProps) {
  const { total, completed, staged, measures, measuresDone, withdrawn, undated } = figures;
  const running = figures.red + figures.orange + figures.yellow + figures.green + undated;
  const lights = undated > 0 ? { ...LIGHT_LABELS, undated: '未设时限' } : LIGHT_LABELS;
  return (
    <div className="overview-whole">
      <section className="overview-block" aria-label="总数">
        <h2>总数</h2>
        <dl>
          <div className="figure-line figure-total">
            <dt>问题</dt>
            <dd>
              <FigureLink figure="total" figures={figures} filter={filter} />
            </dd>
          </div>
          <div className="figure-line">
            <dt>销号率</dt>
            <dd>
              <Share part={completed} half={staged} whole={total} />
            </dd>
          </div>
          <div className="figure-line">
            <dt>措施完成</dt>
            <dd>
              {formatNumber(measuresDone)} / {formatNumber(measures)}
              <Bar part={measuresDone} whole={measures} />
            </dd>
          </div>
          {withdrawn > 0 && (
            <div className="figure-line">
              <dt>已撤销（不计入总数）</dt>
              <dd>
                <FigureLink figure="withdrawn" figures={figures} filter={filter} />
              </dd>
            </div>
          )}
        </dl>
      </section>
      <Lines title="状态" labels={STATE_LABELS} whole={total} figures={figures} filter={filter} />
      <Lines title="灯（已下发、未完成的）" labels={lights} whole={running} figures={figures} filter={filter} />
    </div>
  );
}
