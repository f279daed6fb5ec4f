import { type Frame, messages, streamFrames } from 'framewise';
import { defer, EMPTY, map, NEVER, Observable } from 'rxjs';

import { failOnErrorFrame } from '../src/operators/fail-on-error-frame.js';
import { failOnStall } from '../src/operators/fail-on-stall.js';
import { untilTerminal } from '../src/operators/until-terminal.js';
import { abortedBy, abortOf } from '../src/stream-notes.js';

describe('what may abort a stream', () => {
  it('is seen through operators, those of RxJS among them', () => {
    const stream = abortedBy(new Observable<never>(), NEVER);
    expect(abortOf(stream)).toBe(NEVER);
    expect(abortOf(stream.pipe(map((frame): Frame<object> => frame), failOnErrorFrame(), untilTerminal(), failOnStall()))).toBe(NEVER);
  });

  it('is known of what streamFrames returns, and is asked by nobody else', () => {
    const stream = streamFrames(messages, () => new Promise<Response>(() => undefined), { signal: AbortSignal.abort() });
    const errors: unknown[] = [];
    abortOf(stream)?.subscribe({ error: (error) => errors.push(error) });
    expect(errors).toMatchObject([{ type: 'aborted' }]);
  });

  it('is not seen where there is none, or behind what makes the stream only when it is asked', () => {
    expect(abortOf(EMPTY)).toBeUndefined();
    expect(abortOf(defer(() => abortedBy(new Observable<never>(), NEVER)))).toBeUndefined();
  });
});
