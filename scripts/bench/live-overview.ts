/** The figures of the overview without anything kept: counted from the issues and measures themselves. */
export const LIVE_OVERVIEW_SQL = `
  SELECT n.programme_id, i.lead_unit_id,
    count(*) FILTER (WHERE i.status = 'draft') AS draft, count(*) FILTER (WHERE i.status = 'issued') AS issued,
    count(*) FILTER (WHERE i.status = 'planning') AS planning, count(*) FILTER (WHERE i.status = 'rectifying') AS rectifying,
    count(*) FILTER (WHERE i.status = 'closing') AS closing,
    count(*) FILTER (WHERE i.status = 'closed' AND i.closure_result IS DISTINCT FROM 'staged') AS completed,
    count(*) FILTER (WHERE i.status = 'closed' AND i.closure_result = 'staged') AS staged,
    count(*) FILTER (WHERE i.status = 'withdrawn') AS withdrawn,
    count(*) FILTER (WHERE o.is_open AND i.due_on < current_date) AS red,
    count(*) FILTER (WHERE o.is_open AND i.due_on BETWEEN current_date AND current_date + p.orange_days) AS orange,
    count(*) FILTER (WHERE o.is_open AND i.due_on > current_date + p.orange_days
      AND i.due_on <= current_date + p.yellow_days) AS yellow,
    count(*) FILTER (WHERE o.is_open AND i.due_on > current_date + p.yellow_days) AS green,
    count(*) FILTER (WHERE o.is_open AND i.due_on IS NULL) AS undated,
    sum(m.measures) FILTER (WHERE i.status <> 'withdrawn') AS measures, sum(m.done) FILTER (WHERE i.status <> 'withdrawn') AS done
  FROM issue i
  JOIN inspection n ON n.id = i.inspection_id
  JOIN programme p ON p.id = n.programme_id
  CROSS JOIN LATERAL (SELECT i.status IN ('issued', 'planning', 'rectifying', 'closing') AS is_open) o
  LEFT JOIN (SELECT issue_id, count(*) AS measures, count(*) FILTER (WHERE status = 'done') AS done FROM measure GROUP BY 1) m
    ON m.issue_id = i.id
  GROUP BY GROUPING SETS ((n.programme_id), (i.lead_unit_id), ())`;
