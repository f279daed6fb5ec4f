import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheck, HealthCheckService } from '@nestjs/terminus';
import { UpstreamHealthIndicator } from 'framewise/nestjs';

import { upstreams } from './settings.js';

@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(UpstreamHealthIndicator) private readonly indicator: UpstreamHealthIndicator,
  ) {}

  /** By what the streams have met; no request is made for it. */
  @Get()
  @HealthCheck()
  check() {
    return this.health.check(Object.keys(upstreams).map((name) => () => this.indicator.isHealthy(name)));
  }
}
