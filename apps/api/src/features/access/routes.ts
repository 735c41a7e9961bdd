import type { Ctx } from '../../context.ts';
import type { Wire } from '../../http/meeting.ts';
import type { Routes } from '../../http/route.ts';
import { record } from '../audit/record.ts';
import { getAccountNews } from './account-news.ts';
import { createAccount, listAccounts, listMembers, resetPassword, updateAccount } from './accounts.ts';
import { endAccountSessions, resetSecondFactor, unlockAccount } from './account-rescue.ts';
import { changePassword } from './change-password.ts';
import { endSession, listSessions } from './own-sessions.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from './second-factor-settings.ts';
import { forgetSession, presentSession } from './session.ts';
import { completeSignIn, signIn } from './sign-in.ts';
import { beginSingleSignOn, completeSingleSignOn, getSignInOptions } from './single-sign-on.ts';

/** Ends this session, or all of the account's. */
async function leave(ctx: Ctx, wire: Wire, action: 'signOut' | 'signOutEverywhere'): Promise<void> {
  const { id: userId, sessionId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    await record(tx, ctx, { action, objectKind: 'session', objectId: userId });
    await tx.session.deleteMany({ where: action === 'signOut' ? { id: sessionId } : { userId } });
  });
  forgetSession(ctx, wire);
}

/** Sign-in, sessions and accounts. */
export function accessRoutes({ route, openRoute }: Routes): void {
  openRoute('signIn', signIn);
  openRoute('completeSignIn', completeSignIn);
  openRoute('getSignInOptions', getSignInOptions);
  openRoute('beginSingleSignOn', beginSingleSignOn);
  openRoute('completeSingleSignOn', completeSingleSignOn);
  route('getSession', async (ctx) => presentSession(ctx));
  route('signOut', (ctx, _input, wire) => leave(ctx, wire, 'signOut'));
  route('signOutEverywhere', (ctx, _input, wire) => leave(ctx, wire, 'signOutEverywhere'));
  route('listSessions', listSessions);
  route('endSession', endSession);
  route('changePassword', changePassword);
  route('getAccountNews', getAccountNews);
  route('getSecondFactor', getSecondFactor);
  route('beginSecondFactor', beginSecondFactor);
  route('confirmSecondFactor', confirmSecondFactor);
  route('removeSecondFactor', removeSecondFactor);
  route('renewRecoveryCodes', renewRecoveryCodes);
  route('listAccounts', listAccounts);
  route('createAccount', createAccount);
  route('updateAccount', updateAccount);
  route('resetPassword', resetPassword);
  route('resetSecondFactor', resetSecondFactor);
  route('endAccountSessions', endAccountSessions);
  route('unlockAccount', unlockAccount);
  route('listMembers', listMembers);
}
