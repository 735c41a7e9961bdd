import { DISCLOSURES } from '@rectify/domain';
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import type { DraftCounts } from './import-draft.ts';

export type ImportDisclosure = 'party' | 'public';

interface CommitDialogProps {
  isOpen: boolean;
  counts: DraftCounts;
  unitName: string;
  suggested: ImportDisclosure;
  error: unknown;
  isSending: boolean;
  onCancel: () => void;
  onCommit: (disclosure: ImportDisclosure) => void;
}

/** Says what will be written, asks who may read it, and writes. */
export function CommitDialog({
  isOpen,
  counts,
  unitName,
  suggested,
  error,
  isSending,
  onCancel,
  onCommit,
}: CommitDialogProps) {
  const [chosen, setChosen] = useState<ImportDisclosure | null>(null);
  const disclosure = chosen ?? suggested;
  return (
    <Modal
      open={isOpen}
      title="确认导入"
      okText="导入"
      cancelText="再看看"
      confirmLoading={isSending}
      onOk={() => onCommit(disclosure)}
      onCancel={onCancel}
      destroyOnHidden
    >
      <ProblemAlert error={error} />
      <p>
        将写入 <strong>{counts.issues}</strong> 个问题、<strong>{counts.measures}</strong> 条措施，公开级别“
        {DISCLOSURES[disclosure]}”。
      </p>
      <ul className="consequences">
        <li>写入“{unitName}”的这次巡察，状态为“待下发”；下发之前都可以修改。</li>
        {counts.dropped > 0 && <li>标为“不导入”的 {counts.dropped} 项不写入。</li>}
        <li>一次写入：要么全部成功，要么一条也不写。</li>
      </ul>
      <Radio.Group
        className="disclosure-choice"
        value={disclosure}
        onChange={(event) => setChosen(event.target.value as ImportDisclosure)}
        options={[
          { value: 'party', label: '党内公开：登录后可见，不上公开网页' },
          { value: 'public', label: '公开：原文已向社会公布，可以发布到公开网页' },
        ]}
      />
      {suggested === 'public' && (
        <p className="hint">文中有联系方式或“予以公布”等字样，像是已经公开的通报，因此预选“公开”。</p>
      )}
    </Modal>
  );
}
