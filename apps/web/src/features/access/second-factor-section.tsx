import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { call, type CallReply } from '../../lib/call.ts';
import { formatInstant } from '../../lib/format.ts';
import { invalidate, queryOf } from '../../lib/query.ts';
import { AsyncState } from '../../ui/async-state.tsx';
import { AskPassword } from './ask-password.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SecondFactorSetup } from './second-factor-setup.tsx';
import './my-account.css';

type Open = 'setup' | 'renew' | 'remove' | null;
type Factor = CallReply<'getSecondFactor'>;

function State({ factor, onOpen }: { factor: Factor; onOpen: (open: Open) => void }) {
  if (!factor.isOn || !factor.since) {
    return (
      <>
        <p>
          {factor.isRequired ? '您的角色须使用，请现在设置。' : '没有启用。'}
          启用后，登录除密码外还要输入手机上的动态口令，别人知道密码也进不来。
        </p>
        <div className="section-acts">
          <Button type="primary" onClick={() => onOpen('setup')}>
            设置两步登录
          </Button>
        </div>
      </>
    );
  }
  const isLow = factor.recoveryCodesLeft <= 3;
  return (
    <>
      <p>
        已启用（{formatInstant(factor.since)}起）。恢复码还剩 {factor.recoveryCodesLeft} 个
        {isLow ? '，建议换一组新的。' : '。'}
      </p>
      <div className="section-acts">
        <Button onClick={() => onOpen('renew')}>换一组恢复码</Button>
        {!factor.isRequired && <Button onClick={() => onOpen('remove')}>关闭两步登录</Button>}
      </div>
    </>
  );
}

/** 两步登录: how it stands, and what can be done about it. */
export function SecondFactorSection() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const factor = useQuery(queryOf('getSecondFactor'));
  const [open, setOpen] = useState<Open>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const refresh = () => invalidate(client, 'getSecondFactor', 'listSessions');

  const show = (recoveryCodes: readonly string[]) => {
    setOpen(null);
    setCodes(recoveryCodes);
    void refresh();
  };
  const renew = useMutation({
    mutationFn: (password: string) => call('renewRecoveryCodes', { body: { password } }),
    onSuccess: ({ recoveryCodes }) => show(recoveryCodes),
  });
  const remove = useMutation({
    mutationFn: (password: string) => call('removeSecondFactor', { body: { password } }),
    onSuccess: () => {
      setOpen(null);
      message.success('两步登录已关闭');
      void refresh();
    },
  });
  const act = open === 'renew' ? renew : remove;
  const close = () => {
    act.reset();
    setOpen(null);
  };

  return (
    <section aria-labelledby="second-factor-title">
      <h2 id="second-factor-title" className="form-section">
        两步登录
      </h2>
      <AsyncState query={factor} rows={2}>
        {(data) => <State factor={data} onOpen={setOpen} />}
      </AsyncState>
      {open === 'setup' && <SecondFactorSetup onClose={close} onDone={show} />}
      {(open === 'renew' || open === 'remove') && (
        <AskPassword
          title={open === 'renew' ? '换一组恢复码' : '关闭两步登录'}
          okText={open === 'renew' ? '换一组' : '关闭'}
          isBusy={act.isPending}
          error={act.error}
          onSubmit={(password) => act.mutate(password)}
          onClose={close}
        >
          <p>{open === 'renew' ? '原来的恢复码随即全部作废。' : '关闭后只凭密码就能登录，恢复码随即作废。'}</p>
        </AskPassword>
      )}
      {codes && (
        <RecoveryCodes
          codes={codes}
          onClose={() => {
            setCodes(null);
            // Whoever had to set it up first may go on now.
            void invalidate(client, 'getSession');
          }}
        />
      )}
    </section>
  );
}
