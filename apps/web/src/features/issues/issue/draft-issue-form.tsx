import {
  ISSUE_KIND_CODES,
  ISSUE_KINDS,
  ISSUE_NATURE_CODES,
  ISSUE_NATURES,
  ISSUE_SOURCE_CODES,
  ISSUE_SOURCES,
  type IssueKind,
  type IssueNature,
  type IssueSource,
} from '@rectify/domain';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { call } from '../../../lib/call.ts';
import { queryOf } from '../../../lib/query.ts';
import { DayInput } from '../../../ui/day-input.tsx';
import { ProblemAlert } from '../../../ui/problem-alert.tsx';
import { useUnsavedGuard } from '../../../ui/use-unsaved-guard.ts';
import type { IssueDetail } from './issue-types.ts';
import { useIssueWrite } from './use-issue-write.ts';

interface Values {
  number: number | null;
  categoryId: string | null;
  title: string;
  text: string;
  kind: IssueKind;
  source: IssueSource;
  nature: IssueNature;
  coUnitIds: string[];
  dueOn: string | null;
}

const optionsOf = <C extends string>(codes: readonly C[], labels: Readonly<Record<C, string>>) =>
  codes.map((value) => ({ value, label: labels[value] }));

function useChoices(issue: IssueDetail) {
  const inspection = useQuery(queryOf('getInspection', { params: { id: issue.inspection.id } }));
  const units = useQuery(queryOf('listUnits'));
  const categories = inspection.data?.categories ?? [];
  const titleOf = (id: string | null): string => {
    const category = categories.find((each) => each.id === id);
    return category ? [titleOf(category.parentId), category.title].filter(Boolean).join(' › ') : '';
  };
  return {
    categories: categories.map(({ id }) => ({ value: id, label: titleOf(id) })),
    units: (units.data?.items ?? [])
      .filter(({ id }) => id !== issue.leadUnit.id)
      .map(({ id, name }) => ({ value: id, label: name })),
  };
}

/** Changes an issue before it is issued; afterwards its words are locked. */
export function DraftIssueForm({ issue, onDone }: { issue: IssueDetail; onDone: () => void }) {
  const [form] = Form.useForm<Values>();
  const [isDirty, setDirty] = useState(false);
  const write = useIssueWrite(issue.id);
  const choices = useChoices(issue);
  useUnsavedGuard(isDirty);

  const submit = async (values: Values) => {
    if (
      await write.run(
        () => call('updateIssue', { params: { id: issue.id }, body: { version: issue.version, ...values } }),
        '问题已保存。',
      )
    )
      onDone();
  };
  return (
    <section className="issue-block" aria-labelledby="edit-title">
      <h2 id="edit-title">修改问题</h2>
      <Form<Values>
        form={form}
        layout="vertical"
        className="inline-form"
        initialValues={{
          number: issue.number,
          categoryId: issue.categoryId,
          title: issue.title,
          text: issue.text,
          kind: issue.kind,
          source: issue.source,
          nature: issue.nature,
          coUnitIds: issue.coUnits.map(({ id }) => id),
          dueOn: issue.dueOn,
        }}
        onValuesChange={() => setDirty(true)}
        onFinish={(values) => void submit(values)}
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
      >
        <ProblemAlert error={write.error} onLoadLatest={() => void write.loadLatest()} />
        <Form.Item
          name="title"
          label="问题标题"
          rules={[{ required: true, whitespace: true, message: '请填写问题标题' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="text"
          label="反馈原文（下发后锁定）"
          rules={[{ required: true, whitespace: true, message: '请填写反馈原文' }]}
        >
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} maxLength={8000} />
        </Form.Item>
        <div className="form-columns">
          <Form.Item name="number" label="序号（照反馈意见）">
            <InputNumber min={1} max={9999} precision={0} className="full-width" />
          </Form.Item>
          <Form.Item name="dueOn" label="整改时限（不填则按轮次规则）">
            <DayInput />
          </Form.Item>
          <Form.Item name="kind" label="类型">
            <Select options={optionsOf<IssueKind>(ISSUE_KIND_CODES, ISSUE_KINDS)} />
          </Form.Item>
          <Form.Item name="source" label="来源">
            <Select options={optionsOf<IssueSource>(ISSUE_SOURCE_CODES, ISSUE_SOURCES)} />
          </Form.Item>
          <Form.Item name="nature" label="整改性质">
            <Select options={optionsOf<IssueNature>(ISSUE_NATURE_CODES, ISSUE_NATURES)} />
          </Form.Item>
        </div>
        <Form.Item name="categoryId" label="分类">
          <Select allowClear options={choices.categories} placeholder="不归类" />
        </Form.Item>
        <Form.Item name="coUnitIds" label="配合单位">
          <Select
            mode="multiple"
            options={choices.units}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="没有则不选"
          />
        </Form.Item>
        <div className="button-row">
          <Button type="primary" ghost htmlType="submit" loading={write.isBusy}>
            保存
          </Button>
          <Button onClick={onDone}>取消</Button>
        </div>
      </Form>
    </section>
  );
}
