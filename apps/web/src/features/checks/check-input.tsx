import { CHECK_FILE_LIMIT, CHECK_TEXT_LIMIT } from '@rectify/contract';
import { Alert, Button, Upload } from 'antd';
import { useState, type ClipboardEvent, type DragEvent } from 'react';
import { formatBytes, formatNumber } from '../../lib/format.ts';

export type Source = { kind: 'text'; text: string; isHtml: boolean } | { kind: 'file'; file: File };

interface CheckInputProps {
  text: string;
  onText: (text: string) => void;
  isChecking: boolean;
  onCheck: (source: Source) => void;
}

function faultOf(file: File): string | null {
  if (!/\.(txt|text|md|docx|html?)$/i.test(file.name)) {
    return `“${file.name}”不能直接检查。请选 txt、docx 或 html 文件；旧的 doc、wps 文件请另存为 docx，或全选复制后粘贴。`;
  }
  if (file.size > CHECK_FILE_LIMIT)
    return `“${file.name}”有 ${formatBytes(file.size)}，超过上限 ${formatBytes(CHECK_FILE_LIMIT)}。`;
  return file.size === 0 ? `“${file.name}”是空的。` : null;
}

/** Takes what is to be checked: pasted, typed, chosen or dropped. */
export function CheckInput({ text, onText, isChecking, onCheck }: CheckInputProps) {
  const [fault, setFault] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const [html, setHtml] = useState<{ html: string; text: string } | null>(null);

  const takeFile = (file: File | undefined) => {
    if (!file) return;
    const found = faultOf(file);
    setFault(found);
    if (found === null) onCheck({ kind: 'file', file });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    takeFile(event.dataTransfer.files[0]);
  };
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const plain = event.clipboardData.getData('text/plain');
    if (plain.length > CHECK_TEXT_LIMIT) {
      event.preventDefault();
      setFault('文字太长，最多 200 万字，没有粘贴，请分成几段检查。');
      return;
    }
    setFault(null);
    if (text.trim() !== '' || plain === '') return;
    // A web page's own lines are better than those that the clipboard made of them.
    const page = event.clipboardData.getData('text/html');
    setHtml(page !== '' && page.length <= CHECK_TEXT_LIMIT ? { html: page, text: plain } : null);
    event.preventDefault();
    onText(plain);
  };
  const check = () => {
    const isPage = html !== null && html.text === text;
    onCheck({ kind: 'text', text: isPage ? html.html : text, isHtml: isPage });
  };

  return (
    <div
      className={isOver ? 'check-input is-over' : 'check-input'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {fault && <Alert type="warning" showIcon role="alert" title={fault} />}
      <textarea
        aria-label="要检查的文字"
        value={text}
        spellCheck={false}
        placeholder={'把通报全文粘贴到这里，\n也可以把 txt、docx、html 文件拖进来。'}
        onChange={(event) => onText(event.target.value)}
        onPaste={paste}
      />
      <div className="check-input-foot">
        <Button type="primary" disabled={text.trim() === ''} loading={isChecking} onClick={check}>
          开始检查
        </Button>
        <Upload
          accept=".txt,.docx,.html,.htm"
          showUploadList={false}
          beforeUpload={(file) => {
            takeFile(file);
            return false;
          }}
        >
          <Button disabled={isChecking}>选择文件</Button>
        </Upload>
        <span className="hint">
          {text === ''
            ? `文件不超过 ${formatBytes(CHECK_FILE_LIMIT)}，文字不超过 200 万字。检查后不留存。不得上传涉密内容。`
            : `共 ${formatNumber(text.length)} 字`}
        </span>
      </div>
    </div>
  );
}
