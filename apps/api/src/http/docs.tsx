import { Router } from 'express';
import { endpoints, toOpenApi, type EndpointSpec } from '@rectify/contract';
import packageJson from '../../package.json' with { type: 'json' };
import { fieldsOf, type Field } from './docs-fields.ts';
import { FAULTS } from './errors.ts';
import { renderPage } from './page.tsx';
import { PUBLIC_CSP } from './security-headers.ts';

type Named = [name: string, spec: EndpointSpec];

const ALL: Named[] = Object.entries(endpoints);

interface TableProps {
  title: string;
  label: string;
  fields: Field[];
  hasRequired: boolean;
}

function FieldTable({ title, label, fields, hasRequired }: TableProps) {
  if (fields.length === 0) return null;
  return (
    // Wide tables scroll by themselves, also by keyboard.
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">类型</th>
            {hasRequired && <th scope="col">必填</th>}
            <th scope="col">说明</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <td>
                <code>{field.name}</code>
              </td>
              <td>{field.type}</td>
              {hasRequired && <td>{field.isRequired ? '是' : '否'}</td>}
              <td>{field.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The first operation that answers the same shape: it is described once. */
function twinOf(spec: EndpointSpec): Named | undefined {
  return ALL.find(([, other]) => other.response !== undefined && other.response === spec.response);
}

function Answer({ name, spec }: { name: string; spec: EndpointSpec }) {
  const status = spec.status ?? 200;
  if (spec.responseKind === 'none') return <p>返回 {status}，没有内容。</p>;
  if (spec.responseKind === 'file') return <p>返回 {status}：文件内容。</p>;
  if (spec.responseKind === 'redirect') return <p>返回 302，转到另一个地址。</p>;
  if (!spec.response) return <p>返回 {status}。</p>;
  const twin = twinOf(spec);
  if (twin && twin[0] !== name) {
    return (
      <p>
        返回 {status}，内容与<a href={`#${twin[0]}`}>“{twin[1].summary}”</a>相同。
      </p>
    );
  }
  return (
    <details>
      <summary>返回 {status} 的内容</summary>
      <FieldTable title="返回" label={`${name}：返回`} fields={fieldsOf(spec.response, 'output')} hasRequired={false} />
    </details>
  );
}

function Operation({ name, spec }: { name: string; spec: EndpointSpec }) {
  return (
    <section id={name} aria-labelledby={`${name}-title`}>
      <h3 id={`${name}-title`}>{spec.summary}</h3>
      <p className="call">
        <code>
          <b>{spec.method}</b> {spec.path.replaceAll(/:(\w+)/g, '{$1}')}
        </code>
      </p>
      <p>
        操作名 <code>{name}</code>
        {spec.access === 'anyone' ? '；无需登录' : '；需登录'}
      </p>
      {spec.params && (
        <FieldTable
          title="地址中的参数"
          label={`${name}：地址中的参数`}
          fields={fieldsOf(spec.params, 'input')}
          hasRequired
        />
      )}
      {spec.query && (
        <FieldTable title="查询参数" label={`${name}：查询参数`} fields={fieldsOf(spec.query, 'input')} hasRequired />
      )}
      {spec.bodyKind === 'file' && (
        <p>
          提交 <code>multipart/form-data</code>，文件放在 <code>file</code> 一项中。
        </p>
      )}
      {spec.body && (
        <FieldTable
          title="提交内容（JSON）"
          label={`${name}：提交内容（JSON）`}
          fields={fieldsOf(spec.body, 'input')}
          hasRequired
        />
      )}
      <Answer name={name} spec={spec} />
    </section>
  );
}

function byTag(): Map<string, Named[]> {
  const groups = new Map<string, Named[]>();
  for (const named of ALL) groups.set(named[1].tag, [...(groups.get(named[1].tag) ?? []), named]);
  return groups;
}

function Conventions() {
  return (
    <section aria-labelledby="conventions">
      <h2 id="conventions">约定</h2>
      <ul>
        <li>请求和返回都用 JSON（UTF-8）；日期写作 2024-03-05，按北京时间；时刻用 ISO 8601。</li>
        <li>登录后服务器设置会话 Cookie，之后的请求须带上它；范围以外的内容一律回答 404。</li>
        <li>
          列表分页：把返回的 <code>nextCursor</code> 或 <code>prevCursor</code> 放进查询参数 <code>cursor</code>。
        </li>
        <li>
          修改时带上读到的 <code>version</code>；别人已先改过则回答 409，代码为 <code>stale</code>，内容不变。
        </li>
        <li>
          没有办成时返回 <code>application/problem+json</code>：<code>detail</code> 用中文说明原因和下一步，
          <code>errors</code> 逐项指出填写问题，
          <code>unmet</code> 列出未满足的条件。代码有：
          {Object.entries(FAULTS)
            .map(([code, status]) => `${code}（${status}）`)
            .join('、')}
          、internal（500）。
        </li>
        <li>
          机器可读的说明：<a href="/api/openapi.json">/api/openapi.json</a>（OpenAPI 3.1）。
        </li>
      </ul>
    </section>
  );
}

function Docs() {
  const groups = [...byTag()];
  return (
    <div className="docs">
      <h1>接口说明</h1>
      <p className="lead">
        Rectify 整改通 {packageJson.version} 的接口，供本单位其他系统对接使用。不得经接口传输国家秘密。
      </p>
      <ul className="tags">
        {groups.map(([tag, operations], index) => (
          <li key={tag}>
            <a href={`#tag-${index + 1}`}>{tag}</a>（{operations.length}）
          </li>
        ))}
      </ul>
      <Conventions />
      {groups.map(([tag, operations], index) => (
        <section key={tag} aria-labelledby={`tag-${index + 1}`}>
          <h2 id={`tag-${index + 1}`}>{tag}</h2>
          {operations.map(([name, spec]) => (
            <Operation key={name} name={name} spec={spec} />
          ))}
        </section>
      ))}
    </div>
  );
}

/** The description of the API: readable at /api/docs, for machines at /api/openapi.json; both follow the contract. */
export function docsPage(): Router {
  const router = Router();
  const head = { title: '接口说明', description: 'Rectify 整改通的接口说明', isHidden: true };
  // As bytes, which everybody who reads slowly shares: as objects and texts each answer would be a copy of its own.
  let html: Buffer | undefined;
  let openApi: Buffer | undefined;
  router.get('/api/openapi.json', (_request, response) => {
    openApi ??= Buffer.from(JSON.stringify(toOpenApi(endpoints, packageJson.version)));
    response.set('Cache-Control', 'no-cache').type('json').send(openApi);
  });
  router.get('/api/docs', (_request, response) => {
    response
      .set({ 'Cache-Control': 'no-cache', 'Content-Security-Policy': PUBLIC_CSP })
      .type('html')
      .send((html ??= Buffer.from(renderPage(head, <Docs />))));
  });
  return router;
}
