import type { PayloadObject } from '../../../payload-object.js';
import type { ResponseFold } from './response-fold.js';

/** What the events of one type add to the response that is being put together. */
export type FoldStep = (event: PayloadObject, response: ResponseFold) => void;
