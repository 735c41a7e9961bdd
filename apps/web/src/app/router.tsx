import type { ComponentType } from 'react';
import { createBrowserRouter, Navigate } from 'react-router-dom';
import { ErrorPage, NotFoundPage } from './error-page.tsx';
import { Layout } from './layout.tsx';
import { SessionGate } from './session-gate.tsx';
import { FirstLoading } from '../ui/first-loading.tsx';

/** A page in its own piece of code, fetched when it is first opened. */
function page<K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) {
  return { lazy: async () => ({ Component: (await load())[name] }), errorElement: <ErrorPage /> };
}

export const router = createBrowserRouter([
  {
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <FirstLoading />,
    children: [
      { path: '/app/sign-in', ...page(() => import('../features/access/sign-in-page.tsx'), 'SignInPage') },
      {
        path: '/app',
        element: <SessionGate />,
        children: [
          {
            element: <Layout />,
            children: [
              { index: true, ...page(() => import('./home.tsx'), 'Component') },
              { path: 'account', ...page(() => import('../features/access/my-account-page.tsx'), 'MyAccountPage') },
              { path: 'password', ...page(() => import('../features/access/password-page.tsx'), 'PasswordPage') },
              { path: 'overview', ...page(() => import('../features/overview/overview-page.tsx'), 'OverviewPage') },
              { path: 'issues', ...page(() => import('../features/issues/ledger-page.tsx'), 'LedgerPage') },
              { path: 'issues/:id', ...page(() => import('../features/issues/issue-page.tsx'), 'IssuePage') },
              { path: 'reviews', ...page(() => import('./reviews-route.tsx'), 'ReviewsRoute') },
              {
                path: 'inspections',
                ...page(() => import('../features/inspections/inspections-page.tsx'), 'InspectionsPage'),
              },
              {
                path: 'inspections/new',
                ...page(() => import('../features/inspections/inspection-new-page.tsx'), 'InspectionNewPage'),
              },
              { path: 'inspections/:id', ...page(() => import('./inspection-room.tsx'), 'InspectionRoom') },
              {
                path: 'inspections/:id/edit',
                ...page(() => import('../features/inspections/inspection-edit-page.tsx'), 'InspectionEditPage'),
              },
              {
                path: 'inspections/:id/issues/new',
                ...page(() => import('../features/inspections/issue-new-page.tsx'), 'IssueNewPage'),
              },
              {
                path: 'inspections/:id/import',
                ...page(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
              },
              {
                path: 'programmes',
                ...page(() => import('../features/programmes/programmes-page.tsx'), 'ProgrammesPage'),
              },
              {
                path: 'programmes/new',
                ...page(() => import('../features/programmes/programme-new-page.tsx'), 'ProgrammeNewPage'),
              },
              { path: 'programmes/:id', ...page(() => import('./programme-room.tsx'), 'ProgrammeRoom') },
              { path: 'units', ...page(() => import('../features/units/units-page.tsx'), 'UnitsPage') },
              { path: 'reports', ...page(() => import('../features/reports/reports-page.tsx'), 'ReportsPage') },
              {
                path: 'reports/:id',
                ...page(() => import('../features/reports/editor/report-page.tsx'), 'ReportPage'),
              },
              { path: 'check', ...page(() => import('../features/checks/check-page.tsx'), 'CheckPage') },
              { path: 'feedback', ...page(() => import('../features/feedback/feedback-page.tsx'), 'FeedbackPage') },
              // The list stood here until reports had drafts; links to it are still about.
              { path: 'publications', element: <Navigate to="/app/reports" replace /> },
              { path: 'accounts', ...page(() => import('../features/access/accounts-page.tsx'), 'AccountsPage') },
              { path: 'backups', ...page(() => import('../features/backups/backups-page.tsx'), 'BackupsPage') },
              { path: 'audit', ...page(() => import('../features/audit/audit-page.tsx'), 'AuditPage') },
              { path: 'audit/chain', ...page(() => import('../features/audit/chain-page.tsx'), 'ChainPage') },
              {
                path: 'audit/checkpoints/:id',
                ...page(() => import('../features/audit/checkpoint-page.tsx'), 'CheckpointPage'),
              },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);
