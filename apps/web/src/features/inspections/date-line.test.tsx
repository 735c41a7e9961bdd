import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { DateLine } from './date-line.tsx';

it('tells the day of publication as it was in Shanghai', () => {
  const none = { onSiteFrom: null, onSiteTo: null, feedbackOn: null, planDueOn: null, rectifyDueOn: null };
  const page = renderToStaticMarkup(<DateLine {...none} publishedAt="2026-11-22T19:10:00Z" today="2026-11-23" />);
  expect(page).toContain('11月23日');
  expect(page).not.toContain('11月22日');
});
