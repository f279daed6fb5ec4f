import { isObject } from '../../../payload-object.js';

/** @returns the annotation that a citation is here, translated from the flat form of Responses; `undefined` for any other form. */
export function writeAnnotation(citation: unknown): object | undefined {
  if (!isObject(citation) || citation['type'] !== 'url_citation') return undefined;
  if (isObject(citation['url_citation'])) return citation;
  const { type, url, title, start_index, end_index } = citation;
  if (typeof url !== 'string' || typeof start_index !== 'number' || typeof end_index !== 'number') return undefined;
  return { type, url_citation: { url, title: typeof title === 'string' ? title : '', start_index, end_index } };
}
