import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Checks, run, writeFiles } from './checks.js';

const sample = fileURLToPath(new URL('sample/nest', import.meta.url));

/** Its specs import by the names that the compiler will write. */
const moduleNameMapper = { '^(\\.{1,2}/.*)\\.js$': '$1' };
const jest = { moduleFileExtensions: ['js', 'json', 'ts'], testRegex: '\\.spec\\.ts$', moduleNameMapper, testEnvironment: 'node' };

/**
 * Runs a small application of NestJS in the bench: its spec in each test runner, and itself on both servers, as modules and as CommonJS.
 *
 * @param newestNode jest loads modules from CommonJS there, and NestJS 12 has nothing else; on an older Node its specs are modules.
 */
export function checkNest(checks: Checks, bench: string, tsconfig: object, newestNode: string): void {
  const project = (name: string, files: Readonly<Record<string, unknown>>): string => {
    const folder = join(bench, name.replaceAll(/[^\w.]+/g, '-'));
    writeFiles(folder, { 'tsconfig.json': tsconfig, ...files });
    cpSync(sample, join(folder, 'src'), { recursive: true });
    return folder;
  };
  const tool = (path: string): string => join(bench, 'node_modules', path);

  checks.check('an application of NestJS with jest as CommonJS, on the newest Node', () => {
    const files = { 'package.json': { private: true }, 'jest.config.json': { ...jest, transform: { '^.+\\.(t|j)s$': 'ts-jest' } } };
    run(newestNode, ['--experimental-vm-modules', tool('jest/bin/jest.js'), '--ci'], project('nest jest CommonJS', files));
  });
  checks.check('an application of NestJS with jest and modules', () => {
    const config = { ...jest, extensionsToTreatAsEsm: ['.ts'], transform: { '^.+\\.ts$': ['ts-jest', { useESM: true }] } };
    run(process.execPath, ['--experimental-vm-modules', tool('jest/bin/jest.js'), '--ci'], project('nest jest modules', { 'package.json': { private: true, type: 'module' }, 'jest.config.json': config }));
  });
  checks.check('an application of NestJS with vitest', () => {
    const folder = project('nest vitest', { 'package.json': { private: true, type: 'module' } });
    run(process.execPath, [tool('vitest/vitest.mjs'), 'run', '--globals', '--dir', folder], folder);
  });
  for (const type of ['module', 'commonjs']) {
    checks.check(`an application of NestJS on Express and Fastify, as ${type}`, () => {
      const folder = project(`nest app ${type}`, { 'package.json': { private: true, type } });
      run(process.execPath, [tool('typescript/bin/tsc'), '-p', '.', '--rootDir', 'src', '--outDir', 'dist'], folder);
      for (const node of [process.execPath, newestNode]) run(node, ['dist/serve.js'], folder);
    });
  }
}
