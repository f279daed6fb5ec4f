import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { checkNest } from './check-nest.js';
import { type Checks, run, writeFiles } from './checks.js';
import { npm, type Packed } from './pack.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The tsconfig of Nest's starter, in what concerns a compiler of specs. */
const nestConfig = {
  compilerOptions: {
    module: 'nodenext', moduleResolution: 'nodenext', resolvePackageJsonExports: true, esModuleInterop: true, isolatedModules: true,
    emitDecoratorMetadata: true, experimentalDecorators: true, target: 'ES2023', types: ['node', 'jest'], strict: true, skipLibCheck: true,
  },
};

/** Compilers by their packages, from the oldest that zod 4 supports, each with the settings that it still has or has already. */
const compilers: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'typescript-5.5': [
    ['--module', 'es2022', '--moduleResolution', 'node'],
    ['--module', 'node16', '--moduleResolution', 'node16'],
    ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ],
  typescript: [
    ['--module', 'es2022', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'],
    ['--module', 'node16', '--moduleResolution', 'node16'],
    ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ],
  'typescript-7': [
    ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ],
};

/**
 * Installs the package beside test runners and compilers, and runs small projects there.
 *
 * @param guide docs/testing.md: its configurations are taken exactly as they are printed.
 * @param newestNode the newest Node that there is.
 */
export function checkProjects(checks: Checks, { tarball }: Packed, work: string, guide: string, newestNode: string): void {
  const bench = join(work, 'bench');
  cpSync(join(here, 'bench'), bench, { recursive: true });
  checks.check('it installs beside jest, vitest and three compilers', () => {
    run(npm[0], [...npm.slice(1), 'install', '--no-audit', '--no-fund', tarball], bench);
  });

  const jest = (name: string, flags: readonly string[], files: Readonly<Record<string, unknown>>, spec: string): void => {
    checks.check(name, () => {
      const folder = project(bench, name, { 'tsconfig.json': nestConfig, ...files }, spec);
      run(process.execPath, [...flags, join(bench, 'node_modules/jest/bin/jest.js'), '--ci'], folder);
    });
  };
  const commonJs = printed(guide, 'jest.config.json');
  jest('jest and ts-jest as CommonJS, as docs/testing.md sets them up', [], { 'package.json': { private: true }, 'jest.config.json': commonJs }, 'answer.spec.ts');
  const modules = printed(guide, 'jest.config.mjs');
  jest('jest and ts-jest with modules, as docs/testing.md sets them up', ['--experimental-vm-modules'], { 'package.json': { private: true, type: 'module' }, 'jest.config.mjs': modules }, 'answer.spec.ts');
  const page = { 'package.json': { private: true }, 'jest.config.json': { ...(JSON.parse(commonJs) as object), testEnvironment: './page-environment.cjs' }, 'page-environment.cjs': printed(guide, 'page-environment.cjs') };
  jest('jest with jsdom, as docs/testing.md sets it up', [], page, 'page.spec.ts');
  checks.check('framewise loads in jest with jsdom as it comes', () => {
    const files = { ...page, 'jest.config.json': { ...(JSON.parse(commonJs) as object), testEnvironment: 'jsdom' }, 'src/load.spec.ts': "import { ApiError } from 'framewise';\n\nit('loads', () => expect(ApiError.is(1)).toBe(false));\n" };
    run(process.execPath, [join(bench, 'node_modules/jest/bin/jest.js'), '--ci'], project(bench, 'bare jsdom', { 'tsconfig.json': nestConfig, ...files }));
  });

  checks.check('vitest', () => {
    const folder = project(bench, 'vitest', { 'package.json': { private: true, type: 'module' } }, 'answer.spec.ts');
    run(process.execPath, [join(bench, 'node_modules/vitest/vitest.mjs'), 'run', '--globals', '--dir', folder], folder);
  });

  checkNest(checks, bench, nestConfig, newestNode);

  for (const [compiler, settings] of Object.entries(compilers)) {
    for (const setting of settings) {
      checks.check(`${compiler} ${setting.join(' ')}`, () => {
        const folder = project(bench, `${compiler} ${setting[3] ?? ''}`, {}, 'types.mts');
        const strict = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--types', 'node'];
        run(process.execPath, [join(bench, 'node_modules', compiler, 'bin/tsc'), ...strict, ...setting, 'src/types.mts'], folder);
      });
    }
  }
}

/** A folder below the installed packages, with these files and one of the samples. */
function project(bench: string, name: string, files: Readonly<Record<string, unknown>>, spec?: string): string {
  const folder = join(bench, name.replaceAll(/[^\w.]+/g, '-'));
  writeFiles(folder, files);
  if (spec !== undefined) cpSync(join(here, 'sample', spec), join(folder, 'src', spec));
  return folder;
}

/** @returns the block of the guide that stands behind a paragraph which ends with the name of this file. */
function printed(guide: string, file: string): string {
  const [, block] = new RegExp(`\`${file.replaceAll('.', '\\.')}\`[^\`]*\n\n\`\`\`\\w+\n([^]*?)^\`\`\``, 'm').exec(guide) ?? [];
  if (block === undefined) throw new Error(`docs/testing.md prints no ${file}`);
  return block;
}
