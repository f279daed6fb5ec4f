import type { Delta } from '../src/answer/delta.js';
import { ApiError } from '../src/errors/api-error.js';
import { commits } from '../src/frame.js';

const data = (...deltas: Delta[]) => ({ kind: 'data', payload: {}, deltas }) as const;

describe('commits', () => {
  it('is true once somebody may have read a word', () => {
    expect(commits(data({ type: 'usage', usage: {} }, { type: 'text', text: 'a', choice: 0 }))).toBe(true);
    expect(commits({ kind: 'unknown', payload: {} })).toBe(true);
    expect(commits({ kind: 'terminal', payload: undefined, deltas: [] })).toBe(true);
  });

  it('is false for a preamble, a ping and a restart', () => {
    expect(commits(data({ type: 'start', id: 'a' }, { type: 'usage', usage: { inputTokens: 1 } }))).toBe(false);
    expect(commits(data())).toBe(false);
    expect(commits({ kind: 'restart', attempt: 2, error: new ApiError({ type: 'overloaded_error', origin: 'stream', message: 'busy' }) })).toBe(false);
  });
});
