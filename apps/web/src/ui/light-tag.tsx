import type { CallReply } from '../lib/call.ts';

export type LightValue = CallReply<'getIssue'>['light'];

/** A light in words and number; the colour only repeats what the words say. */
export function LightTag({ light, showOriginal = false }: { light: LightValue; showOriginal?: boolean }) {
  const original =
    showOriginal && light.overdueOriginalDays > light.overdueDays
      ? `按原定时限已逾期 ${light.overdueOriginalDays} 天`
      : null;
  return (
    <>
      <span className={`light light-${light.code}`}>{light.text}</span>
      {original && <span className="hint light-original">{original}</span>}
    </>
  );
}
