import { useQuery } from '@tanstack/react-query';
import { DISCLOSURES, ISSUE_KINDS, ISSUE_NATURES, ISSUE_SOURCES } from '@rectify/domain';
import { Button, Form, Input, InputNumber, Select, TreeSelect } from 'antd';
import type { ComponentProps } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { CallInput, CallReply } from '../../lib/call.ts';
import { queryOf } from '../../lib/query.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { PageForm } from '../../ui/page-form.tsx';
import { treeOf } from '../../ui/unit-select.tsx';
import { quietArrow } from '../../ui/quiet-icons.tsx';

export type IssueValues = CallInput<'createIssue'>['body'];

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));
const { public: publicLabel, party: partyLabel } = DISCLOSURES;

interface IssueFormProps extends Omit<
  ComponentProps<typeof PageForm<IssueValues>>,
  'children' | 'initialValues' | 'draftOf' | 'okText'
> {
  inspection: CallReply<'getInspection'>;
}

const BEGINNING: Partial<IssueValues> = {
  kind: 'problem',
  source: 'inspection',
  nature: 'time_limited',
  disclosure: 'party',
  dueOn: null,
  coUnitIds: [],
  measures: [],
};

function MeasureInputs() {
  return (
    <Form.List name="measures">
      {(fields, { add, remove }) => (
        <div className="measure-inputs" role="group" aria-label="整改措施">
          {fields.map(({ key, name }, index) => (
            <div key={key} className="measure-row">
              <Form.Item
                name={name}
                label={`措施 ${index + 1}`}
                rules={[{ required: true, whitespace: true, message: '请填写措施，不需要的请移除' }]}
              >
                <Input.TextArea autoSize={{ minRows: 2 }} maxLength={8000} />
              </Form.Item>
              <Button type="text" onClick={() => remove(name)} aria-label={`移除措施 ${index + 1}`}>
                移除
              </Button>
            </div>
          ))}
          <Button onClick={() => add('')} disabled={fields.length >= 60}>
            增加一条措施
          </Button>
        </div>
      )}
    </Form.List>
  );
}

/** The fields of an issue entered by hand. */
export function IssueForm({ inspection, ...props }: IssueFormProps) {
  const units = useQuery(queryOf('listUnits'));
  // The number that an import found missing comes with the link.
  const asked = Number(useSearchParams()[0].get('number'));
  const number = Number.isInteger(asked) && asked > 0 ? asked : null;
  const categories = inspection.categories.map(({ id, title, parentId }) => ({ id, name: title, parentId }));

  return (
    <PageForm<IssueValues>
      {...props}
      initialValues={{ ...BEGINNING, number }}
      draftOf={`issue:new:${inspection.id}:${number ?? ''}`}
      okText="新增问题"
    >
      <div className="form-columns">
        <Form.Item name="number" label="序号" extra="照反馈意见的编号；没有编号可不填。">
          <InputNumber min={1} max={9999} precision={0} className="full-width" />
        </Form.Item>
        <Form.Item name="kind" label="类别">
          <Select options={optionsOf(ISSUE_KINDS)} />
        </Form.Item>
      </div>
      <Form.Item
        name="categoryId"
        label="问题分类"
        extra={categories.length === 0 ? '这次巡察还没有分类，导入反馈意见时会一并建立。' : undefined}
      >
        <TreeSelect
          suffixIcon={quietArrow}
          allowClear
          treeData={treeOf(categories)}
          treeDefaultExpandAll
          showSearch={{ treeNodeFilterProp: 'title' }}
          popupMatchSelectWidth={false}
          placeholder="选择分类"
          disabled={categories.length === 0}
        />
      </Form.Item>
      <Form.Item
        name="title"
        label="问题标题"
        extra="一句话说清楚，用于列表。"
        rules={[{ required: true, whitespace: true, message: '请填写问题标题' }]}
      >
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={200} />
      </Form.Item>
      <Form.Item
        name="text"
        label="问题原文"
        extra="照反馈意见原文，一字不改。可从文档粘贴，段落会保留。"
        rules={[{ required: true, whitespace: true, message: '请填写问题原文' }]}
      >
        <Input.TextArea autoSize={{ minRows: 4 }} maxLength={8000} />
      </Form.Item>
      <div className="form-columns">
        <Form.Item name="source" label="来源">
          <Select options={optionsOf(ISSUE_SOURCES)} />
        </Form.Item>
        <Form.Item name="nature" label="整改性质">
          <Select options={optionsOf(ISSUE_NATURES)} />
        </Form.Item>
        <Form.Item name="dueOn" label="完成时限" extra="不填则按集中整改期满日。">
          <DayInput />
        </Form.Item>
        <Form.Item name="disclosure" label="公开级别" extra="不公开须注明依据，可在台账中设定。">
          <Select options={optionsOf({ party: partyLabel, public: publicLabel })} />
        </Form.Item>
      </div>
      <Form.Item name="coUnitIds" label="配合单位">
        <TreeSelect
          suffixIcon={quietArrow}
          multiple
          allowClear
          treeData={treeOf(units.data?.items ?? [], new Set([inspection.unit.id]))}
          showSearch={{ treeNodeFilterProp: 'title' }}
          treeDefaultExpandAll
          popupMatchSelectWidth={false}
          placeholder="没有可不选"
        />
      </Form.Item>
      <h2 className="form-section">整改措施</h2>
      <p className="hint list-lead">可以先不填，由被巡察单位制定。</p>
      <MeasureInputs />
    </PageForm>
  );
}
