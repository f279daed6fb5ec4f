import { createServer } from 'node:http';
import { NEVER, type Observable, of } from 'rxjs';

import { applicationCloses, Closing, endAtClose } from '../../src/nestjs/closing.js';

/** What becomes of a stream: what it says, in the order in which it says it. */
function watch(stream$: Observable<unknown>): unknown[] {
  const seen: unknown[] = [];
  stream$.subscribe({ next: (value) => seen.push(value), error: (error: { type: string }) => seen.push(error.type), complete: () => seen.push('complete') });
  return seen;
}

describe('endAtClose', () => {
  let closing: Closing;

  beforeEach(() => {
    closing = new Closing();
    closing.begin(undefined);
  });

  afterEach(() => { closing.end(); });

  it('ends what has not ended, and what begins later, each with an error of its own', () => {
    const errors: unknown[] = [];
    for (const {} of [1, 2]) NEVER.pipe(endAtClose()).subscribe({ error: (error: unknown) => errors.push(error) });
    const whole = watch(of('a').pipe(endAtClose()));
    closing.announce();
    expect(errors).toMatchObject([{ type: 'aborted' }, { type: 'aborted' }]);
    expect(errors[0]).not.toBe(errors[1]);
    expect(whole).toEqual(['a', 'complete']);
    expect(watch(of('a').pipe(endAtClose()))).toEqual(['aborted']);
  });

  it('leaves alone what begins when no application is there', () => {
    closing.announce();
    closing.end();
    expect(watch(of('a').pipe(endAtClose()))).toEqual(['a', 'complete']);
  });

  it('knows, among several applications, whose request is answered', async () => {
    const other = new Closing();
    const servers = [closing, other].map((each) => {
      const server = createServer();
      each.begin(server);
      return server;
    });
    const seen = await Promise.all(servers.map((server) => new Promise<unknown[]>((resolve) => {
      server.once('request', () => setImmediate(() => { resolve(watch(NEVER.pipe(endAtClose(applicationCloses)))); }));
      server.emit('request');
    })));
    closing.announce();
    expect(seen).toEqual([['aborted'], []]);
    other.announce();
    other.end();
    expect(seen[1]).toEqual(['aborted']);
  });
});
