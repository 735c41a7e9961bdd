const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/DingTalk/, '钉钉'],
  [/Edg(?:e|A|iOS)?\//, 'Edge 浏览器'],
  [/360|QIHU/i, '360 浏览器'],
  [/Firefox|FxiOS/, 'Firefox 浏览器'],
  [/Chrome|CriOS/, 'Chrome 浏览器'],
  [/Safari/, 'Safari 浏览器'],
];
const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙设备'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, '安卓手机或平板'],
  [/Windows/, 'Windows 电脑'],
  [/Mac OS X/, 'Mac 电脑'],
  [/Kylin|UOS|Linux/, 'Linux 电脑'],
];

const find = (table: [RegExp, string][], text: string) => table.find(([pattern]) => pattern.test(text))?.[1];

/** A device as its owner would call it: Windows 电脑，Edge 浏览器. */
export function deviceName(userAgent: string | null): string {
  const parts = [find(SYSTEMS, userAgent ?? ''), find(BROWSERS, userAgent ?? '')].filter(Boolean);
  return parts.length > 0 ? parts.join('，') : '未知设备';
}
