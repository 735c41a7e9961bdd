import type { ThemeConfig } from 'antd';

export const INK_BLUE = '#1F4E8C';

// Red belongs to overdue alone, so what went wrong in a form speaks in a dark amber.
const AMBER = '#8A4700';

/** Whoever asked their system for less movement gets windows and lists that are there at once. */
const isMoving = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The one place where antd is themed. */
export const theme: ThemeConfig = {
  token: {
    motion: isMoving,
    colorPrimary: INK_BLUE,
    colorInfo: INK_BLUE,
    colorLink: INK_BLUE,
    colorLinkHover: '#163A69',
    colorSuccess: '#1B6E3C',
    colorWarning: AMBER,
    colorPrimaryBg: '#EEF3F9',
    colorPrimaryBgHover: '#E1EAF5',
    colorPrimaryBorder: '#A9C2E3',
    colorInfoBg: '#EEF3F9',
    colorInfoBorder: '#A9C2E3',
    colorSuccessBg: '#EAF5EE',
    colorSuccessBorder: '#9FCFB1',
    colorWarningBg: '#FFF8E6',
    colorWarningBorder: '#E5CF73',
    colorError: AMBER,
    colorErrorBg: '#FFF8E6',
    colorErrorBorder: '#E5CF73',
    colorText: '#1F2329',
    colorTextSecondary: '#51585F',
    colorTextTertiary: '#5F666D',
    colorTextDescription: '#51585F',
    colorTextPlaceholder: '#6B7178',
    colorTextDisabled: '#6B7178',
    colorBorder: '#B9C0C7',
    colorBorderSecondary: '#DFE3E7',
    colorBgLayout: '#F5F6F8',
    borderRadius: 4,
    fontSize: 15,
    lineHeight: 1.6,
    controlHeight: 36,
    fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
    boxShadow: '0 4px 16px rgba(31, 35, 41, 0.12)',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Table: {
      cellPaddingBlockMD: 8,
      cellPaddingBlockSM: 7,
      headerBg: '#F5F6F8',
      headerColor: '#51585F',
      headerSplitColor: 'transparent',
      rowHoverBg: '#F7F9FC',
    },
    Form: { labelColor: '#1F2329', verticalLabelPadding: '0 0 4px', itemMarginBottom: 20 },
    Modal: { titleFontSize: 18 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 400 },
    Tabs: { horizontalMargin: '0 0 16px 0' },
  },
};
