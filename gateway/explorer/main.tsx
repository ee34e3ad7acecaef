import 'graphiql/setup-workers/vite';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.tsx';

const place = document.getElementById('explorer');
if (place) createRoot(place).render(<Explorer />);
