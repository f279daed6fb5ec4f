import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { typeCheck } from '../../support/type-check.js';

const folder = 'src/protocols/chat-completions';
const payload = `${folder}/payload.ts`;
const tables = [`${folder}/read/read-delta.ts`, `${folder}/fold/message-fold.ts`];

describe('a field of a delta', () => {
  it('is refused by the compiler until it is both read and folded', () => {
    const text = readFileSync(fileURLToPath(new URL(`../../../${payload}`, import.meta.url)), 'utf8');
    const withNews = text.replace('  readonly role?: unknown;\n', (line) => `${line}  readonly news?: unknown;\n`);
    const { problems } = typeCheck([payload, ...tables], new Map([[payload, withNews]]));
    expect(problems).toHaveLength(2);
    for (const table of tables) expect(problems).toContainEqual(expect.stringMatching(`^${table}:\\d+: [^]*'news' is missing`));
  });
});
