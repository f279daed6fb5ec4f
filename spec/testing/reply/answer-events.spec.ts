import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { answerEvents } from '../../../src/testing/reply/answer-events.js';

describe('answerEvents', () => {
  it('writes an answer, its terminal last', () => {
    const { events, eventsToText } = answerEvents({ text: 'Hello, world' }, chatCompletions);
    expect(events.at(-1)).toBe('data: [DONE]\n\n');
    expect(eventsToText).toBeUndefined();
  });

  it('ends an event exactly where so much text has been said', () => {
    const { events, eventsToText } = answerEvents({ text: 'Hello, world' }, chatCompletions, 'Hello, wo');
    const said = events.slice(0, eventsToText).flatMap((event) => /"content":"([^"]*)"/.exec(event)?.[1] ?? []).join('');
    expect(said).toBe('Hello, wo');
    expect(events.join('')).toContain('"content":"rld"');
  });

  it('refuses a point that the text does not pass', () => {
    expect(() => answerEvents({ text: 'Hello' }, chatCompletions, 'Bye')).toThrow(new TypeError('fault.afterText: the text of the answer does not begin with "Bye"'));
  });

  it('fails in the form that is named, with no terminal', () => {
    const { events } = answerEvents({ text: 'Hi', error: { type: 'api_error', message: 'm' }, as: 'string' }, chatCompletions);
    expect(events.at(-1)).toBe('data: {"error":"m"}\n\n');
  });
});
