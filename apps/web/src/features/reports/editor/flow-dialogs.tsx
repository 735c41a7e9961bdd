import { useQuery } from '@tanstack/react-query';
import { DatePicker, Form, Input, Radio, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { queryOf } from '../../../lib/query.ts';
import { FormModal } from '../../../ui/form-modal.tsx';
import type { ReportDetail } from '../report-types.ts';
import type { Flow } from './use-flow.ts';

interface DialogProps {
  report: ReportDetail;
  flow: Flow;
  onClose: () => void;
}

function Note({ label = '意见（可不填）' }: { label?: string }) {
  return (
    <Form.Item name="note" label={label}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
    </Form.Item>
  );
}

const noteOf = (note: string | undefined) => (note?.trim() ? { note } : {});

interface SubmitValues {
  secrecyReviewerId: string;
  correction?: string;
  note?: string;
}

/** 送审: names who reviews for secrecy, and says to the reader what a correction mends. */
export function SubmitDialog({ report, flow, onClose }: DialogProps) {
  const [form] = Form.useForm<SubmitValues>();
  const people = useQuery(queryOf('listSecrecyReviewers', { params: { id: report.id } }));
  const isCorrection = report.currentVersion > 0;
  return (
    <FormModal<SubmitValues>
      title="送审"
      okText="送审"
      form={form}
      initialValues={report.secrecyReviewer ? { secrecyReviewerId: report.secrecyReviewer.id } : {}}
      isBusy={flow.isPending}
      error={flow.error ?? people.error}
      onSubmit={({ note, ...values }) =>
        flow.mutate({ operation: 'submitReport', body: { ...values, ...noteOf(note) } })
      }
      onClose={onClose}
    >
      <ul className="consequences">
        <li>送审后文稿不能再改，需要时可以撤回送审。</li>
        <li>
          {report.inspectionId ? '先由单位负责人签发，再' : '先'}由下面指定的人员作保密审查，最后由巡察办审定发布。
        </li>
      </ul>
      <Form.Item
        name="secrecyReviewerId"
        label="保密审查人"
        extra="起草人不能兼任。"
        rules={[{ required: true, message: '请选择保密审查人' }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="选择，或输入姓名查找"
          loading={people.isPending}
          notFoundContent={people.isPending ? '正在载入' : '没有可以指定的人员，请联系巡察办'}
          options={(people.data?.items ?? []).map(({ id, name, roleLabel, unitName }) => ({
            value: id,
            label: `${name}（${unitName} ${roleLabel}）`,
          }))}
        />
      </Form.Item>
      {isCorrection && (
        <Form.Item
          name="correction"
          label="更正说明"
          extra="一句话写明更正了什么；发布后读者会在页面上看到。"
          rules={[{ required: true, whitespace: true, message: '请写明更正了什么' }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} />
        </Form.Item>
      )}
      <Note label="附言（可不填）" />
    </FormModal>
  );
}

interface PassDialogProps extends DialogProps {
  operation: 'signReport' | 'passSecrecy';
  label: string;
}

const PASS_WORDS = {
  signReport: ['签发表示您对通报的内容负责。', '签发后送保密审查，再由巡察办审定。'],
  passSecrecy: ['表示文稿中没有国家秘密、工作秘密和不应公开的个人信息。', '通过后送巡察办审定。'],
} as const;

/** 签发 and 保密审查通过: what it means, and an opinion if there is one. */
export function PassDialog({ operation, label, flow, onClose }: PassDialogProps) {
  const [form] = Form.useForm<{ note?: string }>();
  return (
    <FormModal
      title={label}
      okText={label}
      form={form}
      initialValues={{}}
      isBusy={flow.isPending}
      error={flow.error}
      onSubmit={({ note }) => flow.mutate({ operation, body: noteOf(note) })}
      onClose={onClose}
    >
      <ul className="consequences">
        {PASS_WORDS[operation].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Note />
    </FormModal>
  );
}

interface ApproveValues {
  when: 'now' | 'later';
  publishAt?: Dayjs;
  note?: string;
}

/** 审定发布: now or at a chosen time. */
export function ApproveDialog({ report, flow, onClose }: DialogProps) {
  const [form] = Form.useForm<ApproveValues>();
  const when = Form.useWatch('when', form);
  const isAgain = report.currentVersion > 0;
  return (
    <FormModal<ApproveValues>
      title="审定发布"
      okText={when === 'later' ? '定时发布' : '立即发布'}
      form={form}
      initialValues={{ when: 'now' }}
      isBusy={flow.isPending}
      error={flow.error}
      onSubmit={({ publishAt, note }) =>
        flow.mutate({
          operation: 'approveReport',
          // Typed as Shanghai time, wherever the computer thinks it is.
          body: {
            ...noteOf(note),
            publishAt: when === 'later' && publishAt ? `${publishAt.format('YYYY-MM-DDTHH:mm:00')}+08:00` : null,
          },
        })
      }
      onClose={onClose}
    >
      <ul className="consequences">
        <li>发布后任何人不登录就能看到社会公开的文稿；党内文稿只在登录后可以下载。</li>
        <li>
          {isAgain
            ? `公开网址改为显示第 ${report.currentVersion + 1} 版，旧版保留并注明已更正。`
            : '发布的版本不能改动，有错只能更正为新的版本，或撤回。'}
        </li>
      </ul>
      <Form.Item name="when" label="发布时间">
        <Radio.Group className="stacked-radios">
          <Radio value="now">立即发布</Radio>
          <Radio value="later">到选定的时间自动发布</Radio>
        </Radio.Group>
      </Form.Item>
      {when === 'later' && (
        <Form.Item
          name="publishAt"
          label="选定的时间（北京时间）"
          extra="到时间之前可以取消。"
          rules={[{ required: true, message: '请选择发布时间' }]}
        >
          <DatePicker
            showTime={{ format: 'HH:mm', minuteStep: 5 }}
            format="YYYY-MM-DD HH:mm"
            minDate={dayjs()}
            className="full-width"
            placeholder="如 2026-12-01 09:00"
          />
        </Form.Item>
      )}
      <Note />
    </FormModal>
  );
}

interface ReasonDialogProps extends DialogProps {
  operation: 'returnReport' | 'withdrawReport';
}

const REASONS = {
  returnReport: {
    title: '退回修改',
    label: '要改什么',
    field: 'note',
    lines: ['文稿回到起草，改好后重新送审，已有的签发和审查作废。', '退回的次数和意见一直保留。'],
  },
  withdrawReport: {
    title: '撤回通报',
    label: '撤回理由',
    field: 'reason',
    lines: [
      '公开网址不再显示正文，只说明已撤回和下面的理由，读者看得到。',
      '撤回后不能恢复；需要重新公开的，另行起草。',
    ],
  },
} as const;

/** 退回 and 撤回通报: at least ten characters of why. */
export function ReasonDialog({ operation, flow, onClose }: ReasonDialogProps) {
  const [form] = Form.useForm<{ why: string }>();
  const { title, label, field, lines } = REASONS[operation];
  return (
    <FormModal<{ why: string }>
      title={title}
      okText={title}
      form={form}
      initialValues={{}}
      isBusy={flow.isPending}
      error={flow.error}
      onSubmit={({ why }) => flow.mutate({ operation, body: { [field]: why } })}
      onClose={onClose}
    >
      <ul className="consequences">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Form.Item
        name="why"
        label={label}
        rules={[
          {
            validator: (_, value: string | undefined) =>
              [...(value ?? '').trim()].length >= 10
                ? Promise.resolve()
                : Promise.reject(new Error('请写清楚，至少十个字')),
          },
        ]}
      >
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
