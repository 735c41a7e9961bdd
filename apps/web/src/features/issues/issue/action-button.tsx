import { Button, Tooltip, type ButtonProps } from 'antd';
import { useId, useState } from 'react';
import type { Allowed } from './issue-types.ts';

interface ActionButtonProps extends Omit<ButtonProps, 'disabled' | 'children'> {
  action: Allowed | undefined;
  /** Overrides the server's verb. */
  label?: string;
  /** What a press does while the rules forbid the action, e.g. leading to what is missing. */
  onBlocked?: () => void;
}

/** A button for one allowed action: absent when not allowed at all; held up, it can still be reached and says why. */
export function ActionButton({ action, label, onBlocked, onClick, ...rest }: ActionButtonProps) {
  const id = useId();
  const [isFocused, setFocused] = useState(false);
  if (!action) return null;
  const text = label ?? action.label;
  if (action.reason === null) {
    return (
      <Button {...rest} {...(onClick && { onClick })}>
        {text}
      </Button>
    );
  }
  return (
    <span className="held-action">
      <Tooltip title={action.reason} trigger={['hover']} styles={{ root: { maxWidth: 420 } }}>
        <Button
          {...rest}
          type="default"
          className="is-held"
          aria-disabled
          aria-describedby={id}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onClick={() => onBlocked?.()}
        >
          {text}
        </Button>
      </Tooltip>
      <span id={id} className={isFocused ? 'held-reason hint' : 'visually-hidden'}>
        {action.reason}
      </span>
    </span>
  );
}
