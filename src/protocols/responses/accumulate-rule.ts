import type { PayloadObject } from '../../protocol.js';
import type { ResponseFold } from './accumulate-response.js';
import type { ResponseEventType } from './events.js';

/** What the events of one type add to the response that is being put together. */
export type AccumulateRule = readonly [ResponseEventType, (event: PayloadObject, response: ResponseFold) => void];
