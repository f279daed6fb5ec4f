import { script } from '../link/script.js';

/** The names of what belongs to one answer. In a cluster they lie together, because of the braces. */
export function answerKeys(prefix: string, id: string): { readonly keys: readonly [stream: string, lease: string, cancel: string]; readonly channel: string } {
  const name = `${prefix}answer:{${id}}`;
  return { keys: [name, `${name}:lease`, `${name}:cancel`], channel: `${name}:batches` };
}

/** A producer is told here which of its answers to stop. */
export function producerChannel(prefix: string, producer = ''): string {
  return `${prefix}producer:${producer}`;
}

// The stream of an answer is the truth. Its first entry, 0-1, only says who began the answer; each further one is a batch, whose id is
// <number of its last event>-0, so that a reader's position is the id of an event, and Redis refuses a second entry of one number.
// The writer of the answer holds the lease, which says `ended` when nobody writes it any more. KEYS are always: stream, lease, cancel.

/**
 * ARGV: owner, lease and keep in milliseconds. An answer of which nothing was said, and that nobody writes any more, may be begun anew: who
 * began it may never have heard so. @returns 1, or 0 where there is such an answer.
 */
export const beginScript = script(`
  local length = redis.call('XLEN', KEYS[1])
  if length > 1 or (length == 1 and redis.call('EXISTS', KEYS[2]) == 1) then return 0 end
  redis.call('DEL', KEYS[1])
  redis.call('XADD', KEYS[1], '0-1', 'begun', ARGV[1])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
  redis.call('DEL', KEYS[3])
  return 1
`);

/** Gives back what was begun, where nothing was said of it. ARGV: owner. */
export const giveBackScript = script(`
  if redis.call('GET', KEYS[2]) == ARGV[1] and redis.call('XLEN', KEYS[1]) == 1 then redis.call('DEL', KEYS[1], KEYS[2], KEYS[3]) end
`);

const lastNumber = `
  local function lastNumber()
    local entry = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
    return entry and tonumber(string.match(entry[1], '^(%d+)')) or 0
  end
`;

/**
 * Adds a batch, and renews the lease; without a batch only that. ARGV: owner, lease and keep in milliseconds, channel, number of the last
 * event (0 for no batch), batch, 1 where it is the end. @returns `ok`, `cancelled`, or `lost` where somebody else has declared the owner dead.
 */
export const appendScript = script(`${lastNumber}
  local begun = redis.call('XRANGE', KEYS[1], '0-1', '0-1')[1]
  if not begun or begun[2][2] ~= ARGV[1] or redis.call('GET', KEYS[2]) == 'ended' then return 'lost' end
  local number = tonumber(ARGV[5])
  -- A batch that is sent a second time, because nobody knew whether it had come, is there already.
  if number > lastNumber() then
    redis.call('XADD', KEYS[1], ARGV[5] .. '-0', 'batch', ARGV[6])
    redis.call('PUBLISH', ARGV[4], ARGV[5] .. ':' .. ARGV[6])
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  if ARGV[7] == '1' then
    redis.call('SET', KEYS[2], 'ended', 'PX', ARGV[3])
  else
    redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
  end
  return redis.call('EXISTS', KEYS[3]) == 1 and 'cancelled' or 'ok'
`);

/** Without a lease nobody writes any more: the first to notice writes the end, so that all readers agree. */
const endWhereDead = `${lastNumber}
  local function state(keep, channel, batch)
    if redis.call('EXISTS', KEYS[1]) == 0 then return 'unknown' end
    local lease = redis.call('GET', KEYS[2])
    if lease == 'ended' then return 'ended' end
    if lease then return 'written' end
    local number = lastNumber() + 1
    redis.call('XADD', KEYS[1], number .. '-0', 'batch', batch)
    redis.call('PUBLISH', channel, number .. ':' .. batch)
    redis.call('PEXPIRE', KEYS[1], keep)
    redis.call('SET', KEYS[2], 'ended', 'PX', keep)
    return 'ended'
  end
`;

/** ARGV: keep in milliseconds, channel, the end of a dead answer. @returns `unknown`, `written` or `ended`, and the number of the last event. */
export const inspectScript = script(`${endWhereDead}
  return { state(ARGV[1], ARGV[2], ARGV[3]), lastNumber() }
`);

/**
 * Asks the owner to stop, by a key that its next append finds, and by a message. ARGV: keep in milliseconds, channel, the end of a dead
 * answer, what the channels of producers begin with. @returns 1 where the answer was being written.
 */
export const cancelScript = script(`${endWhereDead}
  if state(ARGV[1], ARGV[2], ARGV[3]) ~= 'written' then return 0 end
  redis.call('SET', KEYS[3], '1', 'PX', ARGV[1])
  local owner = redis.call('GET', KEYS[2])
  redis.call('PUBLISH', ARGV[4] .. string.match(owner, '^[^:]*'), owner)
  return 1
`);
