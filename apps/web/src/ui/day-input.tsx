import { dayInShanghai, formatDayZh } from '@rectify/domain';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useId, useRef, useState } from 'react';
import { parseDay } from './parse-day.ts';

interface DayInputProps {
  value?: string | null;
  onChange?: (day: string | null) => void;
  id?: string;
  min?: string | undefined;
  max?: string | undefined;
  disabled?: boolean;
  placeholder?: string;
  'aria-label'?: string;
}

/** Why the typed text was not taken; null when it was. */
function faultOf(typed: string, day: string | null, { min, max }: Pick<DayInputProps, 'min' | 'max'>): string | null {
  if (!day) return `“${typed}”不是日期，请写成 2024-6-30 或 6月30日`;
  if (min && day < min) return `不能早于${formatDayZh(min)}`;
  if (max && day > max) return `不能晚于${formatDayZh(max)}`;
  return null;
}

/** A calendar day, YYYY-MM-DD: picked from the calendar or typed in any usual way of writing. */
export function DayInput({
  value,
  onChange,
  min,
  max,
  placeholder = '如 2024-6-30 或 6月30日',
  ...rest
}: DayInputProps) {
  const typed = useRef('');
  const noteId = useId();
  const [note, setNote] = useState<string | null>(null);
  const [round, setRound] = useState(0);

  const take = (isLeaving: boolean) => {
    const text = typed.current.trim();
    typed.current = '';
    if (!text) return;
    const day = parseDay(text, dayInShanghai(new Date()));
    const fault = faultOf(text, day, { min, max });
    setNote(fault);
    if (!fault) onChange?.(day);
    // The same day again changes no value, so the text as typed would stay.
    if (isLeaving && (fault || day === value)) setRound(round + 1);
  };

  return (
    <span
      className="day-input"
      onInput={(event) => {
        typed.current = (event.target as HTMLInputElement).value;
        setNote(null);
      }}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !typed.current) return;
        // Enter takes the typed day; it must not send the form at the same time.
        event.preventDefault();
        take(false);
      }}
      onBlur={() => take(true)}
    >
      <DatePicker
        {...rest}
        key={round}
        value={value ? dayjs(value) : null}
        onChange={(day) => {
          typed.current = '';
          setNote(null);
          onChange?.(day ? day.format('YYYY-MM-DD') : null);
        }}
        format="YYYY-MM-DD"
        {...(min && { minDate: dayjs(min) })}
        {...(max && { maxDate: dayjs(max) })}
        placeholder={placeholder}
        preserveInvalidOnBlur={false}
        className="full-width"
        aria-describedby={note ? noteId : undefined}
      />
      {note && (
        <span id={noteId} role="alert" className="day-note">
          {note}
        </span>
      )}
    </span>
  );
}
