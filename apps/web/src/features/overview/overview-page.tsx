import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router-dom';
import { formatDay } from '../../lib/format.ts';
import { queryOf } from '../../lib/query.ts';
import { AsyncState, EmptyState } from '../../ui/async-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { FiguresTable } from './figures-table.tsx';
import { OverviewFilters } from './overview-filters.tsx';
import { PLACES, useOverviewUrl, type Overview } from './overview-url.ts';
import { WholeFigures } from './whole-figures.tsx';
import './overview.css';

function Tables({ overview, isOneInspection }: { overview: Overview; isOneInspection: boolean }) {
  const { programmes, inspections, units, categories } = overview;
  return (
    <>
      {programmes && <FiguresTable title="按轮次" of="轮次" table={programmes} />}
      {inspections && <FiguresTable title="按巡察" of="被巡察单位" table={inspections} />}
      <FiguresTable title="按单位" of="牵头单位" table={units} />
      {categories && (
        <FiguresTable
          title={isOneInspection ? '按分类' : '按分类（各次巡察的最上一级）'}
          of="分类"
          table={categories}
        />
      )}
      {!categories && <p className="hint">点选一个轮次或一次巡察，可看到其中每次巡察和每个分类的数字。</p>}
    </>
  );
}

/** 概览: how everything stands that the reader may see, each figure a link to what it counts. */
export function OverviewPage() {
  const url = useOverviewUrl();
  const place = Object.fromEntries(PLACES.flatMap((name) => (url.values[name] ? [[name, url.values[name]]] : [])));
  const query = useQuery({ ...queryOf('getOverview', { query: place }), placeholderData: keepPreviousData });
  const today = query.data?.today;
  return (
    <section className="page overview">
      <PageHead
        title="概览"
        note={today && `截至 ${formatDay(today)}，只含您可以看到的问题。点数字看相应的问题。`}
        actions={
          <Button className="no-print" onClick={() => window.print()}>
            打印
          </Button>
        }
      />
      <OverviewFilters url={url} />
      <AsyncState query={query} rows={10}>
        {(overview) =>
          overview.whole.total + overview.whole.withdrawn === 0 ? (
            <EmptyState title={Object.keys(place).length > 0 ? '所选范围内没有问题' : '还没有问题可以统计'}>
              {Object.keys(place).length > 0 ? (
                <Link to="/app/overview">看全部</Link>
              ) : (
                '下发问题后，数字会出现在这里。'
              )}
            </EmptyState>
          ) : (
            <div className={query.isPlaceholderData ? 'travelling' : undefined}>
              <WholeFigures figures={overview.whole} filter={place} />
              <Tables overview={overview} isOneInspection={place['inspectionId'] !== undefined} />
            </div>
          )
        }
      </AsyncState>
    </section>
  );
}
