import { lastValueFrom, type OperatorFunction, Subject } from 'rxjs';
import * as z from 'zod';

import type { Frame } from '../../src/frame.js';
import { accumulate } from '../../src/operators/accumulate.js';
import { collect } from '../../src/operators/collect.js';
import { structured } from '../../src/operators/structured.js';
import { text } from '../../src/operators/text.js';
import { toolCalls } from '../../src/operators/tool-calls.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { apiError, type Payload, words } from './frames.js';

/** As plain JavaScript calls them: no type says that an operator is missing. */
const folds: Record<string, OperatorFunction<never, unknown>> = {
  text: text(),
  collect: collect(),
  accumulate: accumulate(messages),
  structured: structured(z.unknown()),
  toolCalls: toolCalls(),
};

describe('a forgotten failOnErrorFrame()', () => {
  it.each(Object.keys(folds))('ends %s in the error of the frame, and leaves the source', async (name) => {
    const error = apiError();
    const source = new Subject<Frame<Payload>>();
    const fold = folds[name] as OperatorFunction<Frame<Payload>, unknown>;
    const outcome = lastValueFrom(source.pipe(fold), { defaultValue: 'completed' });

    source.next(words('a'));
    source.next({ kind: 'error', payload: {}, error });

    expect(source.observed).toBe(false);
    await expect(outcome).rejects.toBe(error);
  });
});
