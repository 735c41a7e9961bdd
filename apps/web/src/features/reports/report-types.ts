import type { CallReply } from '../../lib/call.ts';

export type ReportRow = CallReply<'listReports'>['items'][number];
export type ReportDetail = CallReply<'getReport'>;
export type Paragraph = ReportDetail['paragraphs'][number];
export type Figure = ReportDetail['figures'][number];
export type Contact = ReportDetail['contact'];
export type CheckReply = CallReply<'checkReport'>;
export type CheckFinding = CheckReply['findings'][number];
export type ReportComment = CallReply<'listReportComments'>['items'][number];
export type Audience = 'public' | 'party';

export const AUDIENCES: Readonly<Record<Audience, string>> = { public: '社会', party: '党内' };
