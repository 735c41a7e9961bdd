import type { CallReply } from '../../lib/call.ts';

export type Feedback = CallReply<'listFeedback'>['items'][number];
