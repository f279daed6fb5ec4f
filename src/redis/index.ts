/**
 * What processes of a fleet share, in Redis: answers that can be resumed anywhere, and the cool-down of an upstream. It needs the package `redis`.
 *
 * @module framewise/redis
 */

export { redisAnswerLog, type RedisAnswerLogOptions } from './answers/redis-answer-log.js';
export type { RedisClient, RedisOptions } from './link/redis-client.js';
export { type RedisUpstreamStore, redisUpstreamStore, type RedisUpstreamStoreOptions } from './redis-upstream-store.js';
