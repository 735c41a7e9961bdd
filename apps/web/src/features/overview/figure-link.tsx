import { Link } from 'react-router-dom';
import { formatNumber, formatShare } from '../../lib/format.ts';
import { ledgerAddress, type Figure, type Overview } from './overview-url.ts';

interface FigureLinkProps {
  figure: Figure;
  figures: Overview['whole'];
  filter: Record<string, string>;
}

/** A figure that leads to the issues that it counts; nothing to open where it is zero. */
export function FigureLink({ figure, figures, filter }: FigureLinkProps) {
  const count = figures[figure];
  if (count === 0) return <span className="zero">0</span>;
  return <Link to={ledgerAddress(filter, figure)}>{formatNumber(count)}</Link>;
}

/** A thin bar: the part in full colour, what is nearly done in a lighter one. Drawn without styles in the page. */
export function Bar({ part, half = 0, whole }: { part: number; half?: number; whole: number }) {
  const width = (count: number) => (whole === 0 ? 0 : (count / whole) * 100);
  return (
    <svg className="thin-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
      <rect className="bar-ground" width="100" height="4" />
      <rect className="bar-part" width={width(part)} height="4" />
      <rect className="bar-half" x={width(part)} width={width(half)} height="4" />
    </svg>
  );
}

/** A share in words, and as a bar under them. */
export function Share({ part, half = 0, whole }: { part: number; half?: number; whole: number }) {
  return (
    <>
      {formatShare(part, whole)}
      <Bar part={part} half={half} whole={whole} />
    </>
  );
}
