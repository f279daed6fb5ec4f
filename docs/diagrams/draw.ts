import { writeFileSync } from 'node:fs';

import { pictures } from './draw/pictures.js';

for (const [file, svg] of pictures()) writeFileSync(new URL(file, import.meta.url), svg);
