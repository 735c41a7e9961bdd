import { Spin } from 'antd';

/** Before anything is known: a quiet page, not a dark curtain. */
export function FirstLoading() {
  return (
    <div className="first-loading" role="status">
      <Spin description="正在载入" />
    </div>
  );
}
