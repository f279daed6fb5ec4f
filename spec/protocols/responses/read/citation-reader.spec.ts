import { CitationReader } from '../../../../src/protocols/responses/read/citation-reader.js';

const source = { type: 'url_citation', url: 'https://example.com' };
const message = { type: 'message', content: [{ type: 'output_text', annotations: [source] }] };
const told = { type: 'citation', citation: source, choice: 0 };

describe('CitationReader', () => {
  it('tells a citation as it comes, and not again with its message', () => {
    const citations = new CitationReader();
    expect([citations.fragment(source), citations.finish(message)]).toEqual([[told], []]);
    expect(citations.hasTold).toBe(true);
  });

  it('tells it with the message where none was streamed, and once', () => {
    const citations = new CitationReader();
    expect([citations.finish(message), citations.finish(message), citations.finish({ type: 'reasoning', content: message.content })]).toEqual([[told], [], []]);
  });

  it('tells nothing where there is none', () => {
    const citations = new CitationReader();
    expect([citations.fragment(undefined), citations.fragment(null), citations.finish({ type: 'message' })]).toEqual([[], [], []]);
    expect(citations.hasTold).toBe(false);
  });
});
