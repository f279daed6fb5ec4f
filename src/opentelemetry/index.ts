/**
 * Spans and metrics of calls, by OpenTelemetry.
 *
 * @module framewise/opentelemetry
 */

export { type TelemetryNames, telemetryNames } from './names.js';
export { openTelemetry, type TelemetryOptions } from './open-telemetry.js';
