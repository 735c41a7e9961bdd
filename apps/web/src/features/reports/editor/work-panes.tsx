import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useIsPhone } from '../../../ui/use-is-phone.ts';
import { Splitter } from './splitter.tsx';
import { usePanes, type Panes } from './use-panes.ts';
import { TABS, type Tab } from './work-tabs.ts';

type Parts = Record<Tab, ReactNode>;

interface WorkPanesProps extends Parts {
  tab: Tab;
  onTab: (tab: Tab) => void;
}

interface SideProps {
  panes: Panes;
  onPanes: (patch: Partial<Panes>) => void;
}

function ShutPane({ label, onOpen }: { label: string; onOpen: () => void }) {
  return (
    <button type="button" className="shut-pane" onClick={onOpen}>
      {label}
    </button>
  );
}

function OutlineSide({ outline, panes, onPanes }: SideProps & Pick<Parts, 'outline'>) {
  if (panes.isOutlineShut) return <ShutPane label="展开大纲" onOpen={() => onPanes({ isOutlineShut: false })} />;
  return (
    <>
      <section className="work-pane" aria-label="大纲" style={{ flexBasis: panes.outline }}>
        <div className="work-head">
          <h2>大纲</h2>
          <Button size="small" type="text" onClick={() => onPanes({ isOutlineShut: true })}>
            收起
          </Button>
        </div>
        <div className="work-scroll">{outline}</div>
      </section>
      <Splitter
        label="大纲的宽度"
        direction="vertical"
        value={panes.outline}
        min={140}
        max={420}
        sign={1}
        onChange={(width) => onPanes({ outline: width })}
      />
    </>
  );
}

function PageSide({ preview, check, panes, onPanes }: SideProps & Pick<Parts, 'preview' | 'check'>) {
  if (panes.isSideShut) return <ShutPane label="展开预览和体检" onOpen={() => onPanes({ isSideShut: false })} />;
  return (
    <>
      <Splitter
        label="预览的宽度"
        direction="vertical"
        value={panes.side}
        min={280}
        max={900}
        sign={-1}
        onChange={(width) => onPanes({ side: width })}
      />
      <div className="work-side" style={{ flexBasis: panes.side }}>
        <section className="work-pane work-preview" aria-label="预览">
          {preview}
        </section>
        <Splitter
          label="体检的高度"
          direction="horizontal"
          value={panes.check}
          min={120}
          max={640}
          sign={-1}
          onChange={(height) => onPanes({ check: height })}
        />
        <section className="work-pane" aria-label="通报体检" style={{ flexBasis: panes.check }}>
          {check}
        </section>
        <button type="button" className="text-button work-shut" onClick={() => onPanes({ isSideShut: true })}>
          收起预览和体检
        </button>
      </div>
    </>
  );
}

/** The parts side by side, each as wide as one likes; one at a time on a phone. */
export function WorkPanes({ tab, onTab, ...parts }: WorkPanesProps) {
  const isPhone = useIsPhone();
  const [panes, onPanes] = usePanes();
  if (isPhone) {
    return (
      <>
        <Segmented
          block
          className="work-tabs"
          aria-label="看哪一部分"
          value={tab}
          onChange={onTab}
          options={[...TABS]}
        />
        <div className="work-pane">{parts[tab]}</div>
      </>
    );
  }
  return (
    <div className="workbench">
      <OutlineSide outline={parts.outline} panes={panes} onPanes={onPanes} />
      <section className="work-pane work-text" aria-label="正文">
        {parts.text}
      </section>
      <PageSide preview={parts.preview} check={parts.check} panes={panes} onPanes={onPanes} />
    </div>
  );
}
