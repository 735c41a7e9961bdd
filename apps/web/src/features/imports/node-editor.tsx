import { Button, Input, InputNumber } from 'antd';
import { useId, useRef, useState } from 'react';
import { previousIssue, type DraftEdit } from './edit-draft.ts';
import type { DraftIssue, DraftMeasure, ImportDraft } from './import-draft.ts';
import { readCategoryKey, type OutlineRow } from './import-outline.ts';

type OnEdit = (edit: DraftEdit) => void;

/** Corrects the chosen node; a change is taken when the field is left, so that one undo takes back one change. */
export function NodeEditor({ row, draft, onEdit }: { row: OutlineRow; draft: ImportDraft; onEdit: OnEdit }) {
  const category = readCategoryKey(row.key);
  if (category) return <CategoryEditor title={row.text} category={category} onEdit={onEdit} />;
  const issue = draft.find(({ key }) => key === row.key);
  if (issue) return <IssueEditor issue={issue} draft={draft} onEdit={onEdit} />;
  const owner = draft.find(({ measures }) => measures.some(({ key }) => key === row.key));
  const measure = owner?.measures.find(({ key }) => key === row.key);
  return owner && measure ? <MeasureEditor measure={measure} owner={owner} onEdit={onEdit} /> : null;
}

function CategoryEditor({
  title,
  category,
  onEdit,
}: {
  title: string;
  category: { level: number; firstIssueKey: string };
  onEdit: OnEdit;
}) {
  const [value, setValue] = useState(title);
  const take = () => value !== title && onEdit({ kind: 'renameCategory', ...category, title: value });
  return (
    <div className="node-editor">
      <label>
        分类标题（清空即取消这一级，其下问题归入上一级）
        <Input
          value={value}
          maxLength={300}
          onChange={(event) => setValue(event.target.value)}
          onBlur={take}
          onPressEnter={take}
        />
      </label>
    </div>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onTake: (text: string) => void;
  onSplit: (at: number) => void;
  splitLabel: string;
}

/** A text that can be cut in two where the cursor stands. */
function SplittableText({ label, value, onTake, onSplit, splitLabel }: TextFieldProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [isAsking, setAsking] = useState(false);
  const cursor = useRef(0);
  const id = useId();
  if (seen !== value) {
    setSeen(value);
    setText(value);
  }
  const split = () => {
    const at = cursor.current;
    if (text.slice(0, at).trim() === '' || text.slice(at).trim() === '') setAsking(true);
    else onSplit(at);
  };
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        id={id}
        value={text}
        autoSize={{ minRows: 2, maxRows: 10 }}
        maxLength={8000}
        onChange={(event) => setText(event.target.value)}
        onSelect={(event) => {
          cursor.current = event.currentTarget.selectionStart;
        }}
        onBlur={() => text !== value && onTake(text)}
      />
      <Button size="small" className="split-button" onClick={split}>
        {splitLabel}
      </Button>
      {isAsking && (
        <span role="status" className="hint">
          请先在文字中点一下要断开的地方，再点拆分。
        </span>
      )}
    </div>
  );
}

function DropButton({ node, onEdit }: { node: { key: string; isDropped: boolean }; onEdit: OnEdit }) {
  return (
    <Button size="small" onClick={() => onEdit({ kind: 'setDropped', key: node.key, isDropped: !node.isDropped })}>
      {node.isDropped ? '恢复导入' : '不导入'}
    </Button>
  );
}

function IssueEditor({ issue, draft, onEdit }: { issue: DraftIssue; draft: ImportDraft; onEdit: OnEdit }) {
  const { key } = issue;
  const [title, setTitle] = useState(issue.title);
  const [number, setNumber] = useState(issue.number);
  const [seen, setSeen] = useState(issue);
  if (seen !== issue) {
    setSeen(issue);
    setTitle(issue.title);
    setNumber(issue.number);
  }
  const takeNumber = () => number !== issue.number && onEdit({ kind: 'setIssue', key, change: { number } });
  const takeTitle = () =>
    title !== issue.title && title.trim() !== '' && onEdit({ kind: 'setIssue', key, change: { title: title.trim() } });
  const hasPrevious = previousIssue(draft, key) !== undefined;
  return (
    <div className="node-editor">
      <div className="node-fields">
        <label className="node-number">
          序号
          <InputNumber
            value={number}
            min={1}
            max={9999}
            precision={0}
            controls={false}
            className="full-width"
            onChange={setNumber}
            onBlur={takeNumber}
            onPressEnter={takeNumber}
          />
        </label>
        <label className="node-title">
          问题标题
          <Input
            value={title}
            maxLength={200}
            status={title.trim() === '' ? 'error' : ''}
            onChange={(event) => setTitle(event.target.value)}
            onBlur={takeTitle}
            onPressEnter={takeTitle}
          />
        </label>
      </div>
      <SplittableText
        label="问题原文"
        value={issue.text}
        splitLabel="在光标处拆成两个问题"
        onTake={(text) => text.trim() !== '' && onEdit({ kind: 'setIssue', key, change: { text } })}
        onSplit={(at) => onEdit({ kind: 'split', key, at })}
      />
      {issue.progress.map((paragraph) => (
        <p key={paragraph} className="hint">
          写入整改成效说明：{paragraph}
        </p>
      ))}
      <div className="button-row">
        <Button
          size="small"
          disabled={number === null}
          onClick={() => number !== null && onEdit({ kind: 'renumberFrom', key, number })}
        >
          由此往后顺排序号
        </Button>
        <Button size="small" disabled={!hasPrevious} onClick={() => onEdit({ kind: 'mergeWithPrevious', key })}>
          并入上一个问题
        </Button>
        <Button size="small" disabled={!hasPrevious} onClick={() => onEdit({ kind: 'issueToMeasure', key })}>
          改作上一个问题的措施
        </Button>
        <DropButton node={issue} onEdit={onEdit} />
      </div>
    </div>
  );
}

function MeasureEditor({ measure, owner, onEdit }: { measure: DraftMeasure; owner: DraftIssue; onEdit: OnEdit }) {
  const { key } = measure;
  const isFirst = owner.measures[0]?.key === key;
  return (
    <div className="node-editor">
      <SplittableText
        label="整改措施"
        value={measure.text}
        splitLabel="在光标处拆成两条"
        onTake={(text) => text.trim() !== '' && onEdit({ kind: 'setMeasure', key, text })}
        onSplit={(at) => onEdit({ kind: 'split', key, at })}
      />
      <div className="button-row">
        <Button size="small" onClick={() => onEdit({ kind: 'mergeWithPrevious', key })}>
          {isFirst ? '并入问题原文' : '与上一条合并'}
        </Button>
        <Button size="small" onClick={() => onEdit({ kind: 'measureToIssue', key })}>
          由此另立一个问题
        </Button>
        <DropButton node={measure} onEdit={onEdit} />
      </div>
    </div>
  );
}
