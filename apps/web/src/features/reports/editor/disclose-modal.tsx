import { DISCLOSURE_CODES, DISCLOSURES, WITHHOLD_GROUNDS, type Disclosure, type WithholdGround } from '@rectify/domain';
import { Form, Radio, Select } from 'antd';
import { FormModal } from '../../../ui/form-modal.tsx';
import type { Paragraph } from '../report-types.ts';

interface Values {
  disclosure: Disclosure;
  ground?: WithholdGround | null;
}

const EXPLAINED: Readonly<Record<Disclosure, string>> = {
  public: '社会和党内两种文稿都有',
  party: '只在党内文稿中',
  withheld: '两种文稿都没有，只计入“另有几项依规不公开”',
};

interface DiscloseModalProps {
  paragraph: Paragraph;
  onDisclose: (values: { disclosure: Disclosure; ground: WithholdGround | null }) => void;
  onClose: () => void;
}

/** 公开范围 of one paragraph: never wider than its issue's, and narrower only with a ground. */
export function DiscloseModal({ paragraph, onDisclose, onClose }: DiscloseModalProps) {
  const [form] = Form.useForm<Values>();
  const chosen = Form.useWatch('disclosure', form) ?? paragraph.disclosure;
  const limit = paragraph.issueDisclosure ?? 'public';
  const isTooWide = (code: Disclosure) => DISCLOSURE_CODES.indexOf(code) < DISCLOSURE_CODES.indexOf(limit);
  const needsGround = chosen !== limit;
  return (
    <FormModal<Values>
      title="本段的公开范围"
      okText="设定"
      form={form}
      initialValues={{ disclosure: paragraph.disclosure, ground: paragraph.ground }}
      isBusy={false}
      error={null}
      onSubmit={({ disclosure, ground }) => onDisclose({ disclosure, ground: needsGround ? (ground ?? null) : null })}
      onClose={onClose}
    >
      <Form.Item
        name="disclosure"
        label="公开范围"
        extra={
          limit === 'public'
            ? undefined
            : `所述问题在台账中为“${DISCLOSURES[limit]}”，本段不能更宽；要放宽，请先在台账中调整问题的公开级别。`
        }
      >
        <Radio.Group className="stacked-radios">
          {DISCLOSURE_CODES.map((code) => (
            <Radio key={code} value={code} disabled={isTooWide(code)}>
              {DISCLOSURES[code]} <span className="hint">{EXPLAINED[code]}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {needsGround && (
        <Form.Item
          name="ground"
          label="依据"
          extra="国家秘密不得录入本系统。"
          rules={[{ required: true, message: '请选择不向社会公开的依据' }]}
        >
          <Select
            placeholder="选择依据"
            options={Object.entries(WITHHOLD_GROUNDS).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
      )}
    </FormModal>
  );
}
