import type { ReactNode } from 'react';
import { lineCode } from '@rectify/documents';
import type { Edition, ReportLine, Run } from '@rectify/report-text';
import { groupLines, type Block } from './report-blocks.ts';

// Everything inside the article is a line of the report and is verified as one; nothing else may hold text there.

type Notes = ReadonlyMap<string, string>;

function Words({ runs, notes }: { runs: readonly Run[]; notes: Notes }) {
  return runs.map((run, index) => {
    if (typeof run === 'string') return run;
    const note = notes.get(run.figure);
    // A button opens a popover without any script; where the figure counts nothing shown, it is words.
    return note ? (
      <button key={`${index}-${run.figure}`} type="button" className="figure" popoverTarget={note}>
        {run.text}
      </button>
    ) : (
      run.text
    );
  });
}

/** A title breaks before 关于, never inside it. */
function Phrases({ text }: { text: string }) {
  return text.split(/(?=关于)/u).map((phrase, index) => <span key={`${index}-${phrase}`}>{phrase}</span>);
}

type Tag = 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'p' | 'li' | 'span' | 'caption';

function Line({ as: As, line, notes, className }: { as: Tag; line: ReportLine; notes: Notes; className?: string }) {
  return (
    <As data-line={line.id} id={line.anchor ?? undefined} className={className}>
      {line.kind === 'title' ? <Phrases text={line.text} /> : <Words runs={line.runs} notes={notes} />}
    </As>
  );
}

const CLASS_OF: Partial<Record<ReportLine['kind'], string>> = {
  text: 'paragraph',
  totals: 'totals',
  hidden: 'hidden-issues',
  state: 'state',
  measure: 'paragraph',
  outcome: 'paragraph outcome',
  contact: 'contact-row',
  signatory: 'signatory',
  date: 'signatory',
};

function UnitRows({ rows, title }: { rows: readonly ReportLine[]; title: ReportLine | null }) {
  const [head, ...body] = rows;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="各单位整改情况">
      <table className="units">
        {title && (
          <caption data-line={title.id} id={title.anchor ?? undefined}>
            {title.text}
          </caption>
        )}
        <thead>{head && <UnitRow line={head} isHead />}</thead>
        <tbody>
          {body.map((line) => (
            <UnitRow key={line.id} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function UnitRow({ line, isHead = false }: { line: ReportLine; isHead?: boolean }) {
  return (
    <tr data-line={line.id} id={line.anchor ?? undefined}>
      {(line.cells ?? [line.text]).map((cell, index) =>
        isHead || index === 0 ? (
          <th key={`${index}-${cell}`} scope={isHead ? 'col' : 'row'}>
            {cell}
          </th>
        ) : (
          <td key={`${index}-${cell}`}>{cell}</td>
        ),
      )}
    </tr>
  );
}

function Note({ note, items, notes }: { note: ReportLine; items: readonly ReportLine[]; notes: Notes }) {
  const id = note.anchor ?? undefined;
  return (
    <aside className="note" id={id} popover="auto" aria-labelledby={id && `${id}-title`}>
      {/* No text: whatever stands in the article is a line of the report. */}
      <button type="button" className="close" popoverTarget={id} popoverTargetAction="hide" aria-label="关闭" />
      <p className="note-title" id={id && `${id}-title`} data-line={note.id}>
        <Words runs={note.runs} notes={notes} />
      </p>
      {items.length > 0 && (
        <ul>
          {items.map((item) => (
            <li key={item.id} data-line={item.id} id={item.anchor ?? undefined}>
              {item.target ? <a href={`#${item.target}`}>{item.text}</a> : item.text}
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

const headingTag = (depth: number) => `h${depth}` as Tag;

function BlockView({ block, notes }: { block: Block; notes: Notes }): ReactNode {
  switch (block.kind) {
    case 'head':
      return (
        <header className="report-head">
          {block.title && <Line as="h1" line={block.title} notes={notes} />}
          <ul className="facts">
            {block.facts.map((line) => (
              <Line key={line.id} as="li" line={line} notes={notes} />
            ))}
          </ul>
        </header>
      );
    case 'heading':
      return <Line as={headingTag(block.depth)} line={block.line} notes={notes} className={block.className} />;
    case 'line':
      return <Line as="p" line={block.line} notes={notes} className={CLASS_OF[block.line.kind] ?? 'paragraph'} />;
    case 'units':
      return <UnitRows rows={block.rows} title={block.title} />;
    case 'note':
      return <Note note={block.note} items={block.items} notes={notes} />;
  }
}

interface ArticleProps {
  lines: readonly ReportLine[];
  edition: Edition | null;
  /** Anchor of a figure's note by the figure's key. */
  notes: Notes;
  digest: string | null;
}

/** A report as its lines, marked so that a saved page can be verified. */
export function ReportArticle({ lines, edition, notes, digest }: ArticleProps) {
  return (
    <article
      className="report"
      data-slug={edition?.slug}
      data-version={edition?.version}
      data-published-at={edition?.publishedAt}
      data-digest={digest ?? undefined}
      data-lines={edition ? lines.map(({ text }) => lineCode(text)).join(' ') : undefined}
    >
      {groupLines(lines).map((block) => (
        <BlockView key={block.id} block={block} notes={notes} />
      ))}
    </article>
  );
}
