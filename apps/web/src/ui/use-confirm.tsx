import { App } from 'antd';
import type { ReactNode } from 'react';

interface Question {
  title: string;
  /** What will follow, said before it happens. */
  consequences: ReactNode[];
  okText: string;
  cancelText?: string;
}

/** Asks before an act with consequences; resolves to whether to go on. */
export function useConfirm() {
  const { modal } = App.useApp();
  return ({ title, consequences, okText, cancelText = '再想想' }: Question): Promise<boolean> =>
    new Promise((resolve) => {
      modal.confirm({
        title,
        icon: null,
        width: 480,
        content: (
          <ul className="consequences">
            {consequences.map((line, index) => (
              <li key={index}>{line}</li>
            ))}
          </ul>
        ),
        okText,
        cancelText,
        autoFocusButton: 'cancel',
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      });
    });
}
