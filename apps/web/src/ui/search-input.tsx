import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { clearSign } from './quiet-icons.tsx';

interface SearchInputProps {
  value: string | undefined;
  onSearch: (words: string) => void;
  placeholder: string;
  label: string;
  min?: number;
}

/** A key word, taken on Enter or on leaving the field; follows the address when that changes. */
export function SearchInput({ value = '', onSearch, placeholder, label, min = 1 }: SearchInputProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const words = typed.trim();
  const isTooShort = words.length > 0 && words.length < min;
  const take = () => {
    if (!isTooShort && words !== value) onSearch(words);
  };
  return (
    <>
      <Input
        type="search"
        allowClear={{ clearIcon: clearSign }}
        aria-label={label}
        placeholder={placeholder}
        maxLength={60}
        value={typed}
        status={isTooShort ? 'warning' : ''}
        onChange={(event) => {
          setTyped(event.target.value);
          if (event.target.value === '' && value !== '') onSearch('');
        }}
        onPressEnter={take}
        onBlur={take}
      />
      {isTooShort && (
        <span role="status" className="hint">
          请至少输入{min === 2 ? '两' : ` ${min} `}个字
        </span>
      )}
    </>
  );
}
