import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { FormModal } from '../../ui/form-modal.tsx';
import { KeepDraft, useForgetDraft } from '../../ui/keep-draft.tsx';
import { showFieldErrors } from '../../ui/problem-alert.tsx';
import type { FormInstance } from 'antd';
import type { Feedback } from './feedback-types.ts';

interface DialogProps {
  feedback: Feedback;
  onDone: () => void;
  onClose: () => void;
}

const SEEN_BY_WRITER = '写意见的人凭回执编号能看到，请不要写内部情况和他人的个人信息。';
const TITLE_LENGTH = 40;

/** Sends one decision; the draft of its words is let go of only when it has arrived. */
function useDecision<V extends object>(
  form: FormInstance<V>,
  { feedback, onDone, onClose }: DialogProps,
  { draftOf, done, send }: { draftOf: string; done: string; send: (values: V) => Promise<unknown> },
) {
  const client = useQueryClient();
  const forget = useForgetDraft();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      forget(`${draftOf}:${feedback.id}`);
      message.success(done);
      onClose();
      onDone();
      await invalidate(client, 'listFeedback', 'listIssues', 'summariseIssues');
    },
    onError: (error) => showFieldErrors(form, error),
  });
}

const atLeastFive = (label: string) => ({
  validator: (_: unknown, value: string | undefined) =>
    (value ?? '').trim().length >= 5 ? Promise.resolve() : Promise.reject(new Error(`${label}至少五个字`)),
});

/** 答复 an opinion. */
export function AnswerDialog(props: DialogProps) {
  const { id, version } = props.feedback;
  const [form] = Form.useForm<{ answer: string }>();
  const client = useQueryClient();
  const decision = useDecision(form, props, {
    draftOf: 'feedback:answer',
    done: '已答复',
    send: ({ answer }) => call('answerFeedback', { params: { id }, body: { version, answer } }),
  });
  return (
    <FormModal<{ answer: string }>
      title="答复"
      okText="答复"
      form={form}
      initialValues={{}}
      isBusy={decision.isPending}
      error={decision.error}
      onSubmit={(values) => decision.mutate(values)}
      onClose={props.onClose}
      onLoadLatest={() => void invalidate(client, 'listFeedback')}
    >
      <KeepDraft form={form} object={`feedback:answer:${id}`} />
      <Form.Item name="answer" label="答复" extra={SEEN_BY_WRITER} rules={[atLeastFive('答复')]}>
        <Input.TextArea autoSize={{ minRows: 5, maxRows: 14 }} maxLength={2000} showCount />
      </Form.Item>
    </FormModal>
  );
}

/** 不予受理, with a reason that the writer reads. */
export function DismissDialog(props: DialogProps) {
  const { id, version } = props.feedback;
  const [form] = Form.useForm<{ reason: string }>();
  const client = useQueryClient();
  const decision = useDecision(form, props, {
    draftOf: 'feedback:dismiss',
    done: '已记为不予受理',
    send: ({ reason }) => call('dismissFeedback', { params: { id }, body: { version, reason } }),
  });
  return (
    <FormModal<{ reason: string }>
      title="不予受理"
      okText="不予受理"
      form={form}
      initialValues={{}}
      isBusy={decision.isPending}
      error={decision.error}
      onSubmit={(values) => decision.mutate(values)}
      onClose={props.onClose}
      onLoadLatest={() => void invalidate(client, 'listFeedback')}
    >
      <KeepDraft form={form} object={`feedback:dismiss:${id}`} />
      <Form.Item name="reason" label="理由" extra={SEEN_BY_WRITER} rules={[atLeastFive('理由')]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}

interface AdoptValues {
  inspectionId: string;
  title: string;
  text: string;
  answer: string;
}

function beginningOf({ text, inspectionId, about }: Feedback): Partial<AdoptValues> {
  const first = text.split(/[。！？\n]/)[0] ?? text;
  return {
    ...(inspectionId && { inspectionId }),
    title: `公众反映：${first.slice(0, TITLE_LENGTH)}`,
    text: about ? `${text}\n（针对通报中的：${about}）` : text,
    answer: '您反映的情况已收到，已列为整改问题，由责任单位办理。',
  };
}

function InspectionField() {
  const [typed, setTyped] = useState('');
  const list = useQuery({
    ...queryOf('listInspections', { query: { limit: 100, ...(typed && { q: typed }) } }),
    placeholderData: (old) => old,
  });
  return (
    <Form.Item name="inspectionId" label="列入哪次巡察" rules={[{ required: true, message: '请选择一次巡察' }]}>
      <Select
        placeholder="选择，或输入单位名称查找"
        showSearch={{ filterOption: false, onSearch: setTyped }}
        loading={list.isPending}
        options={(list.data?.items ?? []).map(({ id, unit, programme }) => ({
          value: id,
          label: `${unit.name}（${programme.name}）`,
        }))}
      />
    </Form.Item>
  );
}

/** 转为问题: the opinion becomes an issue of an inspection, still to be handed down. */
export function AdoptDialog(props: DialogProps) {
  const { feedback } = props;
  const { id, version } = feedback;
  const [form] = Form.useForm<AdoptValues>();
  const client = useQueryClient();
  const decision = useDecision(form, props, {
    draftOf: 'feedback:adopt',
    done: '已转为问题，等待下发',
    send: (values) => call('adoptFeedback', { params: { id }, body: { version, ...values } }),
  });
  return (
    <FormModal<AdoptValues>
      title="转为问题"
      okText="转为问题"
      form={form}
      initialValues={beginningOf(feedback)}
      isBusy={decision.isPending}
      error={decision.error}
      onSubmit={(values) => decision.mutate(values)}
      onClose={props.onClose}
      onLoadLatest={() => void invalidate(client, 'listFeedback')}
      width={640}
    >
      <ul className="consequences">
        <li>台账中新增一个来源为“公众反映”的问题，状态为待下发；下发前还可以修改。</li>
        <li>同时按下面的答复告知写意见的人。</li>
      </ul>
      <KeepDraft form={form} object={`feedback:adopt:${id}`} />
      <InspectionField />
      <Form.Item
        name="title"
        label="问题标题"
        rules={[{ required: true, whitespace: true, message: '请填写问题标题' }]}
      >
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 3 }} maxLength={200} />
      </Form.Item>
      <Form.Item name="text" label="问题内容" rules={[{ required: true, whitespace: true, message: '请填写问题内容' }]}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={5000} />
      </Form.Item>
      <Form.Item name="answer" label="答复" extra={SEEN_BY_WRITER} rules={[atLeastFive('答复')]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
    </FormModal>
  );
}
