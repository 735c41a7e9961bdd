import type { Gap } from './issue-types.ts';

const PLACES: Readonly<Record<string, string>> = {
  no_measures: 'measures',
  no_evidence: 'evidence',
  evidence_rejected: 'evidence',
  no_outcome_statement: 'outcome',
  no_stage_goal: 'outcome',
  no_review_date: 'outcome',
  request_pending: 'requests',
};

/** The id of the element where a gap is to be filled; null when it is nowhere on this page. */
function placeOf(gap: Gap): string | null {
  return gap.measureId ? `measure-${gap.measureId}` : (PLACES[gap.code] ?? null);
}

/** Brings a place of the page into view and the focus to it. */
export function goTo(id: string): void {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'start' });
  element?.focus({ preventScroll: true });
}

/** All that is missing, each leading to the place where it is filled in. */
export function GapList({ gaps }: { gaps: readonly Gap[] }) {
  return (
    <ol className="gaps">
      {gaps.map((gap, index) => {
        const place = placeOf(gap);
        return (
          <li key={index}>
            {place ? (
              <a
                href={`#${place}`}
                onClick={(event) => {
                  event.preventDefault();
                  goTo(place);
                }}
              >
                {gap.message}
              </a>
            ) : (
              gap.message
            )}
          </li>
        );
      })}
    </ol>
  );
}
