import { NEVER } from 'rxjs';

import { type Abort, announceAbort, collectAborts } from '../src/abort-scope.js';

describe('the scope of an attempt', () => {
  it('collects what is announced while it is subscribed to, and nothing later', () => {
    const aborts = new Set<Abort>();
    collectAborts(aborts, () => { announceAbort(NEVER); });
    announceAbort(NEVER.pipe());
    expect([...aborts]).toEqual([NEVER]);
  });

  it('tells an attempt around another one too', () => {
    const outer = new Set<Abort>();
    const inner = new Set<Abort>();
    collectAborts(outer, () => { collectAborts(inner, () => { announceAbort(NEVER); }); });
    expect([outer.size, inner.size]).toEqual([1, 1]);
  });

  it('ends where the subscribing throws', () => {
    const aborts = new Set<Abort>();
    expect(() => { collectAborts(aborts, () => { throw new Error('no'); }); }).toThrow('no');
    announceAbort(NEVER);
    expect(aborts.size).toBe(0);
  });
});
