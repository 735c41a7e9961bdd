import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const api = `http://127.0.0.1:${process.env.RECTIFY_API_PORT ?? '3000'}`;

// The server answers /app; vite's base wants /app/.
const withoutSlash: Plugin = {
  name: 'app-without-slash',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      request.url = request.url?.replace(/^\/app(?=\?|$)/, '/app/');
      next();
    });
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react(), withoutSlash],
  server: {
    host: '127.0.0.1',
    // Everything outside /app is the server's: the API and the public pages.
    proxy: { '^/(?!app(/|$)).*': api },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // A strict CSP allows no data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|react-router|react-router-dom|scheduler|@tanstack)[\\/]/,
            },
            { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|rc-[^\\/]+|dayjs)[\\/]/ },
            { name: 'contract', test: /(node_modules[\\/]zod|packages[\\/](contract|domain))[\\/]/ },
          ],
        },
      },
    },
  },
});
