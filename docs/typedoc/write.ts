/** Writes the reference from the doc blocks: `npm run docs:api`. Another folder than docs/api may be named. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const [out = path('../api')] = process.argv.slice(2);

const app = await Application.bootstrapWithPlugins({ options: path('options.json'), out });
const project = await app.convert();
if (project === undefined || app.logger.hasWarnings()) throw new Error('The source or its doc blocks are not in order.');
await app.generateOutputs(project);

// typedoc copies the pictures that doc blocks show. They stand in the repository already, so its pages show those.
rmSync(join(out, '_media'), { recursive: true, force: true });
for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.md')) continue;
  const page = join(out, file);
  writeFileSync(page, readFileSync(page, 'utf8').replace(/\]\(((?:\.\.\/)*)_media\//g, (_, up: string) => `](${up}../diagrams/`));
}
