import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}node_modules/.cache/framewise-specs`;
const made = new Map<string, string>();

/** What packages written for CommonJS ask for. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
const __filename = import.meta.filename ?? import.meta.url.slice('file://'.length), __dirname = __filename.slice(0, __filename.lastIndexOf('/'));`;

/**
 * A program of this repository as one file that Node can run. A process that begins with TypeScript spends most of its time on that.
 * Packages are in it, which else take as long, and of all of them no blanks; or they stay outside, and are found from where the file lies.
 *
 * @param main its path below the root of the repository. It must not look for files beside itself.
 * @param packages `external` where one of them loads others only if they are installed.
 */
export function bundled(main: string, packages: 'bundle' | 'external' = 'bundle'): string {
  const known = made.get(main);
  if (known !== undefined) return known;
  const { outputFiles } = buildSync({
    absWorkingDir: root, entryPoints: [main], tsconfig: `${root}tsconfig.json`, write: false,
    bundle: true, packages, banner: { js: packages === 'bundle' ? REQUIRE : '' }, platform: 'node', format: 'esm', target: 'node20', keepNames: true, minifyWhitespace: true, minifySyntax: true,
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  // Named by what is in it: several processes may write it, each of them the same.
  const file = `${folder}/${basename(main, '.ts')}-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${String(process.pid)}`, code);
  renameSync(`${file}.${String(process.pid)}`, file);
  made.set(main, file);
  return file;
}
