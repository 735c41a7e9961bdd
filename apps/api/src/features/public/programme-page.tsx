import { dayInShanghai } from '@rectify/domain';
import { renderPage, type FontSize, type Site } from '../../http/page.tsx';
import { rateOf, type PublicProgramme, type UnitRow } from './programme.ts';

type Sums = Pick<UnitRow, 'total' | 'completed' | 'staged' | 'unfinished'>;

function sumOf(units: readonly UnitRow[]): Sums {
  const sum = (pick: (unit: UnitRow) => number) => units.reduce((total, unit) => total + pick(unit), 0);
  return {
    total: sum(({ total }) => total),
    completed: sum(({ completed }) => completed),
    staged: sum(({ staged }) => staged),
    unfinished: sum(({ unfinished }) => unfinished),
  };
}

function Figures({ sums, units }: { sums: Sums; units: number }) {
  const figures = [
    ['公开的单位', `${units} 个`],
    ['反馈问题', `${sums.total} 项`],
    ['已完成整改', `${sums.completed} 项`],
    ['阶段性完成', `${sums.staged} 项`],
    ['正在整改', `${sums.unfinished} 项`],
    ['完成率', rateOf(sums)],
  ];
  return (
    <dl className="figures">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Cells({ row }: { row: Sums }) {
  return (
    <>
      <td>{row.total}</td>
      <td>{row.completed}</td>
      <td>{row.staged}</td>
      <td>{row.unfinished}</td>
      <td>{rateOf(row)}</td>
    </>
  );
}

function Table({ units, sums }: { units: readonly UnitRow[]; sums: Sums }) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="各单位整改情况">
      <table className="units">
        <thead>
          <tr>
            {['单位', '反馈问题', '已完成', '阶段性完成', '正在整改', '完成率', '发布日期'].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.slug}>
              <th scope="row">
                <a href={`/reports/${unit.slug}`}>{unit.unitName}</a>
                {unit.kind === 'stage' && '（阶段成效）'}
              </th>
              <Cells row={unit} />
              <td>{dayInShanghai(unit.publishedAt)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <Cells row={sums} />
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** A whole programme: totals across its units and how they compare, from published reports alone. */
export function renderProgramme({ id, name, units, overall }: PublicProgramme, site: Site, fontSize: FontSize): string {
  const sums = sumOf(units);
  const head = {
    title: `${name}整改情况`,
    description: `${name}：${units.length} 个单位公开整改情况，反馈问题 ${sums.total} 项，已完成 ${sums.completed} 项。`,
    meta: { ColumnName: '整改通报', ColumnType: '巡察整改', Keywords: [name, '巡察整改', site.name].join(',') },
    canonical: `/programmes/${id}`,
    ogType: 'website' as const,
    fontSize,
  };
  return renderPage(
    head,
    <div className="programme">
      <h1 className="home-title">{name}整改情况</h1>
      <p className="lead">按各单位已公开的整改通报汇总，各单位以最近公开的一份为准，不含尚未公开的单位。</p>
      {overall.length > 0 && (
        <ul className="latest">
          {overall.map(({ slug, title, publishedAt }) => (
            <li key={slug}>
              <a href={`/reports/${slug}`}>{title}</a> <time>{dayInShanghai(publishedAt)}</time>
            </li>
          ))}
        </ul>
      )}
      {units.length > 0 && (
        <>
          <Figures sums={sums} units={units.length} />
          <Table units={units} sums={sums} />
        </>
      )}
      <p>
        <a href={`/?programme=${id}`}>这一轮次的全部通报</a>
      </p>
    </div>,
    site,
  );
}
