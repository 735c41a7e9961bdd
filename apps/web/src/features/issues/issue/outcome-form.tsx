import {
  HANDLING_FORM_CODES,
  HANDLING_FORMS,
  OUTCOME_KIND_CODES,
  OUTCOME_KINDS,
  OUTCOME_UNITS,
  type HandlingForm,
  type OutcomeKind,
} from '@rectify/domain';
import { Button, Form, Input, InputNumber, Select, Space } from 'antd';
import { call } from '../../../lib/call.ts';
import { formatMoney } from '../../../lib/format.ts';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import type { IssueDetail } from './issue-types.ts';
import { describeOutcome } from './outcome-words.ts';
import { parseMoney, type MoneyUnit } from './parse-money.ts';
import { useIssueWrite } from './use-issue-write.ts';

interface Values {
  kind: OutcomeKind;
  count?: number | null;
  amount?: string;
  unit: MoneyUnit;
  form?: HandlingForm | null;
  measureId?: string | null;
  note: string;
}

function MoneyField() {
  const form = Form.useFormInstance<Values>();
  const amount = Form.useWatch('amount', form) ?? '';
  const unit = Form.useWatch('unit', form) ?? '元';
  const cents = parseMoney(amount, unit);
  return (
    <Form.Item
      label="金额"
      extra={
        cents === null
          ? undefined
          : `即 ${formatMoney(cents)}（${new Intl.NumberFormat('zh-CN').format(cents / 100)} 元）`
      }
      required
    >
      <Space.Compact>
        <Form.Item
          name="amount"
          noStyle
          dependencies={['unit']}
          rules={[
            {
              validator: async (_, value: string | undefined) => {
                if (parseMoney(value ?? '', form.getFieldValue('unit') as MoneyUnit) === null)
                  throw new Error('请填写金额，如 1.32 或 13,200.50，精确到分');
              },
            },
          ]}
        >
          <Input inputMode="decimal" aria-label="金额" />
        </Form.Item>
        <Form.Item name="unit" noStyle>
          <Select aria-label="金额单位" className="money-unit" options={[{ value: '元' }, { value: '万元' }]} />
        </Form.Item>
      </Space.Compact>
    </Form.Item>
  );
}

/** Records one counted result; totals are computed from these and never typed. */
export function OutcomeForm({ issue, onDone }: { issue: IssueDetail; onDone: () => void }) {
  const [form] = Form.useForm<Values>();
  const write = useIssueWrite(issue.id);
  const kind = Form.useWatch('kind', form) ?? 'system_established';
  const isMoney = kind === 'money_recovered';

  const submit = async (values: Values) => {
    const amountCents = isMoney ? parseMoney(values.amount ?? '', values.unit) : null;
    const body = {
      version: issue.version,
      kind: values.kind,
      count: isMoney ? null : (values.count ?? null),
      amountCents,
      form: values.kind === 'people_handled' ? (values.form ?? null) : null,
      measureId: values.measureId ?? null,
      note: values.note,
    };
    if (
      await write.run(
        () => call('recordOutcome', { params: { id: issue.id }, body }),
        `已登记：${describeOutcome({ ...body, form: body.form })}。`,
      )
    )
      onDone();
  };

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="inline-form"
      initialValues={{ kind: 'system_established', unit: '元', note: '' }}
      onFinish={(values) => void submit(values)}
      requiredMark={false}
      scrollToFirstError={{ focus: true }}
    >
      <ProblemAlert error={write.error} onLoadLatest={() => void write.loadLatest()} />
      <div className="form-columns">
        <Form.Item name="kind" label="成效类别">
          <Select options={OUTCOME_KIND_CODES.map((code) => ({ value: code, label: OUTCOME_KINDS[code] }))} />
        </Form.Item>
        {isMoney ? (
          <MoneyField />
        ) : (
          <Form.Item
            name="count"
            label={`数量（${OUTCOME_UNITS[kind]}）`}
            rules={[{ required: true, message: '请填写数量' }]}
          >
            <InputNumber min={1} max={1_000_000} precision={0} className="full-width" />
          </Form.Item>
        )}
        {kind === 'people_handled' && (
          <Form.Item name="form" label="处理方式" rules={[{ required: true, message: '请选择处理方式' }]}>
            <Select options={HANDLING_FORM_CODES.map((code) => ({ value: code, label: HANDLING_FORMS[code] }))} />
          </Form.Item>
        )}
        <Form.Item name="measureId" label="来自哪条措施（可不选）">
          <Select
            allowClear
            placeholder="整个问题"
            options={issue.measures.map(({ id, text }, index) => ({
              value: id,
              label: `措施${index + 1} ${text.slice(0, 20)}`,
            }))}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="note"
        label="说明"
        rules={[{ required: true, whitespace: true, message: '请写明是什么，如制度名称、款项由来' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
      <div className="button-row">
        <Button type="primary" ghost htmlType="submit" loading={write.isBusy}>
          登记
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
    </Form>
  );
}
