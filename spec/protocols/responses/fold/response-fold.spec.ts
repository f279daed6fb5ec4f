import { ResponseFold } from '../../../../src/protocols/responses/fold/response-fold.js';

describe('ResponseFold', () => {
  it('is nothing before the first event', () => {
    expect(new ResponseFold().snapshot()).toBeUndefined();
  });

  it('says the status that an event means where the response in it says none', () => {
    const fold = new ResponseFold();
    fold.restate('response.queued', { id: 'resp_1' });
    expect(fold.snapshot()).toEqual({ object: 'response', id: 'resp_1', status: 'queued', output: [], output_text: '' });
    fold.restate('response.done', { status: 'incomplete' });
    expect(fold.snapshot()).toMatchObject({ id: 'resp_1', status: 'incomplete' });
  });

  it('begins another response', () => {
    const fold = new ResponseFold();
    fold.restate('response.created', { id: 'resp_1' });
    fold.audio.append('data', 'AA');
    fold.restate('response.created', { id: 'resp_2' });
    expect(fold.snapshot()).toEqual({ object: 'response', id: 'resp_2', status: 'in_progress', output: [], output_text: '' });
  });

  it('keeps the streamed output where a complete response has an empty one', () => {
    const fold = new ResponseFold();
    fold.output.begin({ index: 0, id: 'msg_1' }, { type: 'message', id: 'msg_1', content: [{ type: 'output_text', text: 'Hi' }] });
    fold.restate('response.completed', { output: [] });
    expect(fold.snapshot()).toMatchObject({ status: 'completed', output_text: 'Hi' });
  });

  it('shows sound that no item holds', () => {
    const fold = new ResponseFold();
    fold.audio.append('transcript', 'Hi');
    expect(fold.snapshot()).toMatchObject({ audio: { data: '', transcript: 'Hi' } });
  });

  it('gives the same object until something has changed', () => {
    const fold = new ResponseFold();
    fold.restate('response.created', { id: 'resp_1' });
    const before = fold.snapshot();
    expect(fold.snapshot()).toBe(before);
    fold.restate('response.completed', { usage: null });
    expect(fold.snapshot()).not.toBe(before);
  });
});
