import { PartFold } from '../../../../src/protocols/responses/fold/part-fold.js';

describe('PartFold', () => {
  it('begins a part that nobody has announced as its type begins', () => {
    expect(PartFold.implied('output_text', 0, 0).value).toEqual({ type: 'output_text', text: '', annotations: [] });
    expect(PartFold.implied('refusal', 0, 0).value).toEqual({ type: 'refusal', refusal: '' });
  });

  it('takes fragments of its own type, and of any where nobody knows its type', () => {
    const typed = PartFold.implied('output_text', 0, 0);
    const strange = new PartFold({ type: 'new_part' }, 0, 0, true);
    expect([typed.takes('output_text'), typed.takes('refusal'), strange.takes('refusal')]).toEqual([true, false, true]);
    typed.isGone = true;
    expect(typed.takes('output_text')).toBe(false);
  });

  it('says its text, a refusal too', () => {
    expect(new PartFold({ type: 'refusal', refusal: 'no' }, 0, 0, true).text).toBe('no');
    expect(new PartFold('no object', 0, 0, true).text).toBe('');
  });

  it('gets no more fragments once it has been stated', () => {
    const part = PartFold.implied('output_text', 0, 0);
    part.markStated('text');
    expect([part.isOpen, part.isStated('text'), part.isStated('part')]).toEqual([false, true, false]);
  });

  it('puts an annotation in the place of the one with its number, or behind the last', () => {
    const part = PartFold.implied('output_text', 0, 0);
    for (const [at, annotation] of [[0, 'a'], [undefined, 'b'], [0, 'A'], [7, 'c']] as const) part.annotate(at, annotation);
    expect(part.value).toMatchObject({ annotations: ['A', 'b', 'c'] });
  });

  it('does not change a value that is out', () => {
    const part = PartFold.implied('output_text', 0, 0);
    part.change((draft) => { draft.append('text', 'a'); });
    const before = part.value;
    part.change((draft) => { draft.append('text', 'b'); });
    expect([before, part.value]).toMatchObject([{ text: 'a' }, { text: 'ab' }]);
  });

  it('is what replaces it', () => {
    const part = PartFold.implied('output_text', 0, 0);
    part.annotate(0, 'a');
    part.replace({ type: 'output_text', text: 'whole' });
    part.annotate(0, 'b');
    expect(part.value).toEqual({ type: 'output_text', text: 'whole', annotations: ['b'] });
    expect(part.isAnnounced).toBe(true);
  });
});
