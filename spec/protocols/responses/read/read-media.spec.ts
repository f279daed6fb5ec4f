import { imageType, media, readMedia } from '../../../../src/protocols/responses/read/read-media.js';
import { ResponseState } from '../../../../src/protocols/responses/read/response-state.js';

describe('readMedia', () => {
  it('tells the image of a finished item, once', () => {
    const state = new ResponseState();
    const item = { type: 'image_generation_call', result: 'AA==', output_format: 'webp' };
    expect([readMedia(item, state), readMedia(item, state)]).toEqual([[{ type: 'media', mediaType: 'image/webp', data: 'AA==', choice: 0 }], []]);
  });

  it('tells nothing of an item that has none', () => {
    expect(readMedia({ type: 'image_generation_call', result: null }, new ResponseState())).toEqual([]);
    expect(readMedia({ type: 'message', result: 'AA==' }, new ResponseState())).toEqual([]);
    expect(media('audio/pcm', '')).toEqual([]);
  });
});

describe('imageType', () => {
  it('is PNG where the server does not say', () => {
    expect([imageType('jpeg'), imageType(undefined), imageType(5)]).toEqual(['image/jpeg', 'image/png', 'image/png']);
  });
});
