import { writeFileSync } from 'node:fs';
import { pages } from './write/pages.js';

for (const [file, text] of pages()) writeFileSync(new URL(file, import.meta.url), text);
