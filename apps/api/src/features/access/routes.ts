import { fromNodeHeaders } from 'better-auth/node';
import type { Routes } from '../../http/route.ts';
import { record } from '../audit/record.ts';
import { createAccount, listAccounts, listMembers, resetPassword, updateAccount } from './accounts.ts';
import { changePassword } from './change-password.ts';
import { passCookies, presentSession } from './session.ts';
import { createSignInLimiter, signIn } from './sign-in.ts';

/** Sign-in, sessions and accounts. */
export function accessRoutes({ route, openRoute }: Routes): void {
  const limiter = createSignInLimiter();
  openRoute('signIn', (ctx, input, wire) => signIn(ctx, input, wire, limiter));
  route('getSession', async (ctx) => presentSession(ctx));
  route('signOut', async (ctx, _input, wire) => {
    await ctx.db.$transaction((tx) =>
      record(tx, ctx, { action: 'signOut', objectKind: 'session', objectId: ctx.actor.id }),
    );
    const { headers } = await ctx.auth.api.signOut({
      headers: fromNodeHeaders(wire.request.headers),
      returnHeaders: true,
    });
    passCookies(headers, wire.response);
  });
  route('signOutEverywhere', async (ctx, _input, wire) => {
    await ctx.db.$transaction(async (tx) => {
      await record(tx, ctx, { action: 'signOutEverywhere', objectKind: 'session', objectId: ctx.actor.id });
      await tx.session.deleteMany({ where: { userId: ctx.actor.id } });
    });
    const { headers } = await ctx.auth.api.signOut({
      headers: fromNodeHeaders(wire.request.headers),
      returnHeaders: true,
    });
    passCookies(headers, wire.response);
  });
  route('changePassword', changePassword);
  route('listAccounts', listAccounts);
  route('createAccount', createAccount);
  route('updateAccount', updateAccount);
  route('resetPassword', resetPassword);
  route('listMembers', listMembers);
}
