import { Button } from 'antd';
import { useEffect } from 'react';
import { Link, useRouteError } from 'react-router-dom';
import { toProblem } from '../lib/call.ts';

function isMissingPiece(error: unknown): boolean {
  return error instanceof TypeError && /module|import/i.test(error.message);
}

/** A page broke while being shown; after an update of the system a reload mends it. */
export function ErrorPage() {
  const error = useRouteError();
  useEffect(() => {
    document.title = '页面出错 - 整改通';
    console.error(error);
  }, [error]);
  return (
    <main className="lone-page">
      <h1>{isMissingPiece(error) ? '系统刚刚更新过' : '这个页面出了差错'}</h1>
      <p>{isMissingPiece(error) ? '请刷新页面，载入新的版本。已保存的内容不受影响。' : toProblem(error).detail}</p>
      <p className="button-row">
        <Button type="primary" onClick={() => window.location.reload()}>
          刷新页面
        </Button>
        <a href="/app">回到首页</a>
      </p>
    </main>
  );
}

/** There is no such page: says so and shows ways on. */
export function NotFoundPage() {
  useEffect(() => {
    document.title = '没有这个页面 - 整改通';
  }, []);
  return (
    <section className="page">
      <h1>没有这个页面</h1>
      <p>网址可能不完整，或页面已经移走。请核对链接，或从下面继续：</p>
      <ul className="plain-links">
        <li>
          <Link to="/app">回到首页，查看今天要办的事项</Link>
        </li>
        <li>
          <Link to="/app/issues">在整改台账中查找问题</Link>
        </li>
        <li>
          <a href="/">查看公开的整改通报</a>
        </li>
      </ul>
    </section>
  );
}
