import { EMPTY, type Observable } from 'rxjs';

import type { Completion } from '../../src/answer/completion.js';
import type { Frame, GoodFrame, RestartFrame } from '../../src/frame.js';
import { accumulate } from '../../src/operators/accumulate.js';
import { collect } from '../../src/operators/collect.js';
import { failAfter } from '../../src/operators/fail-after.js';
import { failOnErrorFrame } from '../../src/operators/fail-on-error-frame.js';
import { failOnStall } from '../../src/operators/fail-on-stall.js';
import { fallBackTo } from '../../src/operators/fall-back-to.js';
import { logFailures } from '../../src/operators/log-failures.js';
import { reliably } from '../../src/operators/reliably.js';
import { retryWithBackoff } from '../../src/operators/retry-with-backoff.js';
import { text } from '../../src/operators/text.js';
import { untilTerminal } from '../../src/operators/until-terminal.js';
import type { ChatCompletionChunk } from '../../src/protocols/chat-completions/payload.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import type { Message } from '../../src/protocols/messages/message.js';
import type { MessageStreamEvent } from '../../src/protocols/messages/payload.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import type { Payload } from './frames.js';

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- tells `any` from everything else
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only where the emitted type is exactly `Expected`: it is the compiler that runs this spec. */
const emits =
  <Expected>() =>
  <Actual>(...given: Same<Actual, Expected> extends true ? [Observable<Actual>] : [Observable<Actual>, never]) =>
    given;

const frames: Observable<Frame<Payload>> = EMPTY;

describe('the types of the operators', () => {
  it('keep the type of the payload through the whole pipe', () => {
    emits<GoodFrame<Payload>>()(frames.pipe(failOnErrorFrame()));
    emits<Frame<Payload>>()(frames.pipe(untilTerminal(), failOnStall(), logFailures()));
    emits<GoodFrame<Payload>>()(frames.pipe(failOnErrorFrame(), untilTerminal(), failOnStall(), retryWithBackoff(), logFailures()));
    emits<GoodFrame<Payload>>()(frames.pipe(reliably()));
    emits<Completion>()(frames.pipe(reliably(), collect()));
    emits<string>()(frames.pipe(reliably(), text()));
    void frames.pipe(failOnErrorFrame(), retryWithBackoff({ commitsOn: (frame) => frame.kind === 'data' && frame.payload.n === 1 }));
    void frames.pipe(reliably({ commitsOn: (frame) => frame.kind === 'data' && frame.payload.n === 1 }));
    expect.assertions(0);
  });

  it('add restart frames only for an announced replay', () => {
    const restartable = frames.pipe(reliably({ afterOutput: 'restart' }));
    emits<GoodFrame<Payload> | RestartFrame>()(restartable);
    emits<GoodFrame<Payload> | RestartFrame>()(frames.pipe(failOnErrorFrame(), retryWithBackoff({ afterOutput: 'restart' })));
    emits<GoodFrame<Payload>>()(frames.pipe(reliably({ afterOutput: 'fail' })));
    emits<Completion>()(restartable.pipe(untilTerminal(), collect()));
    // @ts-expect-error: pieces of text that are out cannot be taken back
    void restartable.pipe(text());
    expect.assertions(0);
  });

  it('name both protocols after a fallback', () => {
    const other: Observable<Frame<{ other: string }>> = EMPTY;
    const good = frames.pipe(reliably());
    emits<GoodFrame<Payload> | GoodFrame<{ other: string }>>()(good.pipe(fallBackTo(() => other.pipe(reliably()))));
    emits<GoodFrame<Payload> | GoodFrame<{ other: string }> | RestartFrame>()(
      good.pipe(fallBackTo(() => other.pipe(reliably()), { afterOutput: 'restart' })),
    );
    emits<string>()(good.pipe(fallBackTo(() => other.pipe(reliably())), fallBackTo(() => good), failAfter(1), text()));
    void good.pipe(fallBackTo(() => undefined, { commitsOn: (frame) => frame.kind === 'data' && frame.payload.n === 1 }));
    // @ts-expect-error: the next source may announce a restart, and pieces of text cannot be taken back
    void good.pipe(fallBackTo(() => other.pipe(reliably({ afterOutput: 'restart' }))), text());
    // @ts-expect-error: error frames of the next source would be lost
    void good.pipe(fallBackTo(() => other), text());
    expect.assertions(0);
  });

  it('let accumulate have an answer of one protocol only', () => {
    const first: Observable<Frame<MessageStreamEvent>> = EMPTY;
    const second: Observable<Frame<ChatCompletionChunk>> = EMPTY;
    const both = first.pipe(reliably(), fallBackTo(() => second.pipe(reliably())));
    emits<Completion>()(both.pipe(collect()));
    // @ts-expect-error: the answer may be one of Chat Completions
    void both.pipe(accumulate(messages));
    // @ts-expect-error: the answer may be one of Messages
    void both.pipe(accumulate(chatCompletions));
    emits<Message>()(first.pipe(reliably(), fallBackTo(() => first.pipe(reliably())), accumulate(messages)));
    expect.assertions(0);
  });

  it('do not let anybody forget the failure operator', () => {
    // @ts-expect-error: error frames would be lost
    void frames.pipe(collect());
    // @ts-expect-error: error frames would be lost
    void frames.pipe(text());
    // @ts-expect-error: error frames would not be retried
    void frames.pipe(retryWithBackoff());
    expect.assertions(0);
  });
});
