import { dayInShanghai } from '@rectify/domain';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useRef } from 'react';
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

/** A calendar day, YYYY-MM-DD: picked from the calendar or typed in any usual way of writing. */
export function DayInput({ value, onChange, min, max, placeholder = '如 2024-6-30 或 6月30日', ...rest }: DayInputProps) {
  const typed = useRef('');

  const take = () => {
    const day = parseDay(typed.current, dayInShanghai(new Date()));
    typed.current = '';
    if (day && (!min || day >= min) && (!max || day <= max)) onChange?.(day);
  };

  return (
    <span
      className="day-input"
      onInput={(event) => {
        typed.current = (event.target as HTMLInputElement).value;
      }}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !typed.current) return;
        // Enter takes the typed day; it must not send the form at the same time.
        event.preventDefault();
        take();
      }}
      onBlur={() => typed.current && take()}
    >
      <DatePicker
        {...rest}
        value={value ? dayjs(value) : null}
        onChange={(day) => {
          typed.current = '';
          onChange?.(day ? day.format('YYYY-MM-DD') : null);
        }}
        format="YYYY-MM-DD"
        {...(min && { minDate: dayjs(min) })}
        {...(max && { maxDate: dayjs(max) })}
        placeholder={placeholder}
        preserveInvalidOnBlur={false}
        className="full-width"
      />
    </span>
  );
}
