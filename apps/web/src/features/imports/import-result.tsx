import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import type { CallReply } from '../../lib/call.ts';

interface ImportResultProps {
  result: CallReply<'commitImport'>;
  inspection: { id: string; unit: { name: string } };
  missing: readonly number[];
  onAgain: () => void;
}

/** What the import did, and where to go from here. */
export function ImportResult({ result, inspection, missing, onAgain }: ImportResultProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="import-result" role="status">
      <h2>
        {result.isRepeat
          ? '这份文字已经导入过，没有重复写入'
          : `已导入 ${result.issueCount} 个问题、${result.measureCount} 条措施`}
      </h2>
      <p>{result.message}</p>
      {missing.length > 0 && (
        <div className="import-missing">
          <p>原文序号不连续，缺下面 {missing.length} 个问题。找到原文后可以补录：</p>
          <p className="button-row">
            {missing.map((number) => (
              <Link key={number} to={`/app/inspections/${inspection.id}/issues/new?number=${number}`}>
                补录第 {number} 号
              </Link>
            ))}
          </p>
        </div>
      )}
      <p className="button-row">
        <Link to={`/app/issues?inspectionId=${inspection.id}`}>
          <Button type="primary">在台账中查看</Button>
        </Link>
        <Link to={`/app/inspections/${inspection.id}`}>
          <Button>回到本次巡察</Button>
        </Link>
        <Button onClick={onAgain}>再导入一份</Button>
      </p>
    </div>
  );
}
