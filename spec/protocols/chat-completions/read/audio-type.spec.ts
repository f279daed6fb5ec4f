import { audioType } from '../../../../src/protocols/chat-completions/read/audio-type.js';

const base64 = (...bytes: number[]): string => Buffer.from([...bytes, 0, 0, 0, 0]).toString('base64');

describe('audioType', () => {
  it.each([
    ['audio/wav', base64(...Buffer.from('RIFF'), 36)],
    ['audio/mpeg', base64(...Buffer.from('ID3'))],
    ['audio/mpeg', base64(0xff, 0xfb, 0x90)],
    ['audio/mpeg', base64(0xff, 0xf3, 0x84)],
    ['audio/aac', base64(0xff, 0xf1, 0x50)],
    ['audio/ogg', base64(...Buffer.from('OggS'))],
    ['audio/flac', base64(...Buffer.from('fLaC'))],
    ['audio/pcm', base64(0, 0, 1, 0)],
  ])('is %s by how the sound of a whole answer begins', (type, data) => {
    expect(audioType({ transcript: 'Hi', expires_at: 1, data }, data)).toBe(type);
    expect(audioType({ data }, data)).toBe('audio/pcm');
  });
});
