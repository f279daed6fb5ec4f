import type { UpstreamState } from '../index.js';
import type { UpstreamClient } from './upstream-client.js';

type Told = Pick<UpstreamState, 'circuit' | 'active' | 'queued' | 'coolDownMs'>;

/** The result of one check, in the form of `@nestjs/terminus`. */
export type UpstreamHealth = Readonly<Record<string, Told & { readonly status: 'up' | 'degraded' | 'down' }>>;

/** What is asked of a client. What a spec has put in its place may have none of it, and has met nothing. */
type Client = Partial<Pick<UpstreamClient, 'upstream'>> | null | undefined;

const untouched: Told = { circuit: 'closed', active: 0, queued: 0, coolDownMs: 0 };

/**
 * Tells `@nestjs/terminus` how an upstream is, by what its streams have met. It makes no request, which would be paid for.
 *
 * `down`: the circuit is open, because the last requests have all failed. `degraded`: one request is finding out whether it works again,
 * or all are held because the upstream told to wait. Otherwise, before the first request, and for a fake in a spec, it is `up`.
 *
 * @example
 * ```ts
 * @Get('health')
 * @HealthCheck()
 * check() {
 *   return this.health.check([() => this.upstreams.isHealthy('claude')]);
 * }
 * ```
 */
export class UpstreamHealthIndicator {
  readonly #clients: ReadonlyMap<string, Client>;

  constructor(clients: ReadonlyMap<string, Client>) {
    this.#clients = clients;
  }

  /**
   * How this upstream is now, for `HealthCheckService.check`.
   *
   * @param name an upstream of the module.
   * @throws RangeError for another name.
   */
  isHealthy(name: string): UpstreamHealth {
    if (!this.#clients.has(name)) throw new RangeError(`There is no upstream ${JSON.stringify(name)}.`);
    const { circuit, active, queued, coolDownMs } = this.#clients.get(name)?.upstream?.state ?? untouched;
    const status = circuit === 'open' ? 'down' : circuit === 'half-open' || coolDownMs > 0 ? 'degraded' : 'up';
    return { [name]: { status, circuit, active, queued, coolDownMs } };
  }
}
