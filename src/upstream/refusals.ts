import { ApiError } from '../errors/api-error.js';

/** The upstream failed for everybody: nothing is asked of it for a while. */
export function circuitOpen(waitMs: number): ApiError {
  return refusal('circuit_open', 'The upstream failed too often in a row, and is not asked for now.', waitMs);
}

/** Everybody was told to wait, and that for too long. */
export function coolingDown(waitMs: number): ApiError {
  return refusal('cooling_down', 'The upstream asked everybody to wait, longer than requests are held.', waitMs);
}

export function queueFull(): ApiError {
  return refusal('queue_full', 'Too many requests wait for this upstream already.', undefined);
}

function refusal(type: string, message: string, waitMs: number | undefined): ApiError {
  return new ApiError({ type, origin: 'transport', message, retryAfterMs: waitMs === undefined ? undefined : Math.ceil(waitMs) });
}
