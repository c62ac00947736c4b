import { createRoot } from 'react-dom/client';
import { App } from './app';

const place = document.getElementById('app');
if (!place) throw new TypeError('index.html has no element for the page');
createRoot(place).render(<App />);
