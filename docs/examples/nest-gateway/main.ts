import { NestFactory } from '@nestjs/core';
import { ApiErrorFilter } from 'framewise/nestjs';

import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule);
// An ApiError keeps its status, its Retry-After and the shape of its route.
app.useGlobalFilters(new ApiErrorFilter());
// SIGTERM closes the application: open streams end with a typed error.
app.enableShutdownHooks();
await app.listen(process.env['PORT'] ?? 3000);
