import type { Delta } from '../../../src/answer/delta.js';
import { AnswerDocument } from '../../../src/operators/output/answer-document.js';

const text = (piece: string, choice = 0): Delta => ({ type: 'text', text: piece, choice });
const call = (index: number, name: string | undefined, json: string): Delta => ({ type: 'tool-call', index, ...(name !== undefined && { name }), arguments: json, choice: 0 });

describe('AnswerDocument', () => {
  it('is the text of choice 0', () => {
    const document = new AnswerDocument('text');
    expect([text('{"a"'), text('ignored', 1), call(0, 'save', '{}'), text(':1}')].map((delta) => document.add(delta))).toEqual(['{"a"', '', '', ':1}']);
    expect(document).toMatchObject({ text: '{"a":1}', title: 'The text', isFound: true, isCall: false });
  });

  it('is the input of the first call of a tool', () => {
    const document = new AnswerDocument({ tool: 'save' });
    for (const delta of [text('I save it.'), call(0, 'look', '{}'), call(1, 'save', '{"a"'), call(1, undefined, ':1}'), call(2, 'save', '{"b":2}')]) document.add(delta);
    expect(document).toMatchObject({ text: '{"a":1}', title: 'The input of "save"', isCall: true });
  });

  it('holds fragments until the name comes, also where it comes in pieces', () => {
    const document = new AnswerDocument({ tool: 'save' });
    expect(document.add(call(0, undefined, '{"a"'))).toBe('');
    expect(document.add(call(0, 'sa', ':'))).toBe('');
    expect(document.add(call(0, 'save', '1}'))).toBe('{"a":1}');
  });

  it('drops what it held for a call of another name', () => {
    const document = new AnswerDocument({ tool: 'save' });
    document.add(call(0, undefined, '{"a":1}'));
    document.add(call(0, 'look', ''));
    expect(document).toMatchObject({ text: '', isFound: false });
  });

  it('remembers the refusal and the finish, which say why there is none', () => {
    const document = new AnswerDocument('text');
    document.add({ type: 'refusal', text: 'I will not', choice: 0 });
    document.add({ type: 'finish', reason: 'refusal', raw: 'refusal', choice: 0 });
    expect(document).toMatchObject({ refusal: 'I will not', finish: { reason: 'refusal' }, isFound: false });
  });
});
