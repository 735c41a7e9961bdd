import { Alert, Button } from 'antd';

/** Says that earlier words are back, and offers to drop them. */
export function DraftNotice({ isRestored, onDiscard }: { isRestored: boolean; onDiscard: () => void }) {
  if (!isRestored) return null;
  return (
    <Alert
      className="draft-notice"
      type="info"
      title="已恢复上次没有提交的内容。"
      action={
        <Button size="small" onClick={onDiscard}>
          不要了
        </Button>
      }
    />
  );
}
