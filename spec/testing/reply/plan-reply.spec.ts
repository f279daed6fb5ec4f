import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../../src/protocols/messages/protocol.js';
import type { Reply } from '../../../src/testing/reply.js';
import { checkPlace, planReply } from '../../../src/testing/reply/plan-reply.js';

const textOf = (chunks: readonly Uint8Array[]) => chunks.map((chunk) => Buffer.from(chunk).toString());
const plan = (reply: Reply) => planReply(reply, chatCompletions);

describe('planReply', () => {
  it('is one chunk for each event', () => {
    const { status, headers, chunks } = plan({ events: ['a', 'b'] });
    expect({ status, headers }).toEqual({ status: 200, headers: { 'content-type': 'text/event-stream' } });
    expect(textOf(chunks)).toEqual(['data: a\n\n', 'data: b\n\n']);
  });

  it('cuts as it is told', () => {
    expect(textOf(plan({ body: 'abcde', chunks: { bytes: 2 } }).chunks)).toEqual(['ab', 'cd', 'e']);
    expect(plan({ events: ['a', 'b'], chunks: 'whole' }).chunks).toHaveLength(1);
  });

  it('sends up to the fault, and what is behind a stall only once it is resumed', () => {
    expect(textOf(plan({ events: ['a', 'b'], fault: { kind: 'reset', atEvent: 1 } }).chunks)).toEqual(['data: a\n\n']);
    const stalling = plan({ events: ['a', 'b'], fault: { kind: 'stall', atByte: 4 } });
    expect([textOf(stalling.chunks), textOf(stalling.chunksBehindStall)]).toEqual([['data'], [': a\n\n', 'data: b\n\n']]);
  });

  it('puts the heartbeat before each event, and what trails behind all', () => {
    expect(textOf(plan({ events: ['a'], heartbeat: true, trailing: 'bye' }).chunks)).toEqual([': keep-alive\n\ndata: a\n\n', 'bye']);
  });

  it('lets the headers of the reply win, in lower case', () => {
    expect(plan({ json: {}, contentType: null, headers: { 'X-One': '1', 'Set-Cookie': ['a', 'b'] } }).headers).toEqual({ 'x-one': '1', 'set-cookie': ['a', 'b'] });
  });

  it('is the whole object where the client asks for no stream', () => {
    const { headers, chunks } = planReply({ text: 'Hi' }, messages, false);
    expect(headers).toEqual({ 'content-type': 'application/json' });
    expect(JSON.parse(textOf(chunks).join(''))).toMatchObject({ type: 'message', content: [{ text: 'Hi' }] });
  });
});

describe('checkPlace', () => {
  it('names a place that the body has in no protocol', () => {
    const reply: Reply = { text: 'Hello', fault: { kind: 'reset', afterText: 'Bye' } };
    expect(() => { checkPlace(reply, [chatCompletions, messages], 'script[0]'); }).toThrow('script[0]: fault.afterText: the text of the answer does not begin with "Bye"');
    expect(() => { checkPlace({ ...reply, fault: { kind: 'reset', afterText: 'Hel' } }, [messages], 'script[0]'); }).not.toThrow();
  });
});
