import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { Link } from 'react-router-dom';
import { call, type CallInput, type CallReply } from '../../lib/call.ts';
import { formatInstant, formatNumber } from '../../lib/format.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { AsyncState } from '../../ui/async-state.tsx';
import { ProblemAlert, showFieldErrors } from '../../ui/problem-alert.tsx';
import { useConfirm } from '../../ui/use-confirm.tsx';
import { useFormDraft } from '../../ui/use-form-draft.ts';
import './publications.css';

type Publication = CallReply<'getPublication'>;
type Values = Omit<CallInput<'publishInspection'>['body'], 'version'>;

interface Place {
  id: string;
  version: number;
}

function Counts({ inspectionId, publication }: { inspectionId: string; publication: Publication }) {
  const figures = [
    ['公开', publication.publicCount, 'public'],
    ['党内公开', publication.partyCount, 'party'],
    ['不公开', publication.withheldCount, 'withheld'],
  ] as const;
  return (
    <ul className="numbers">
      {figures.map(([label, count, disclosure]) => (
        <li key={disclosure}>
          <Link to={`/app/issues?inspectionId=${inspectionId}&disclosure=${disclosure}`}>
            {label} <b>{formatNumber(count)}</b>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Versions({ publication }: { publication: Publication }) {
  if (publication.versions.length === 0) return null;
  return (
    <section className="block" aria-labelledby="versions">
      <h2 id="versions">已发布的版本</h2>
      <ul className="version-list">
        {publication.versions.map((each, index) => (
          <li key={each.version}>
            {index === 0 && publication.slug ? <a href={`/reports/${publication.slug}`}>{each.title}</a> : each.title}
            <span className="hint">
              第 {each.version} 版{index === 0 ? '（当前）' : ''} · {each.publishedBy} ·{' '}
              {formatInstant(each.publishedAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PublishForm({
  place,
  publication,
  onReload,
}: {
  place: Place;
  publication: Publication;
  onReload: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const client = useQueryClient();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const draft = useFormDraft(form, `publication:${place.id}`);
  const publish = useMutation({
    mutationFn: (values: Values) =>
      call('publishInspection', { params: { id: place.id }, body: { ...values, version: place.version } }),
    onSuccess: async (reply) => {
      draft.clear();
      message.success(reply.message);
      await invalidate(client, 'getPublication', 'getInspection', 'listInspections', 'listPublications');
    },
    onError: (error) => showFieldErrors(form, error),
  });
  const isAgain = publication.versions.length > 0;

  const submit = async (values: Values) => {
    const isSure = await confirm({
      title: isAgain ? '发布新版本？' : '向社会公开？',
      consequences: [
        `公开页列出 ${publication.publicCount} 个标为“公开”的问题；党内公开和不公开的一个字也不会出现。`,
        '发布后任何人不登录就能看到。',
        isAgain ? '旧版本保留，公开网址显示新版本。' : '已发布的内容不能改动，要更正只能发布新版本。',
      ],
      okText: '发布',
    });
    if (isSure) publish.mutate(values);
  };

  return (
    <Form
      form={form}
      layout="vertical"
      className="form"
      requiredMark={false}
      initialValues={{ title: publication.suggestedTitle }}
      onValuesChange={draft.keep}
      onFinish={(values) => void submit(values)}
      disabled={!publication.canPublish}
    >
      <ProblemAlert
        error={publish.error}
        onLoadLatest={() => {
          publish.reset();
          onReload();
        }}
      />
      {publication.reason && <p className="publish-reason">{publication.reason}</p>}
      <Form.Item name="title" label="标题" rules={[{ required: true, whitespace: true, message: '请填写标题' }]}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 3 }} maxLength={120} />
      </Form.Item>
      <div className="form-columns">
        <Form.Item name="phone" label="联系电话">
          <Input type="tel" maxLength={60} />
        </Form.Item>
        <Form.Item name="email" label="电子邮箱">
          <Input type="email" maxLength={100} />
        </Form.Item>
        <Form.Item name="address" label="通信地址">
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="postcode" label="邮政编码">
          <Input inputMode="numeric" maxLength={10} />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit" loading={publish.isPending}>
        {isAgain ? '发布新版本' : '发布公开页'}
      </Button>
    </Form>
  );
}

interface PublicationPanelProps {
  inspection: Place;
  mayPublish: boolean;
  onReload: () => void;
}

/** 公开: what is public of one inspection, and publishing it. */
export function PublicationPanel({ inspection, mayPublish, onReload }: PublicationPanelProps) {
  const query = useQuery(queryOf('getPublication', { params: { id: inspection.id } }));
  return (
    <AsyncState query={query}>
      {(publication) => (
        <>
          <Counts inspectionId={inspection.id} publication={publication} />
          {!mayPublish && publication.versions.length === 0 && <p className="hint">还没有公开。公开由巡察办发布。</p>}
          {mayPublish && <PublishForm place={inspection} publication={publication} onReload={onReload} />}
          <Versions publication={publication} />
        </>
      )}
    </AsyncState>
  );
}
