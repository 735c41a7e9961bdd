import { REPORT_TEXT_LIMIT } from '@rectify/contract';
import { Alert, Button, Upload } from 'antd';
import { useState, type DragEvent } from 'react';
import { formatNumber } from '../../lib/format.ts';
import { decodeText } from '../../lib/decode-text.ts';

interface TextInputProps {
  text: string;
  fault: string | null;
  onText: (text: string, from: 'typing' | 'whole') => void;
}

const FILE_LIMIT = 20 * 1024 * 1024;

async function textOf(file: File): Promise<string | { fault: string }> {
  if (!/\.(txt|text|md)$/i.test(file.name) && file.type !== 'text/plain') {
    return { fault: `“${file.name}”不是 .txt 文本文件。Word 或 WPS 文档请打开后全选复制，粘贴到下面。` };
  }
  if (file.size > FILE_LIMIT) return { fault: `“${file.name}”太大，请只保留通报正文。` };
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  return text.trim() === '' ? { fault: `“${file.name}”里没有文字。` } : text;
}

/** Takes the text: pasted, typed, chosen or dropped as a file. */
export function TextInput({ text, fault, onText }: TextInputProps) {
  const [fileFault, setFileFault] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);

  const take = async (file: File | undefined) => {
    if (!file) return;
    const result = await textOf(file);
    setFileFault(typeof result === 'string' ? null : result.fault);
    if (typeof result === 'string' && result.length > REPORT_TEXT_LIMIT) {
      setFileFault(`“${file.name}”的文字太长（一次最多 30 万字），请只保留通报正文，或分成几段分别导入。`);
    } else if (typeof result === 'string') onText(result, 'whole');
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  return (
    <div
      className={isOver ? 'text-input is-over' : 'text-input'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {(fault ?? fileFault) && <Alert type="warning" showIcon role="alert" title={fault ?? fileFault} />}
      <textarea
        aria-label="通报或反馈意见的文字"
        value={text}
        spellCheck={false}
        placeholder={'把整改通报或反馈意见的全文粘贴到这里，\n也可以把 .txt 文件拖进来。'}
        onChange={(event) => onText(event.target.value, 'typing')}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain');
          // Laid out in the field, a text of millions of characters would hold the page up for seconds.
          if (pasted.length > REPORT_TEXT_LIMIT) {
            event.preventDefault();
            setFileFault('文字太长（一次最多 30 万字），没有粘贴，请分成几段分别导入。');
            return;
          }
          setFileFault(null);
          if (text.trim() !== '' || pasted === '') return;
          event.preventDefault();
          onText(pasted, 'whole');
        }}
      />
      <div className="text-input-foot">
        <Upload
          accept=".txt,text/plain"
          showUploadList={false}
          beforeUpload={(file) => {
            void take(file);
            return false;
          }}
        >
          <Button size="small">选择 .txt 文件</Button>
        </Upload>
        <span className="hint">
          {text === ''
            ? '从 Word、WPS 或网页复制全文即可，不必先整理格式。不得粘贴涉密内容。'
            : `共 ${formatNumber(text.length)} 字`}
        </span>
      </div>
    </div>
  );
}
