import { Button, Dropdown } from 'antd';
import { DISCLOSURES } from '@rectify/domain';
import type { Paragraph } from '../report-types.ts';
import { isAdded } from './paragraph-id.ts';

interface ToolActs {
  onFigure: () => void;
  onDisclose: () => void;
  onComments: () => void;
  onReset: () => void;
  onMove: (by: -1 | 1) => void;
  onAdd: (kind: 'text' | 'heading', level: number) => void;
  onRemove: () => void;
}

interface ParagraphToolsProps {
  paragraph: Paragraph;
  canEdit: boolean;
  commentCount: number;
  areCommentsOpen: boolean;
  isFirst: boolean;
  isLast: boolean;
  acts: ToolActs;
}

const HEADINGS = [
  { key: '1', label: '一级小标题（一、）' },
  { key: '2', label: '二级小标题（（一））' },
  { key: '3', label: '三级小标题（1.）' },
];

// The caret stays in the paragraph while a tool is pressed.
const keepFocus = (event: React.MouseEvent) => event.preventDefault();

function EditTools({ paragraph, isFirst, isLast, acts }: Omit<ParagraphToolsProps, 'canEdit' | 'commentCount'>) {
  return (
    <>
      <Button size="small" onMouseDown={keepFocus} onClick={acts.onFigure} title="在文字中输入 / 也可以">
        插入数字
      </Button>
      <Button size="small" onClick={acts.onDisclose}>
        公开范围：{DISCLOSURES[paragraph.disclosure]}
      </Button>
      <Button size="small" onClick={() => acts.onAdd('text', 0)}>
        下面加一段
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{ items: HEADINGS, onClick: ({ key }) => acts.onAdd('heading', Number(key)) }}
      >
        <Button size="small">加小标题</Button>
      </Dropdown>
      <Button size="small" disabled={isFirst} onClick={() => acts.onMove(-1)} title="Alt+↑">
        上移
      </Button>
      <Button size="small" disabled={isLast} onClick={() => acts.onMove(1)} title="Alt+↓">
        下移
      </Button>
      {paragraph.isEdited && !isAdded(paragraph.id) && (
        <Button size="small" onClick={acts.onReset}>
          恢复台账原文
        </Button>
      )}
      <Button size="small" onClick={acts.onRemove}>
        删除
      </Button>
    </>
  );
}

/** What can be done to the chosen paragraph. */
export function ParagraphTools(props: ParagraphToolsProps) {
  const { paragraph, canEdit, commentCount, areCommentsOpen, acts } = props;
  return (
    <div className="paragraph-tools" role="toolbar" aria-label="本段">
      {canEdit && <EditTools {...props} />}
      <Button size="small" aria-expanded={areCommentsOpen} onClick={acts.onComments}>
        批注{commentCount > 0 ? ` ${commentCount}` : ''}
      </Button>
      {!canEdit && paragraph.disclosure !== 'public' && (
        <span className="hint">公开范围：{DISCLOSURES[paragraph.disclosure]}</span>
      )}
    </div>
  );
}
