import { Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { hrefOf } from '../../../lib/call.ts';
import { AUDIENCES, type Audience } from '../report-types.ts';
import { Comparison } from './comparison.tsx';
import { showInFrame, type Place } from './show-in-frame.ts';

export type PreviewView = Audience | 'both';

interface PreviewFrameProps {
  reportId: string;
  audience: Audience;
  version: number;
  /** What is being worked on, to be seen on the page, too. */
  place: Place | null;
}

/** The page as it will be; a new one is shown when it is ready, at the place where the old one stood. */
function PreviewFrame({ reportId, audience, version, place }: PreviewFrameProps) {
  const [shown, setShown] = useState<string | null>(null);
  const frames = useRef(new Map<string, HTMLIFrameElement>());
  const address = `${hrefOf('previewReport', { params: { id: reportId }, query: { audience } })}&version=${version}`;
  const addresses = shown && shown !== address ? [shown, address] : [address];

  const loaded = (next: string) => {
    const before = shown ? frames.current.get(shown)?.contentWindow : null;
    frames.current.get(next)?.contentWindow?.scrollTo(0, before?.scrollY ?? 0);
    setShown(next);
  };
  useEffect(() => {
    const frame = shown ? frames.current.get(shown) : null;
    if (frame && place) showInFrame(frame, place);
    // Not when only a new page was loaded: that stays where it was.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [place]);

  return (
    <div className="preview-frames" aria-busy={shown !== address}>
      {addresses.map((each) => (
        <iframe
          key={each}
          ref={(frame) => {
            if (frame) frames.current.set(each, frame);
            else frames.current.delete(each);
          }}
          src={each}
          title={`预览：${AUDIENCES[audience]}公开的网页`}
          className={each === shown ? 'is-shown' : ''}
          aria-hidden={each !== shown}
          tabIndex={each === shown ? 0 : -1}
          onLoad={() => loaded(each)}
        />
      ))}
    </div>
  );
}

interface PreviewPaneProps extends Omit<PreviewFrameProps, 'audience'> {
  view: PreviewView;
  onView: (view: PreviewView) => void;
  onJump: (paragraphId: string) => void;
}

/** The report as its readers will see it: 社会, 党内, or what differs between them. */
export function PreviewPane({ view, onView, onJump, ...frame }: PreviewPaneProps) {
  return (
    <>
      <div className="work-head">
        <h2>预览</h2>
        <Segmented
          size="small"
          aria-label="给谁看的"
          value={view}
          onChange={onView}
          options={[
            { value: 'public', label: '社会' },
            { value: 'party', label: '党内' },
            { value: 'both', label: '对照' },
          ]}
        />
      </div>
      {view === 'both' ? (
        <Comparison reportId={frame.reportId} onJump={onJump} />
      ) : (
        <PreviewFrame key={view} {...frame} audience={view} />
      )}
    </>
  );
}
