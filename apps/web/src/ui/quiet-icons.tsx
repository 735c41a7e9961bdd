import { CalendarOutlined, CloseCircleFilled, CloseOutlined, DownOutlined, LoadingOutlined } from '@ant-design/icons';

// The library's icons are read aloud in English; beside a labelled control they say nothing that is not said already.
const down = <DownOutlined aria-hidden />;
const clear = <CloseCircleFilled aria-hidden />;
const close = <CloseOutlined aria-hidden />;

/** The arrow of a field that opens a tree, which takes none from the one place below. */
export const quietArrow = down;

/** The sign that empties a field; its button has no other name. */
export const clearSign = (
  <>
    {clear}
    <span className="visually-hidden">清空</span>
  </>
);

/**
 * Turns in a button that is at work. antd's own is read aloud as a second name of the button, and stays so where the
 * answer comes before its way in has ended.
 */
export const busySign = <LoadingOutlined aria-hidden />;

/** Icons of antd's controls, for the eye alone. */
export const quietIcons = {
  select: { suffixIcon: down, clearIcon: clear, removeIcon: close },
  datePicker: { suffixIcon: <CalendarOutlined aria-hidden />, clearIcon: clear },
  modal: { closeIcon: close },
  drawer: { closeIcon: close },
} as const;
