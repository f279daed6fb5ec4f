import { ToldItem } from '../../../../src/protocols/responses/read/told-item.js';

describe('ToldItem', () => {
  it('says all that has been told of it, each channel for itself', () => {
    const item = new ToldItem('message', 0, 'msg_1');
    item.told('text').add('Hi', undefined);
    item.told('refusal').add('no', undefined);
    expect(item.said).toEqual({ text: 'Hi', refusal: 'no', reasoning: '', summary: '', arguments: '' });
    expect(item.textOf('summary')).toBe('');
  });

  it('fits what the server states of the whole item', () => {
    const item = new ToldItem('message', 0, undefined);
    item.told('text').add('Hel', undefined);
    const stated = (text: string) => item.fit({ text, refusal: '', reasoning: '', summary: '', arguments: '' });
    expect([stated('Hello'), stated('Hel'), stated('Bye')]).toEqual(['begun', 'same', 'other']);
  });

  it('says no more once it is complete: at most the same again', () => {
    const item = new ToldItem('message', 0, undefined);
    item.isOpen = false;
    expect(item.fitText('text', 'text', 'Hi')).toBe('other');
    item.told('text').add('Hi', undefined);
    item.told('text').state('text', 'Hi');
    expect(item.fitText('text', 'text', 'Hi')).toBe('same');
  });

  it('gets no more fragments once its arguments are whole', () => {
    const item = new ToldItem('function_call', 0, undefined);
    expect(item.isGrowing).toBe(true);
    item.isWhole = true;
    expect(item.isGrowing).toBe(false);
  });
});
