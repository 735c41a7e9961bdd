import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import './ui/styles/base.css';
import './ui/styles/forms.css';
import './ui/styles/parts.css';
import './ui/styles/data-table.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
