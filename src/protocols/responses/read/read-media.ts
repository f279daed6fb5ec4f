import { type Delta, noDeltas } from '../../../answer/delta.js';
import type { PayloadObject } from '../../../payload-object.js';
import { stringIn } from '../stated-item.js';
import type { ResponseState } from './response-state.js';

export function media(mediaType: string, data: string): readonly Delta[] {
  return data === '' ? noDeltas : [{ type: 'media', mediaType, data, choice: 0 }];
}

/** The image of a finished item, once. Partial images, where they were asked for, came before it. */
export function readMedia({ type, result, output_format: format }: PayloadObject, { images }: ResponseState): readonly Delta[] {
  const image = type === 'image_generation_call' ? stringIn(result) : undefined;
  if (image === undefined || images.has(image)) return noDeltas;
  images.add(image);
  return media(imageType(format), image);
}

export function imageType(format: unknown): string {
  return `image/${stringIn(format) ?? 'png'}`;
}
