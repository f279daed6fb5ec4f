import type Anthropic from '@anthropic-ai/sdk';
import type OpenAI from 'openai';
import { EMPTY, type Observable, of } from 'rxjs';

import type { Frame, GoodFrame, RestartFrame } from '../../src/frame.js';
import { accumulate } from '../../src/operators/accumulate.js';
import { text } from '../../src/operators/text.js';
import type { Protocol } from '../../src/protocol.js';
import type { ChatCompletion } from '../../src/protocols/chat-completions/chat-completion.js';
import type { ChatCompletionChunk } from '../../src/protocols/chat-completions/payload.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import type { Message } from '../../src/protocols/messages/message.js';
import type { MessageStreamEvent } from '../../src/protocols/messages/payload.js';
import { messages } from '../../src/protocols/messages/protocol.js';

const events: Observable<GoodFrame<MessageStreamEvent>> = EMPTY;
const chunks: Observable<GoodFrame<ChatCompletionChunk>> = EMPTY;

describe('the types of accumulate', () => {
  it('follow from the protocol', () => {
    const message: Observable<Message> = events.pipe(accumulate(messages));
    const completion: Observable<ChatCompletion> = chunks.pipe(accumulate(chatCompletions));
    expect([message, completion]).toHaveLength(2);
  });

  it('let fields be read that the toolkit does not know', () => {
    const read = (message: Message, completion: ChatCompletion): readonly unknown[] => [
      message.context_management,
      message.content[0]?.caller,
      completion.provider,
      completion.choices[0]?.message.phase,
    ];
    expect(read).toBeInstanceOf(Function);
  });

  it('can be the vendor types, so that an answer goes back in the next turn', () => {
    const nextMessages = (message: Anthropic.Message): Anthropic.MessageParam[] => [
      { role: message.role, content: message.content },
      { role: 'user', content: 'Go on.' },
    ];
    const nextTurn = (completion: OpenAI.ChatCompletion): OpenAI.ChatCompletionMessageParam[] =>
      completion.choices.map(({ message }) => message);

    events.pipe(accumulate<Anthropic.Message>(messages)).subscribe(nextMessages);
    chunks.pipe(accumulate<OpenAI.ChatCompletion>(chatCompletions)).subscribe(nextTurn);
    // @ts-expect-error the toolkit's own type promises less than the vendor's
    events.pipe(accumulate(messages)).subscribe(nextMessages);
    expect.assertions(0);
  });

  it('take no error frames, no frames of another protocol, and no protocol without a fold', () => {
    const frames: Observable<Frame<MessageStreamEvent>> = EMPTY;
    // @ts-expect-error failOnErrorFrame() is missing
    void frames.pipe(accumulate(messages));
    // @ts-expect-error the frames are those of another protocol
    void chunks.pipe(accumulate(messages));
    // @ts-expect-error nothing to fold with
    const withoutFold = (protocol: Protocol<MessageStreamEvent>): unknown => accumulate(protocol);
    expect(withoutFold).toBeInstanceOf(Function);
  });

  it('take restart frames, unlike text()', () => {
    const replayed: Observable<GoodFrame<MessageStreamEvent> | RestartFrame> = of();
    void replayed.pipe(accumulate(messages));
    // @ts-expect-error words that are void cannot be taken back
    void replayed.pipe(text());
    expect.assertions(0);
  });
});
