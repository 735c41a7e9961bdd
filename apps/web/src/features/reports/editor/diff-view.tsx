import { DISCLOSURES, FIGURES, type FigureCode } from '@rectify/domain';
import { segmentsOf } from './figure-text.ts';
import { KIND_WORDS } from './paragraph-words.ts';
import type { DiffPiece, DiffRow } from './revision-diff.ts';

function named(text: string): string {
  return segmentsOf(text)
    .map((segment) => {
      if (typeof segment === 'string') return segment;
      const code = segment.figure.split('@')[0] ?? '';
      return `〔${code in FIGURES ? FIGURES[code as FigureCode].label : segment.figure}〕`;
    })
    .join('');
}

/** Words with what was struck out and put in: underlined or struck through, and said aloud, not by colour alone. */
export function DiffText({ pieces }: { pieces: readonly DiffPiece[] }) {
  return (
    <>
      {pieces.map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{named(text)}</span>;
        const Tag = kind === 'added' ? 'ins' : 'del';
        return (
          <Tag key={index}>
            <span className="visually-hidden">{kind === 'added' ? '［增］' : '［删］'}</span>
            {named(text)}
          </Tag>
        );
      })}
    </>
  );
}

const CHANGES = { added: '新增', removed: '删除', changed: '改动', moved: '移动' } as const;

interface DiffViewProps {
  rows: readonly DiffRow[];
  onJump?: ((paragraphId: string) => void) | undefined;
}

/** What changed, paragraph by paragraph. */
export function DiffView({ rows, onJump }: DiffViewProps) {
  if (rows.length === 0) return <p className="hint">文字没有不同。</p>;
  return (
    <ol className="diff-rows">
      {rows.map(({ paragraphId, kind, paragraph, pieces, disclosure }) => (
        <li key={paragraphId} className={`diff-row diff-${kind}`}>
          <p className="diff-head">
            <b>{CHANGES[kind]}</b>
            <span className="hint">
              {KIND_WORDS[paragraph.kind]}
              {disclosure && ` · 公开范围由“${DISCLOSURES[disclosure.from]}”改为“${DISCLOSURES[disclosure.to]}”`}
            </span>
            {onJump && kind !== 'removed' && (
              <button type="button" className="text-button" onClick={() => onJump(paragraphId)}>
                到这一段
              </button>
            )}
          </p>
          <p className="diff-text">
            <DiffText pieces={pieces} />
          </p>
        </li>
      ))}
    </ol>
  );
}
