import { useMutation } from '@tanstack/react-query';
import { DISCLOSURES, WITHHOLD_GROUNDS, type Disclosure, type WithholdGround } from '@rectify/domain';
import { App, Form, Radio, Select } from 'antd';
import { call } from '../../lib/call.ts';
import { useIssueChanged } from '../../lib/query.ts';
import { FormModal } from '../../ui/form-modal.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import type { IssueRow } from './ledger-url.ts';

interface Values {
  disclosure?: Disclosure;
  withholdGround?: WithholdGround | null;
}

const EXPLAINED: Record<Disclosure, string> = {
  public: '向社会公开，发布后任何人可见',
  party: '只在党内公开，不上公开页',
  withheld: '公开页和党内都不显示，只计入“另有几项依规不公开”',
};

interface DisclosureModalProps {
  rows: readonly IssueRow[];
  onDone: () => void;
  onClose: () => void;
  onReload: () => void;
}

/** 批量设定公开级别; withholding needs its ground. */
export function DisclosureModal({ rows, onDone, onClose, onReload }: DisclosureModalProps) {
  const [form] = Form.useForm<Values>();
  const level = Form.useWatch('disclosure', form);
  const { message } = App.useApp();
  const changed = useIssueChanged();

  const save = useMutation({
    mutationFn: ({ disclosure, withholdGround }: Required<Values>) =>
      call('setDisclosure', {
        body: {
          issues: rows.map(({ id, version }) => ({ id, version })),
          disclosure,
          withholdGround: disclosure === 'withheld' ? withholdGround : null,
        },
      }),
    onSuccess: async (reply) => {
      message.success(reply.message);
      await changed(rows.map(({ id }) => id));
      onDone();
    },
    onError: (error) => showFieldErrors(form, error),
  });

  return (
    <FormModal<Values>
      title={`设定公开级别：${rows.length} 个问题`}
      okText="设定"
      form={form}
      initialValues={{}}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={({ disclosure, withholdGround = null }) => disclosure && save.mutate({ disclosure, withholdGround })}
      onClose={onClose}
      onLoadLatest={() => {
        save.reset();
        onReload();
      }}
    >
      <p className="hint modal-lead">已经发布的公开页不会随之改变，要重新发布才会更新。</p>
      <Form.Item name="disclosure" label="公开级别" rules={[{ required: true, message: '请选择公开级别' }]}>
        <Radio.Group className="stacked-radios">
          {(Object.keys(DISCLOSURES) as Disclosure[]).map((code) => (
            <Radio key={code} value={code}>
              {DISCLOSURES[code]} <span className="hint">{EXPLAINED[code]}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {level === 'withheld' && (
        <Form.Item
          name="withholdGround"
          label="不公开的依据"
          extra="国家秘密不得录入本系统；选择此项只是说明原件为何不在系统中公开。"
          rules={[{ required: true, message: '请选择不公开的依据' }]}
        >
          <Select
            options={Object.entries(WITHHOLD_GROUNDS).map(([value, label]) => ({ value, label }))}
            placeholder="选择依据"
          />
        </Form.Item>
      )}
    </FormModal>
  );
}
