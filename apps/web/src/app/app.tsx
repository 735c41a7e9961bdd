import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode, useEffect } from 'react';
import { RouterProvider } from 'react-router-dom';
import { ApiProblem, SIGNED_OUT_EVENT } from '../lib/call.ts';
import { giveNonceToStyles, setStylesByProperty } from '../lib/style-nonce.ts';
import { busySign, quietIcons } from '../ui/quiet-icons.tsx';
import { theme } from '../ui/theme.ts';
import { router } from './router.tsx';

dayjs.locale('zh-cn');

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
giveNonceToStyles(nonce);
setStylesByProperty();

const client = new QueryClient({
  queryCache: new QueryCache(),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server explained will not change by asking again.
      retry: (count, error) => !(error instanceof ApiProblem && error.status >= 400 && error.status < 500) && count < 2,
    },
  },
});

/** Leads to the sign-in page when the session has ended, and back afterwards. */
function useSignedOutRedirect() {
  useEffect(() => {
    const leave = () => {
      const { pathname, search } = window.location;
      if (pathname === '/app/sign-in') return;
      const next = encodeURIComponent(pathname + search);
      // Cleared only after leaving: pages still open would ask again for what they lost.
      void router.navigate(`/app/sign-in?next=${next}`, { replace: true }).then(() => client.clear());
    };
    window.addEventListener(SIGNED_OUT_EVENT, leave);
    return () => window.removeEventListener(SIGNED_OUT_EVENT, leave);
  }, []);
}

export function App() {
  useSignedOutRedirect();
  return (
    <StrictMode>
      <QueryClientProvider client={client}>
        <ConfigProvider
          locale={zhCN}
          theme={theme}
          csp={{ nonce }}
          button={{ autoInsertSpace: false, loadingIcon: busySign }}
          {...quietIcons}
        >
          <AntApp className="app">
            <RouterProvider router={router} />
          </AntApp>
        </ConfigProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}
