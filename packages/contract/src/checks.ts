import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id } from './common.ts';
import { checkFinding } from './report-shapes.ts';

/** Longest text that is checked, in characters. */
export const CHECK_TEXT_LIMIT = 2_000_000;
/** Largest file that is checked, bytes. */
export const CHECK_FILE_LIMIT = 20 * 1024 * 1024;

const checked = z.object({
  text: z.string(),
  issueCount: z.number().int(),
  measureCount: z.number().int(),
  title: z.string().nullable(),
  findings: z.array(checkFinding),
});

const inspectionId = id.optional().meta({ description: '同时对照这次巡察的台账' });

export const checkEndpoints = {
  checkText: endpoint({
    method: 'POST',
    path: '/api/checks/text',
    summary: '通报体检：检查粘贴的文字（纯文本或网页代码）',
    tag: '通报体检',
    body: z.strictObject({
      text: z.string().max(CHECK_TEXT_LIMIT, { error: '文字太长，最多 200 万字，请分成几段' }),
      isHtml: z.boolean().default(false),
      inspectionId,
    }),
    response: checked,
  }),
  checkFile: endpoint({
    method: 'POST',
    path: '/api/checks/file',
    summary: '通报体检：检查上传的文件（multipart/form-data，字段 file；txt、docx、html）',
    tag: '通报体检',
    query: z.object({ inspectionId }),
    bodyKind: 'file',
    response: checked,
  }),
};
