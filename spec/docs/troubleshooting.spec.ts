import { readFileSync } from 'node:fs';
import { ApiError } from 'framewise';

import { advice } from '../../src/errors/words/advice.js';

const page = readFileSync(new URL('../../docs/troubleshooting.md', import.meta.url), 'utf8');
const places = [...page.matchAll(/^<a id="(\w+)"><\/a>\n### .+\n\n> (.+)$/gm)].map(([, anchor, words]) => [anchor, words]);

describe('docs/troubleshooting.md', () => {
  it('has a place for each advice, with its very words, and no other', () => {
    expect(Object.fromEntries(places)).toEqual(advice);
    expect(places).toHaveLength(Object.keys(advice).length);
    expect(page.match(/<a id=/g)).toHaveLength(places.length);
  });

  it('is where an error leads', () => {
    const error = new ApiError({ type: 'timeout', origin: 'transport', message: '' });
    expect(error.help).toBe('framewise/docs/troubleshooting.md#raiseTimeout');
    expect(new ApiError({ type: 'timeout', origin: 'transport', message: '', advice: 'Wait.' }).help).toBeUndefined();
  });
});
