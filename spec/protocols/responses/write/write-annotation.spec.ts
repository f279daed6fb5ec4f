import { writeAnnotation } from '../../../../src/protocols/responses/write/write-annotation.js';

const place = { url: 'https://example.com', title: 'Example', start_index: 0, end_index: 5 };

describe('writeAnnotation', () => {
  it.each([{ type: 'url_citation', ...place }, { type: 'file_citation', file_id: 'f' }])('passes an annotation of its own: %j', (citation) => {
    expect(writeAnnotation(citation)).toBe(citation);
  });

  it('makes the nested form of Chat Completions flat', () => {
    expect(writeAnnotation({ type: 'url_citation', url_citation: place })).toEqual({ type: 'url_citation', ...place });
    expect(writeAnnotation({ type: 'url_citation', url_citation: { ...place, title: null } })).toMatchObject({ title: '' });
  });

  it.each(['https://example.com', { type: 'char_location' }, { type: 'url_citation', url_citation: { url: 'x' } }, null])('has no form for %j', (citation) => {
    expect(writeAnnotation(citation)).toBeUndefined();
  });
});
