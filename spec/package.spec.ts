import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type typescript from 'typescript';

import { ts } from './support/typescript.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  main: string;
  types: string;
  engines: { node: string };
  dependencies: Record<string, string>;
  exports: Record<string, { types: string; default: string } | string>;
};

const installed = '/app/node_modules/framewise/';

/** An app that has the package installed; what the build will write is known by what it is built from. */
const app: typescript.ModuleResolutionHost = {
  fileExists: (path) => path === `${installed}package.json` || (path.startsWith(`${installed}dist/`) && existsSync(sourceOf(path))),
  readFile: (path) => (path === `${installed}package.json` ? JSON.stringify(manifest) : undefined),
};

function sourceOf(path: string): string {
  return path.replace(`${installed}dist/`, `${root}src/`).replace(/(?:\.d\.ts|\.js)$/, '.ts');
}

const modes: [name: string, options: typescript.CompilerOptions, format: typescript.ResolutionMode][] = [
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the oldest form is the one that needs the most help
  ['node', { moduleResolution: ts.ModuleResolutionKind.Node10 }, undefined],
  ['node16 from CommonJS', { moduleResolution: ts.ModuleResolutionKind.Node16 }, ts.ModuleKind.CommonJS],
  ['nodenext from a module', { moduleResolution: ts.ModuleResolutionKind.NodeNext }, ts.ModuleKind.ESNext],
  ['bundler', { moduleResolution: ts.ModuleResolutionKind.Bundler }, undefined],
];

const entries = Object.keys(manifest.exports).filter((entry) => entry !== './package.json');

describe('the package', () => {
  it.each(modes)('gives types for every entry point to moduleResolution %s', (_, options, format) => {
    for (const entry of entries) {
      const name = entry.replace('.', 'framewise');
      const { resolvedModule } = ts.resolveModuleName(name, '/app/main.ts', options, app, undefined, undefined, format);
      expect([name, resolvedModule?.resolvedFileName]).toEqual([name, expect.stringMatching(/\/dist\/(?:.+\/)?index\.d\.ts$/)]);
    }
  });

  it('names the same files for old resolvers and for new ones', () => {
    expect(manifest.exports['.']).toEqual({ types: manifest.types, default: manifest.main });
  });

  it('depends on nothing that asks for a newer Node than the package itself', () => {
    const [, ours = ''] = />=(\d+)/.exec(manifest.engines.node) ?? [];
    for (const name of Object.keys(manifest.dependencies)) {
      const { engines } = JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')) as { engines?: { node?: string } };
      const [, asked = '0'] = />=\s*(\d+)/.exec(engines?.node ?? '') ?? [];
      expect([name, Number(asked) <= Number(ours)]).toEqual([name, true]);
    }
  });
});
