import { readFileSync } from 'node:fs';

/** The operators that `framewise` exports, by name: what `src/index.ts` takes from `operators/` and is no type. */
export function exportedOperators(): string[] {
  const index = readFileSync(new URL('../../src/index.ts', import.meta.url), 'utf8');
  return [...index.matchAll(/^export \{([^}]*)\} from '\.\/operators\//gm)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim()).filter((name) => !name.startsWith('type ')),
  );
}
