import type { UpstreamState } from '../index.js';
import type { UpstreamClient } from './upstream-client.js';

/** The result of one check, in the form of `@nestjs/terminus`. */
export type UpstreamHealth = Readonly<Record<string, Pick<UpstreamState, 'circuit' | 'active' | 'queued' | 'coolDownMs'> & { readonly status: 'up' | 'degraded' | 'down' }>>;

/**
 * Tells `@nestjs/terminus` how an upstream is, by what its streams have met. It makes no request, which would be paid for.
 *
 * `down`: the circuit is open, because the last requests have all failed. `degraded`: one request is finding out whether it works again,
 * or all are held because the upstream told to wait. Otherwise, and before the first request, it is `up`.
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
  readonly #clients: ReadonlyMap<string, UpstreamClient | undefined>;

  constructor(clients: ReadonlyMap<string, UpstreamClient | undefined>) {
    this.#clients = clients;
  }

  /**
   * How this upstream is now, for `HealthCheckService.check`.
   *
   * @param name an upstream of the module.
   * @throws RangeError for another name.
   */
  isHealthy(name: string): UpstreamHealth {
    const client = this.#clients.get(name);
    if (client === undefined) throw new RangeError(`There is no upstream ${JSON.stringify(name)}.`);
    const { circuit, active, queued, coolDownMs } = client.upstream.state;
    const status = circuit === 'open' ? 'down' : circuit === 'half-open' || coolDownMs > 0 ? 'degraded' : 'up';
    return { [name]: { status, circuit, active, queued, coolDownMs } };
  }
}
